"""Busy times out of an iCalendar file that a caregiver brings. The file itself is kept nowhere.

One function with bytes in and plain values out, so that it can be moved into a process of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Literal
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

MOST_BYTES = 1_000_000
MOST_EVENTS = 2_000
MOST_TIMES = 300
DAY = 24 * 60
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")

Fault = Literal["unreadable", "too_large", "too_many", "too_often"]


class CalendarRefused(ValueError):
    """`fault`: no calendar, too large, with too many entries, or one that repeats within a day."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, order=True)
class BusyTime:
    """Local minutes after midnight of one date, half open."""

    on: date
    start: int
    end: int


def busy_times(data: bytes, zone: str, first: date, last: date) -> tuple[BusyTime, ...]:
    """When the calendar's owner is busy from `first` to `last`, in the clock time of `zone`.

    Disjoint and sorted. What is cancelled, or shown as free (RFC 5545, section 3.8.2.7), is left out; times
    without a zone are taken as times in `zone`.

    Raises:
        CalendarRefused: for a file that is no calendar, or asks for too much work.
    """
    if len(data) > MOST_BYTES:
        raise CalendarRefused("too_large")
    try:
        found = [time for calendar in _calendars(data) for time in _of(calendar, zone, first, last)]
    except CalendarRefused:
        raise
    except Exception:  # whatever a stranger's file makes the parsers raise means the same
        raise CalendarRefused("unreadable") from None
    joined = tuple(_joined(found))
    if len(joined) > MOST_TIMES:
        raise CalendarRefused("too_many")
    return joined


def _calendars(data: bytes) -> list[Any]:
    calendars = list(Calendar.from_ical(data, multiple=True))
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not calendars:
        raise CalendarRefused("unreadable")
    if len(events) > MOST_EVENTS:
        raise CalendarRefused("too_many")
    if any(_repeats_within_a_day(event) for event in events):
        raise CalendarRefused("too_often")
    return calendars


def _repeats_within_a_day(event: Any) -> bool:
    rules = event.get("RRULE", [])
    return any(
        str(rule.get("FREQ", [""])[0]).upper() in TOO_OFTEN or any(part in rule for part in WITHIN_A_DAY)
        for rule in (rules if isinstance(rules, list) else [rules])
    )


def _of(calendar: Any, zone: str, first: date, last: date) -> Iterator[BusyTime]:
    start = datetime.combine(first, time.min, ZoneInfo(zone))
    end = datetime.combine(last + timedelta(days=1), time.min, ZoneInfo(zone))
    ahead = recurring_ical_events.of(calendar).after(start)
    for count, event in enumerate(islice(ahead, MOST_EVENTS + 1)):
        begins, ends = (_local(event[name].dt, zone) for name in ("DTSTART", "DTEND"))
        if begins >= end.replace(tzinfo=None):
            return
        if count == MOST_EVENTS:
            raise CalendarRefused("too_many")
        if (
            str(event.get("STATUS")).upper() != "CANCELLED"
            and str(event.get("TRANSP")).upper() != "TRANSPARENT"
        ):
            yield from _by_date(begins, ends, first, last)


def _leaves_time(event: Any) -> bool:
    return (
        str(event.get("STATUS")).upper() == "CANCELLED" or str(event.get("TRANSP")).upper() == "TRANSPARENT"
    )


def _local(value: date | datetime, zone: str) -> datetime:
    """Wall-clock time; a date alone begins at its midnight."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if value.tzinfo else value


def _by_date(begins: datetime, ends: datetime, first: date, last: date) -> Iterator[BusyTime]:
    day = max(begins.date(), first)
    while day <= min(ends.date(), last):
        start = begins.hour * 60 + begins.minute if day == begins.date() else 0
        end = ends.hour * 60 + ends.minute if day == ends.date() else DAY
        if start < end:
            yield BusyTime(day, start, end)
        day += timedelta(days=1)


def _joined(times: Iterable[BusyTime]) -> Iterator[BusyTime]:
    by_date: dict[date, list[BusyTime]] = defaultdict(list)
    for each in sorted(times):
        day = by_date[each.on]
        if day and each.start <= day[-1].end:
            day[-1] = BusyTime(each.on, day[-1].start, max(day[-1].end, each.end))
        else:
            day.append(each)
    return (each for day in by_date.values() for each in day)
