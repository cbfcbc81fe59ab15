"""The time zones of one calendar file: those it names, those it describes itself, and the one of it all."""

from __future__ import annotations

import hashlib
from functools import cached_property
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.timezone import tzp

from scheduler.calendars.ics_mending import mended_rule
from scheduler.calendars.ics_parts import Part
from scheduler.calendars.rule_starts import is_too_often
from scheduler.calendars.zone_names import known_zone, meant_zone

FRAME = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"


class CalendarZones:
    """A name that the IANA list or Windows has means that zone; of any other the file's word counts."""

    def __init__(self, calendar: Part) -> None:
        self._described = {part.first("TZID").strip(' "'): part for part in calendar.inside("VTIMEZONE")}
        self._known: dict[str, str | None] = {}
        self._of_all = calendar.first("X-WR-TIMEZONE")

    @cached_property
    def of_all(self) -> ZoneInfo | None:
        """The zone of X-WR-TIMEZONE, in which Google and Apple mean the whole calendar."""
        zone = meant_zone(self._of_all) if self._of_all else None
        return ZoneInfo(zone) if zone else None

    def named(self, name: str) -> str | None:
        """What the parser calls the zone; it is told those that the file describes."""
        if name not in self._known:
            self._known[name] = known_zone(name) or self._taught(name) or meant_zone(name)
        return self._known[name]

    def _taught(self, name: str) -> str | None:
        """The parser keeps a description for good, so each has a name of its own."""
        if name not in self._described:
            return None
        described = _mended(self._described[name])
        own = "Own-" + hashlib.sha256(described.text().encode()).hexdigest()
        described.properties["TZID"] = [("", own)]
        try:
            Calendar.from_ical(FRAME.format(described.text()).encode())
            known = tzp.timezone(own) is not None
        except (MemoryError, RecursionError):
            raise
        except Exception:  # whatever a stranger's words make the parser raise means the same
            known = False
        return own if known else None


def _mended(zone: Part) -> Part:
    """With rules that the parser reads, none of them within a day."""
    parts = []
    for part in zone.parts:
        rules = [("", mended_rule(rule)) for _, rule in part.properties.get("RRULE", ()) if rule]
        rules = [each for each in rules if not is_too_often(each[1])]
        rest = {name: rows for name, rows in part.properties.items() if name != "RRULE"}
        parts.append(Part(part.name, rest | ({"RRULE": rules} if rules else {})))
    return Part("VTIMEZONE", {}, parts)
