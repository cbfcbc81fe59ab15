"""Entries of a calendar file as the parsers read them, whichever program wrote them and however carelessly.

What cannot be understood of an entry is left out; an entry that does not say when it begins means nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol
from zoneinfo import ZoneInfo

from icalendar.prop import vDuration

from scheduler.calendars.ics_parts import Part

_WORDS = ("UID", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
_SINGLE = ("DTSTART", "DTEND", "RECURRENCE-ID")
_LISTS = ("RDATE", "EXDATE")
_RULES = ("RRULE", "EXRULE")
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)?:?(\d\d)?\d*(?:\.\d*)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_TZID = re.compile(r"TZID=(?:TZID=)?(\"[^\"]*\"|[^;\"]*)", re.IGNORECASE)
_NOT_IN_RULES = re.compile(r"[^A-Z0-9=;,+:-]")
_NO_INTERVAL = re.compile(r"INTERVAL=(-\d+|0+)(?=;|$)")


class Zones(Protocol):
    """What a calendar says of time zones."""

    def named(self, name: str) -> str | None:
        """What the parsers call the zone of this name; None for one that nobody knows."""

    @property
    def of_all(self) -> ZoneInfo | None:
        """The zone in which the whole calendar is meant."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date and a clock time in a zone; without one wherever somebody is."""

    at: datetime
    whole_day: bool = False
    zone: str | None = None

    def parameters(self) -> str:
        """As in a content line."""
        if self.whole_day:
            return ";VALUE=DATE"
        return f';TZID="{self.zone}"' if self.zone and self.zone != "UTC" else ""

    def text(self) -> str:
        """As the value of a property."""
        day = f"{self.at.year:04}{self.at:%m%d}"
        return day if self.whole_day else f"{day}T{self.at:%H%M%S}" + ("Z" if self.zone == "UTC" else "")


def mended(entry: Part, zones: Zones) -> Part:
    """The entry as an event that says only when it is.

    Raises:
        ValueError: where it does not say when it begins.
    """
    rows = {name: [("", entry.first(name))] for name in _WORDS if entry.first(name)}
    if re.fullmatch(r"\d{1,9}", sequence := entry.first("SEQUENCE"), re.ASCII):
        rows["SEQUENCE"] = [("", sequence)]
    times = {name: _moment(*entry.properties[name][0], zones) for name in _SINGLE if entry.first(name)}
    start, end = times.get("DTSTART") or _fail("no beginning"), times.get("DTEND")
    if start.whole_day and end and not end.whole_day:
        start = Moment(start.at, zone=end.zone)
    times |= {"DTSTART": start, "DTEND": _end(start, end)}
    for name, moment in times.items():
        if moment is not None:
            rows[name] = [(moment.parameters() + _range(entry, name), moment.text())]
    for name in _LISTS:
        if listed := _listed(entry.properties.get(name, ()), zones):
            rows[name] = listed
    for name in _RULES:
        rules = [("", mended_rule(rule)) for _, rule in entry.properties.get(name, ()) if rule]
        if rules:
            rows[name] = rules
    if times["DTEND"] is None and _lasts(entry.first("DURATION")):
        rows["DURATION"] = [("", entry.first("DURATION"))]
    return Part("VEVENT", rows)


def once(entry: Part) -> Part:
    """The entry without what repeats or moves it."""
    repeats = {*_LISTS, *_RULES, "RECURRENCE-ID"}
    return Part("VEVENT", {name: rows for name, rows in entry.properties.items() if name not in repeats})


def mended_rule(rule: str) -> str:
    """Without blanks and what else has no place in a rule; no interval is one."""
    plain = _NO_INTERVAL.sub("", _NOT_IN_RULES.sub("", rule.upper()).replace("RSCALE=GREGORIAN", ""))
    return ";".join(part for part in plain.split(";") if part and not part.startswith("SKIP="))


def _lasts(duration: str) -> bool:
    """Whether it is a length of time that a calendar has room for."""
    try:
        length: timedelta = vDuration.from_ical(duration)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return False
    return abs(length) < timedelta(days=366_000)


def _fail(why: str) -> Moment:
    raise ValueError(why)


def _moment(parameters: str, value: str, zones: Zones) -> Moment | None:
    """What is written there; None where that is no time."""
    if _MOMENT.fullmatch(value) is None and ":" in value:  # of a zone's name that was not quoted
        rest, _, value = value.rpartition(":")
        parameters += ":" + rest
    match = _MOMENT.fullmatch(value)
    if match is None:
        return None
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return Moment(day, whole_day=True)
        at = day + timedelta(
            hours=int(match[4]), minutes=int(match[5] or 0), seconds=min(int(match[6] or 0), 59)
        )
        return _in_zone(at, match[7] or "", parameters, zones)
    except (ValueError, OverflowError):
        return None


def _in_zone(at: datetime, offset: str, parameters: str, zones: Zones) -> Moment:
    named = _TZID.search(parameters)
    if not offset and named:
        return Moment(at, zone=zones.named(named[1].strip('" ')) or _key(zones.of_all))
    if len(offset) > 1:
        at, offset = at.replace(tzinfo=_fixed(offset)).astimezone(UTC).replace(tzinfo=None), "Z"
    if zones.of_all is None:
        return Moment(at, zone="UTC" if offset else None)
    if offset:
        at = at.replace(tzinfo=UTC).astimezone(zones.of_all).replace(tzinfo=None)
    return Moment(at, zone=zones.of_all.key)


def _key(zone: ZoneInfo | None) -> str | None:
    return zone.key if zone else None


def _fixed(offset: str) -> timezone:
    size = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    return timezone(-size if offset[0] == "-" else size)


def _end(start: Moment, end: Moment | None) -> Moment | None:
    """An end of the same kind as the beginning: a whole day lasts one day at least."""
    if end is None:
        return None
    if start.whole_day:
        return end if end.at > start.at else None
    return Moment(end.at, zone=start.zone) if end.whole_day else end


def _range(entry: Part, name: str) -> str:
    later_too = name == "RECURRENCE-ID" and "THISANDFUTURE" in entry.properties[name][0][0].upper()
    return ";RANGE=THISANDFUTURE" if later_too else ""


def _listed(rows: Iterable[tuple[str, str]], zones: Zones) -> list[tuple[str, str]]:
    """Dates, times and periods in lines of their own kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for parameters, values in rows:
        for value in values.split(","):
            start, _, length = value.strip().partition("/")
            moment = _moment(parameters, start, zones)
            if moment is None:
                continue
            if length:
                end = _moment(parameters, length, zones)
                period = f"{moment.text()}/{end.text() if end else length}"
                found[moment.parameters() + ";VALUE=PERIOD"].append(period)
            else:
                found[moment.parameters()].append(moment.text())
    return [(parameters, ",".join(values)) for parameters, values in found.items()]
