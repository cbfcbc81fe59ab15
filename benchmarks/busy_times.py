"""Measure what strangers' calendar files cost: python -m benchmarks.busy_times

Each file is read as a family's page reads it: answered within 5 s, with no memory lost.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import date

from scheduler.calendars.busy import MOST_BYTES, CalendarRefused, busy_times
from scheduler.calendars.busy_reading import MOST_PARTS

DATES = date(2026, 3, 2), date(2026, 5, 24)
AT_SIX = "DTSTART;TZID=America/New_York:2026{:02}{:02}T180000\r\nDURATION:PT1H\r\n"
NEVER = AT_SIX.format(3, 3) + "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n"


def main() -> None:
    files = {name: make() for name, make in FILES.items()}
    measure("(before)", files["one event"])
    before = largest()
    slowest = max(measure(name, data) for name, data in files.items())
    say(f"slowest {slowest:.2f} s (5 s); this process grew by {(largest() - before) / 1024:.1f} MB")


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}END:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def single(number: int) -> str:
    return AT_SIX.format(3 + number % 2, 1 + number % 28)


def weekly(number: int) -> str:
    return AT_SIX.format(3, 1 + number % 28).replace("2026", "2016") + "RRULE:FREQ=WEEKLY\r\n"


FILES: dict[str, Callable[[], bytes]] = {
    "one event": lambda: calendar(single(0)),
    "a full calendar: 300 events, 60 weekly": lambda: calendar(
        *map(single, range(300)), *map(weekly, range(60))
    ),
    f"{MOST_PARTS} events": lambda: calendar(*map(single, range(MOST_PARTS))),
    f"{MOST_PARTS + 1} events": lambda: calendar(*map(single, range(MOST_PARTS + 1))),
    "1,000 that repeat weekly": lambda: calendar(*map(weekly, range(1_000))),
    f"{MOST_PARTS} that repeat weekly": lambda: calendar(*map(weekly, range(MOST_PARTS))),
    "one that repeats every second": lambda: calendar(single(0) + "RRULE:FREQ=SECONDLY\r\n"),
    "twenty that repeat on 30 February": lambda: calendar(*[NEVER] * 20),
    "a megabyte of line ends": lambda: b"BEGIN:VCALENDAR" + b"\r\n" * (MOST_BYTES // 2 - 99),
    "a megabyte of dates": lambda: calendar(
        AT_SIX.format(3, 3) + "RDATE:" + "20260305T180000," * 62_000 + "\r\n"
    ),
    "a megabyte and a byte": lambda: b" " * (MOST_BYTES + 1),
    "a megabyte of zeros": lambda: bytes(MOST_BYTES),
}


def measure(name: str, data: bytes) -> float:
    """Seconds until there is an answer, which is told."""
    began = time.perf_counter()
    try:
        answer = f"{len(busy_times(data, 'America/New_York', *DATES))} times"
    except CalendarRefused as refused:
        answer = refused.fault
    seconds = time.perf_counter() - began
    say(f"{name:40}{seconds:6.2f} s   {answer}")
    return seconds


def largest() -> int:
    """The most memory that this process had so far, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
