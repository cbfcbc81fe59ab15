"""A series that began long ago, told from shortly before the season on: years of days take their time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.calendars.ics_mending import Entry
from scheduler.calendars.ics_parts import Part
from scheduler.calendars.moments import Moment

_DAYS = {"DAILY": 1, "WEEKLY": 7}
_PLAIN = re.compile(
    r"INTERVAL=\d{1,4}|BYDAY=[A-Z]{2}(,[A-Z]{2})*|WKST=[A-Z]{2}|UNTIL=\w+|FREQ=(DAILY|WEEKLY)"
)
_WELL_BEFORE, _SHORT = timedelta(days=60), timedelta(days=30)


def from_nearby(entry: Entry, season_start: datetime) -> Entry:
    """The entry with a later beginning from which the season's repetitions are the same.

    Only where its rule goes on in steps of days or weeks; else the entry as it is.
    """
    step = _step(entry.event)
    start, end = entry.once()
    if step is None or end.replace(tzinfo=None) - start.replace(tzinfo=None) > _SHORT:
        return entry
    steps = (season_start - _WELL_BEFORE - entry.start.at) // step
    return _moved(entry, steps * step) if steps > 0 else entry


def _step(event: Part) -> timedelta | None:
    rules = [rule for _, rule in event.properties.get("RRULE", ())]
    if len(rules) != 1 or any(event.first(name) for name in ("RDATE", "EXRULE", "RECURRENCE-ID")):
        return None
    parts = rules[0].split(";")
    if not all(_PLAIN.fullmatch(part) for part in parts):
        return None
    named = dict(part.split("=") for part in parts)
    days = _DAYS.get(named.get("FREQ", ""))
    return None if days is None else timedelta(days=days * int(named.get("INTERVAL", "1")))


def _moved(entry: Entry, by: timedelta) -> Entry:
    start = replace(entry.start, at=entry.start.at + by)
    end = entry.end and replace(entry.end, at=entry.end.at + by)
    rows = {"DTSTART": _row(start)} | ({"DTEND": _row(end)} if end else {})
    return replace(entry, event=Part("VEVENT", entry.event.properties | rows), start=start, end=end)


def _row(moment: Moment) -> list[tuple[str, str]]:
    return [(moment.parameters(), moment.text())]
