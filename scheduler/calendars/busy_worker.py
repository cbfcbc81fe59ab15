"""The process in which a stranger's calendar file is read: bytes in, a line of JSON out."""

from __future__ import annotations

import json
import sys
from datetime import date

from scheduler.calendars.worker_process import keep_within_limits


def main() -> None:
    """Read the file or the link on standard input.

    Arguments say which of both it is, the zone, and the first and the last date.
    """
    keep_within_limits()
    kind, zone, first, last = sys.argv[1:]
    sys.stdout.write(answer(kind, sys.stdin.buffer.read(), zone, first, last))


def answer(kind: str, given: bytes, zone: str, first: str, last: str) -> str:
    """A line of JSON: a list of busy times, or the name of a fault."""
    from scheduler.calendars.busy import CalendarRefused
    from scheduler.calendars.busy_reading import read_busy

    said: object
    try:
        data = _fetched(given.decode()) if kind == "link" else given
        found = read_busy(data, zone, date.fromisoformat(first), date.fromisoformat(last))
        said = [[time.on.isoformat(), time.start, time.end] for time in found]
    except CalendarRefused as refused:
        said = refused.fault
    except (MemoryError, RecursionError):
        said = "too_slow"
    except Exception:  # whatever a stranger's file makes the parsers raise means the same
        said = "unreadable"
    return json.dumps(said)


def _fetched(link: str) -> bytes:
    from scheduler.calendars.fetch_link import fetch_calendar

    return fetch_calendar(link)


if __name__ == "__main__":
    main()
