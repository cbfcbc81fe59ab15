"""What of an iCalendar file is busy: events and their repetitions, free-busy lists, hours of availability.

RFC 5545 (sections 3.6.1, 3.6.4, 3.8.2.7) and RFC 7953. An entry that cannot be understood is left out;
a file in which none can be is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.prop import vPeriod

from scheduler.calendars.busy import BusyTime, CalendarRefused
from scheduler.calendars.calendar_zones import FRAME, CalendarZones
from scheduler.calendars.ics_mending import Entry, mended
from scheduler.calendars.ics_parts import Part, parts_of
from scheduler.calendars.plain_series import plain_series
from scheduler.calendars.rule_starts import is_too_often
from scheduler.calendars.spans import Span, by_date, joined, without

MOST_PARTS = 5_000
MOST_TIMES = 600
_COUNTED = ("VEVENT", "VFREEBUSY", "VAVAILABILITY", "AVAILABLE", "VTODO", "VJOURNAL", "VTIMEZONE")
_UNTIL = re.compile(r"UNTIL=(\d{8})", re.IGNORECASE)
_BIRTHDAY = re.compile(r"FREQ=YEARLY(;(INTERVAL|WKST|UNTIL|COUNT)=\w+)*;?", re.IGNORECASE)
_FREE = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}


@dataclass(frozen=True, slots=True)
class Season:
    """The span that is looked at, in local clock time of `zone`, which times without a zone are in too."""

    zone: ZoneInfo
    span: Span

    def local(self, value: date | datetime) -> datetime:
        """Clock time in the season's zone; a date alone begins at its midnight there."""
        if not isinstance(value, datetime):
            return datetime.combine(value, time.min)
        return value.astimezone(self.zone).replace(tzinfo=None) if value.tzinfo else value


def read_busy(data: bytes, zone: str, first: date, last: date) -> tuple[BusyTime, ...]:
    """See `busy.busy_times`."""
    calendars = _calendars(parts_of(data))
    parts = [part for calendar in calendars for part in calendar.inside(*_COUNTED)]
    if len(parts) > MOST_PARTS:
        raise CalendarRefused("too_many")
    whole = Span(datetime.combine(first, time.min), datetime.combine(last + timedelta(days=1), time.min))
    found = [_of_calendar(calendar, Season(ZoneInfo(zone), whole)) for calendar in calendars]
    busy = [span for spans, _ in found for span in spans]
    if not busy and 0 < sum(part.name == "VEVENT" for part in parts) == sum(unread for _, unread in found):
        raise CalendarRefused("unreadable")
    times = tuple(BusyTime(*each) for each in by_date(joined(busy), whole))
    if len(times) > MOST_TIMES:
        raise CalendarRefused("too_many")
    return times


def _calendars(root: Part) -> list[Part]:
    """The file's calendars, and what somebody copied out of one as another."""
    calendars = [part for part in root.parts if part.name == "VCALENDAR"]
    loose = Part("", root.properties, [part for part in root.parts if part.name != "VCALENDAR"])
    if not calendars and not any(loose.inside(*_COUNTED)):
        raise CalendarRefused("unreadable")
    return [*calendars, loose]


def _of_calendar(calendar: Part, season: Season) -> tuple[list[Span], int]:
    """When its owner is busy, and how many of its events could not be read."""
    if calendar.first("METHOD").upper() == "CANCEL":
        return [], 0
    zones = CalendarZones(calendar)
    events, unread = _occurrences(list(calendar.inside("VEVENT")), zones, season)
    lists = [span for part in calendar.inside("VFREEBUSY") for span in _listed(part, season)]
    hours = _outside_hours(list(calendar.inside("VAVAILABILITY")), zones, season)
    return [*events, *lists, *hours], unread


def _occurrences(entries: Sequence[Part], zones: CalendarZones, season: Season) -> tuple[list[Span], int]:
    """When the entries are, repetitions counted; and how many could not be read.

    Entries that belong together by their UID are read together, each series by itself.
    """
    by_uid: dict[str, list[Entry]] = defaultdict(list)
    found, unread = [], 0
    moved = {entry.first("UID") for entry in entries if "RECURRENCE-ID" in entry.properties}
    for number, entry in enumerate(entries):
        is_known_by_moved = entry.first("UID") in moved and "DTSTART" in entry.properties
        if not is_known_by_moved and not _may_matter(entry, season.span):
            continue
        try:
            by_uid[entry.first("UID") or f"without uid {number}"].append(mended(entry, zones))
        except ValueError:
            unread += 1
    for series in (series for together in by_uid.values() for series in _series(together)):
        spans = _repeated(series, season) if any(entry.repeats for entry in series) else None
        alone = [_once(entry, season) for entry in series] if spans is None else []
        found += spans or [span for each in alone for span in each or ()]
        unread += alone.count(None)
    return found, unread


def _series(together: Sequence[Entry]) -> Iterator[list[Entry]]:
    """One series, or several where a program gave them all the same UID: the newest, with what was moved."""
    moved = [entry for entry in together if entry.replaces]
    series = [entry for entry in together if not entry.replaces]
    newest = max((entry.sequence for entry in series), default=0)
    latest = [entry for entry in series if entry.sequence == newest]
    yield from ([entry, *moved] for entry in latest) if latest else [moved]


