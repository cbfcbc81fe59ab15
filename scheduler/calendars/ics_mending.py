"""Entries of a calendar file as the parsers read them, whichever program wrote them and however carelessly.

What cannot be understood of an entry is left out; an entry that does not say when it begins means nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar.prop import vDuration

from scheduler.calendars.ics_parts import Part
from scheduler.calendars.moments import Moment, Zones, moment_of

_WORDS = ("UID", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
_SINGLE = ("DTSTART", "DTEND", "RECURRENCE-ID")
_LISTS = ("RDATE", "EXDATE")
_RULES = ("RRULE", "EXRULE")
_REPEATS = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_NOT_IN_RULES = re.compile(r"[^A-Z0-9=;,+:-]")
_NO_INTERVAL = re.compile(r"INTERVAL=(-\d+|0+)(?=;|$)")
_UNTIL_SOMEWHERE = re.compile(r"UNTIL=(\d{8}T\d{6})(?=;|$)")
_LONGEST = timedelta(days=366_000)


@dataclass(frozen=True, slots=True)
class Entry:
    """`event` is the entry as an event that says only when it is; `length` is its DURATION.

    `replaces` is the repetition that it was moved from, `exceptions` are those that were taken out.
    """

    event: Part
    start: Moment
    end: Moment | None
    length: timedelta | None
    replaces: Moment | None
    exceptions: tuple[Moment, ...]

    @property
    def repeats(self) -> bool:
        """Whether it is more than one event, or one of another's."""
        return any(name in self.event.properties for name in _REPEATS)

    @property
    def sequence(self) -> int:
        """Of several versions the highest is the newest."""
        return int(self.event.first("SEQUENCE") or 0)

    @property
    def with_later(self) -> bool:
        """Whether all later repetitions were moved with it."""
        return "RANGE=THISANDFUTURE" in self.event.properties.get("RECURRENCE-ID", [("", "")])[0][0]

    def once(self) -> tuple[datetime, datetime]:
        """From when to when it is by itself, without what repeats or moves it."""
        usual = timedelta(days=1 if self.start.whole_day else 0)
        length = usual if self.length is None else self.length
        end = self.end or Moment(self.start.at + length, zone=self.start.zone)
        return self.start.instant(), end.instant()


def mended(entry: Part, zones: Zones) -> Entry:
    """The entry as the parsers read it.

    Raises:
        ValueError: where it does not say when it begins.
    """
    times = {name: moment_of(*entry.properties[name][0], zones) for name in _SINGLE if entry.first(name)}
    start, end = times.get("DTSTART") or _fail("no beginning"), times.get("DTEND")
    if start.whole_day and end and not end.whole_day:
        start = Moment(start.at, zone=end.zone)
    start, end = _in_one_zone(start, _end(start, end))
    rows = _rows(entry, times | {"DTSTART": start, "DTEND": end}, zones)
    length = _length(entry.first("DURATION")) if end is None else None
    if length is not None:
        rows["DURATION"] = [("", entry.first("DURATION"))]
    exceptions = tuple(
        moment
        for parameters, values in entry.properties.get("EXDATE", ())
        for value in values.split(",")
        if (moment := moment_of(parameters, value.strip(), zones))
    )
    return Entry(Part("VEVENT", rows), start, end, length, times.get("RECURRENCE-ID"), exceptions)


def _rows(entry: Part, times: dict[str, Moment | None], zones: Zones) -> dict[str, list[tuple[str, str]]]:
    rows = {name: [("", entry.first(name))] for name in _WORDS if entry.first(name)}
    if re.fullmatch(r"\d{1,9}", sequence := entry.first("SEQUENCE"), re.ASCII):
        rows["SEQUENCE"] = [("", sequence)]
    for name, moment in times.items():
        if moment is not None:
            rows[name] = [(moment.parameters() + _range(entry, name), moment.text())]
    for name in _LISTS:
        if listed := _listed(entry.properties.get(name, ()), zones):
            rows[name] = listed
    for name in _RULES:
        written = [rule for _, rule in entry.properties.get(name, ()) if rule]
        rules = [("", _ended(mended_rule(rule), times["DTSTART"])) for rule in written]
        if rules:
            rows[name] = rules
    return rows


def mended_rule(rule: str) -> str:
    """Without blanks and what else has no place in a rule; no interval is one."""
    plain = _NO_INTERVAL.sub("", _NOT_IN_RULES.sub("", rule.upper()).replace("RSCALE=GREGORIAN", ""))
    return ";".join(part for part in plain.split(";") if part and not part.startswith("SKIP="))


def _ended(rule: str, start: Moment | None) -> str:
    """With an end in UTC, as the standard wants it; without a zone it is meant in that of the beginning."""
    if start is None or start.zone in (None, "UTC"):
        return rule
    return _UNTIL_SOMEWHERE.sub(lambda found: f"UNTIL={_in_utc(found[1], start)}", rule)


def _in_utc(written: str, start: Moment) -> str:
    try:
        at = Moment(datetime.strptime(written, "%Y%m%dT%H%M%S"), zone=start.zone).instant().astimezone(UTC)
    except (ValueError, OverflowError):
        return written
    return f"{at:%Y%m%dT%H%M%SZ}"


def _length(duration: str) -> timedelta | None:
    """None for what is no length of time, or one that no calendar has room for."""
    try:
        length: timedelta = vDuration.from_ical(duration)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return length if abs(length) < _LONGEST else None


def _fail(why: str) -> Moment:
    raise ValueError(why)


def _end(start: Moment, end: Moment | None) -> Moment | None:
    """An end of the same kind as the beginning: a whole day lasts one day at least."""
    if end is None:
        return None
    if start.whole_day:
        return end if end.at > start.at else None
    return Moment(end.at, zone=start.zone) if end.whole_day else end


def _in_one_zone(start: Moment, end: Moment | None) -> tuple[Moment, Moment | None]:
    """Where only one of both has a zone, it is meant for the other too."""
    if end is None or start.whole_day or bool(start.zone) == bool(end.zone):
        return start, end
    zone = start.zone or end.zone
    return Moment(start.at, zone=zone), Moment(end.at, zone=zone)


def _range(entry: Part, name: str) -> str:
    later_too = name == "RECURRENCE-ID" and "THISANDFUTURE" in entry.properties[name][0][0].upper()
    return ";RANGE=THISANDFUTURE" if later_too else ""


def _listed(rows: Iterable[tuple[str, str]], zones: Zones) -> list[tuple[str, str]]:
    """Dates, times and periods in lines of their own kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for parameters, values in rows:
        for value in values.split(","):
            start, _, length = value.strip().partition("/")
            moment = moment_of(parameters, start, zones)
            if moment is None:
                continue
            if length:
                end = moment_of(parameters, length, zones)
                period = f"{moment.text()}/{end.text() if end else length}"
                found[moment.parameters() + ";VALUE=PERIOD"].append(period)
            else:
                found[moment.parameters()].append(moment.text())
    return [(parameters, ",".join(values)) for parameters, values in found.items()]
