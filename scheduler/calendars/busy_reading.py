"""What of an iCalendar file is busy: events and their repetitions, free-busy lists, hours of availability.

RFC 5545 (sections 3.6.1, 3.6.4, 3.8.2.7) and RFC 7953. An entry that cannot be understood is left out;
a file in which none can be is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import recurring_ical_events
from icalendar import Calendar
from icalendar.prop import vPeriod

from scheduler.calendars.busy import BusyTime, CalendarRefused
from scheduler.calendars.ics_parts import Part, parts_of
from scheduler.calendars.spans import Span, by_date, joined, without

MOST_PARTS = 5_000
MOST_TIMES = 600
_COUNTED = ("VEVENT", "VFREEBUSY", "VAVAILABILITY", "AVAILABLE", "VTODO", "VJOURNAL", "VTIMEZONE")
_SUB_DAILY = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)|BY(HOUR|MINUTE|SECOND)=[^;]*,", re.IGNORECASE)
_IN_A_ZONE = {"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"}
_DATE_TIME = re.compile(r"\b(\d{8}T\d{6})(Z?)\b")
_UNTIL = re.compile(r"UNTIL=(\d{8})", re.IGNORECASE)
_REPEATS = ("RRULE", "RDATE", "EXRULE", "RECURRENCE-ID")
_FREE = {("STATUS", "CANCELLED"), ("TRANSP", "TRANSPARENT"), ("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")}


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
    root = parts_of(data)
    calendars = [part for part in root.parts if part.name == "VCALENDAR"]
    if not calendars and not any(root.inside("VEVENT")):
        raise CalendarRefused("unreadable")
    calendars = calendars or [root]  # entries that somebody copied out of a calendar
    _refuse_too_much(calendars)
    whole = Span(datetime.combine(first, time.min), datetime.combine(last + timedelta(days=1), time.min))
    busy = [span for calendar in calendars for span in _of_calendar(calendar, ZoneInfo(zone), whole)]
    times = tuple(BusyTime(*each) for each in by_date(joined(busy), whole))
    if len(times) > MOST_TIMES:
        raise CalendarRefused("too_many")
    return times


def _refuse_too_much(calendars: Sequence[Part]) -> None:
    parts = [part for calendar in calendars for part in calendar.inside(*_COUNTED, "STANDARD", "DAYLIGHT")]
    if sum(part.name in _COUNTED for part in parts) > MOST_PARTS:
        raise CalendarRefused("too_many")
    rules = (
        value for part in parts for name in ("RRULE", "EXRULE") for _, value in part.properties.get(name, ())
    )
    if any(_SUB_DAILY.search(rule) for rule in rules):
        raise CalendarRefused("too_often")


def _of_calendar(calendar: Part, zone: ZoneInfo, whole: Span) -> list[Span]:
    named = calendar.first("X-WR-TIMEZONE")
    if named in available_timezones():
        for part in calendar.inside("VEVENT", "VAVAILABILITY", "AVAILABLE"):
            _put_into_zone(part, named)
    season, frame = Season(zone, whole), _Frame(calendar)
    events, unread = _occurrences(list(calendar.inside("VEVENT")), frame, season)
    lists = [span for part in calendar.inside("VFREEBUSY") for span in _listed(part, season)]
    hours = _outside_hours(list(calendar.inside("VAVAILABILITY")), frame, season)
    if unread and unread == len(list(calendar.inside("VEVENT"))):
        raise CalendarRefused("unreadable")
    return [*events, *lists, *hours]


def _put_into_zone(part: Part, zone: str) -> None:
    """Google writes repetitions in UTC and means them in X-WR-TIMEZONE; so are times without a zone."""

    def local(found: re.Match[str]) -> str:
        at = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        return f"{at.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}" if found[2] else found[1]

    for name in _IN_A_ZONE & part.properties.keys():
        part.properties[name] = [
            (f"{parameters};TZID={zone}", _DATE_TIME.sub(local, value))
            if _DATE_TIME.search(value) and "TZID=" not in parameters.upper() and "/" not in value
            else (parameters, value)
            for parameters, value in part.properties[name]
        ]


class _Frame:
    """A calendar around some of its entries: its time zones."""

    def __init__(self, calendar: Part) -> None:
        zones = "".join(part.text() for part in calendar.parts if part.name == "VTIMEZONE")
        self._head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + zones

    def around(self, entries: Iterable[str]) -> Calendar:
        text = self._head + "".join(entries) + "END:VCALENDAR\r\n"
        parsed = Calendar.from_ical(text.encode())
        if not isinstance(parsed, Calendar):
            raise ValueError("not one calendar")
        return parsed


def _occurrences(parts: Sequence[Part], frame: _Frame, season: Season) -> tuple[list[Span], int]:
    """When the entries are, repetitions counted; and how many could not be read.

    Entries that belong together by their UID are read together, each series by itself.
    """
    series: dict[str, list[Part]] = defaultdict(list)
    for number, part in enumerate(parts):
        if _may_matter(part, season.span):
            series[part.first("UID") or f"without uid {number}"].append(part)
    found, unread = [], 0
    for entries in series.values():
        try:
            found += list(_of_series(frame.around(part.text("VEVENT") for part in entries), season))
        except (CalendarRefused, MemoryError, RecursionError):
            raise
        except Exception:  # whatever a stranger's entry makes the parsers raise means the same
            unread += len(entries)
    return found, unread


def _may_matter(part: Part, span: Span) -> bool:
    """False for what has no time or surely lies outside the season: far cheaper than reading it."""
    if "DTSTART" not in part.properties:
        return False
    margin = timedelta(days=7)
    before, after = f"{span.start - margin:%Y%m%d}", f"{span.end + margin:%Y%m%d}"
    start, end = (part.first(name)[:8] for name in ("DTSTART", "DTEND"))
    if any(name in part.properties for name in ("RDATE", "RECURRENCE-ID")):
        return True
    if rule := part.first("RRULE"):
        until = _UNTIL.search(rule)
        return until is None or until[1] >= before
    return not (end.isdecimal() and len(end) == 8 and end < before) and not (
        start.isdecimal() and start > after
    )


def _of_series(calendar: Calendar, season: Season) -> Iterator[Span]:
    broken = [event for event in calendar.walk("VEVENT") if event.errors]
    if broken:
        raise ValueError("an entry of the series cannot be read")
    margin = timedelta(days=1)
    query = recurring_ical_events.of(calendar)
    event: Any
    for event in query.between(season.span.start - margin, season.span.end + margin):
        if not _is_free(event):
            yield Span(season.local(event["DTSTART"].dt), season.local(event["DTEND"].dt))


def _is_free(event: Any) -> bool:
    return any(str(event.get(name, "")).upper() == value for name, value in _FREE)


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


def _outside_hours(parts: Sequence[Part], frame: _Frame, season: Season) -> list[Span]:
    """Outside of the hours in which somebody says to be available; what has priority comes last."""
    busy: list[Span] = []
    for part in sorted(parts, key=_urgency):
        try:
            window = _window(part, frame, season)
        except (ValueError, KeyError, AttributeError, OverflowError):
            continue
        available, _ = _occurrences(list(part.inside("AVAILABLE")), frame, season)
        busy = [*without(busy, [window]), *without([window], available)]
    return busy


def _urgency(part: Part) -> int:
    """1 overrules 2 overrules ... 9 overrules none (RFC 7953, section 3.1)."""
    priority = part.first("PRIORITY")
    return -int(priority) if priority.isdecimal() and 0 < int(priority) < 10 else -10


def _window(part: Part, frame: _Frame, season: Season) -> Span:
    """From DTSTART to DTEND, each of which may be missing, within the season."""
    if not part.first("DTSTART"):
        return season.span
    once = Part("VEVENT", {name: rows for name, rows in part.properties.items() if name not in _REPEATS})
    event: Any = frame.around([once.text()]).walk("VEVENT")[0]
    start = max(season.local(event["DTSTART"].dt), season.span.start)
    ends = "DTEND" in event or "DURATION" in event
    end = min(season.local(event.end), season.span.end) if ends else season.span.end
    return Span(start, max(start, end))