def _once(entry: Entry, season: Season) -> list[Span] | None:
    """None where the calendar has no room for it."""
    try:
        span = sorted(season.local(at) for at in entry.once())
    except (ValueError, OverflowError):
        return None
    return [] if any(_is_free(name, entry.event.first(name)) for name in _FREE) else [Span(*span)]


def _repeated(series: Sequence[Entry], season: Season) -> list[Span] | None:
    """When the entries are with all their repetitions; None where the parsers do not understand them."""
    if any(is_too_often(rule) for each in series for _, rule in each.event.properties.get("RRULE", ())):
        raise CalendarRefused("too_often")
    try:
        return list(_of_rule(series, season))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # it is not plain, or whatever a stranger's entry makes dateutil raise
        return _of_library(series, season)


def _of_rule(series: Sequence[Entry], season: Season) -> Iterator[Span]:
    for entry, repetitions in plain_series(series, season.span):
        if any(_is_free(name, entry.event.first(name)) for name in _FREE):
            continue
        for start, end in repetitions:
            yield Span(*sorted((season.local(start), season.local(end))))


def _of_library(series: Sequence[Entry], season: Season) -> list[Span] | None:
    text = FRAME.format("".join(entry.event.text() for entry in series))
    try:
        return list(_of_series(Calendar.from_ical(text.encode()), season))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever a stranger's entry makes the parsers raise means the same
        return None


def _may_matter(part: Part, span: Span) -> bool:
    """False for what has no time or surely lies outside the season: far cheaper than reading it."""
    if "DTSTART" not in part.properties:
        return False
    if any(name in part.properties for name in ("RDATE", "RECURRENCE-ID")):
        return True
    margin = timedelta(days=7)
    before, after = f"{span.start - margin:%Y%m%d}", f"{span.end + margin:%Y%m%d}"
    start, end = (part.first(name)[:8] for name in ("DTSTART", "DTEND"))
    if start.isdecimal() and start > after:
        return False
    if rule := part.first("RRULE"):
        until = _UNTIL.search(rule)
        over = until is not None and until[1] < before
        return not over and not (_BIRTHDAY.fullmatch(rule) and _falls_outside(start, end, before, after))
    return not (end.isdecimal() and len(end) == 8 and end < before)


def _falls_outside(start: str, end: str, before: str, after: str) -> bool:
    """Whether an entry of some days at most, repeated each year, has no day between `before` and `after`.

    Calendars hold birthdays by the hundred.
    """
    short = start.isdecimal() and (not end or (end.isdecimal() and int(end) - int(start) < 7))
    years = range(int(before[:4]), int(after[:4]) + 1)
    return short and not any(before <= f"{year}{start[4:]}" <= after for year in years)


def _of_series(calendar: Any, season: Season) -> Iterator[Span]:
    if any(event.errors for event in calendar.walk("VEVENT")):
        raise ValueError("an entry of the series cannot be read")
    margin = timedelta(days=1)
    query = recurring_ical_events.of(calendar)
    event: Any
    for event in query.between(season.span.start - margin, season.span.end + margin):
        if not any(_is_free(name, event.get(name, "")) for name in _FREE):
            yield Span(season.local(event["DTSTART"].dt), season.local(event["DTEND"].dt))


def _is_free(name: str, value: object) -> bool:
    return str(value).upper() == _FREE[name]


def _listed(part: Part, season: Season) -> Iterator[Span]:
    """The periods of a free-busy list, which are in UTC; a period that cannot be read is left out."""
    for parameters, value in part.properties.get("FREEBUSY", ()):
        if "FBTYPE=FREE" in parameters.upper().split(";"):
            continue
        for text in value.split(","):
            try:
                start, end = vPeriod.from_ical(text.strip())  # type: ignore[no-untyped-call]
            except ValueError:
                continue
            yield Span(season.local(start), season.local(start + end if isinstance(end, timedelta) else end))


def _outside_hours(parts: Sequence[Part], zones: CalendarZones, season: Season) -> list[Span]:
    """Outside of the hours in which somebody says to be available; what has priority comes last."""
    busy: list[Span] = []
    for part in sorted(parts, key=_urgency):
        try:
            window = _window(part, zones, season)
        except (ValueError, KeyError, AttributeError, OverflowError):
            continue
        available, _ = _occurrences(list(part.inside("AVAILABLE")), zones, season)
        busy = [*without(busy, [window]), *without([window], available)]
    return busy


def _urgency(part: Part) -> int:
    """1 overrules 2 overrules ... 9 overrules none (RFC 7953, section 3.1)."""
    priority = part.first("PRIORITY")
    return -int(priority) if priority.isdecimal() and 0 < int(priority) < 10 else -10


def _window(part: Part, zones: CalendarZones, season: Season) -> Span:
    """From DTSTART to DTEND, each of which may be missing, within the season."""
    if not part.first("DTSTART"):
        return season.span
    entry = mended(part, zones)
    first, last = (season.local(at) for at in entry.once())
    start = max(first, season.span.start)
    ends = entry.end is not None or entry.length is not None
    return Span(start, max(start, min(last, season.span.end) if ends else season.span.end))
