"""Dates and times of a calendar file, whichever program wrote them and however carelessly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol
from zoneinfo import ZoneInfo

from icalendar.timezone import tzp

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)?:?(\d\d)?\d*(?:\.\d*)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_TZID = re.compile(r"TZID=(?:TZID=)?(\"[^\"]*\"|[^;\"]*)", re.IGNORECASE)


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

    def instant(self) -> datetime:
        """The moment in its zone; a clock time, or the midnight of a date, where it has none."""
        return self.at.replace(tzinfo=tzp.timezone(self.zone)) if self.zone else self.at


def moment_of(parameters: str, value: str, zones: Zones) -> Moment | None:
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
    zone = zones.named(named[1].strip('" ')) if named else None
    if offset.upper() == "Z" and zone not in (None, "UTC"):
        return Moment(at, zone=zone)  # the Z stands there by mistake
    if not offset and named:
        return Moment(at, zone=zone or _key(zones.of_all))
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
