"""Which time zone a calendar program means by a name (RFC 5545, section 3.2.19).

Names come from the IANA list, from Windows, or from what a menu showed: "(UTC+01:00) Amsterdam, Berlin".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s*|^)([+-])(\d{1,2})(?:[:.]?(\d\d))?\b", re.IGNORECASE)
_BETWEEN_PLACES = re.compile(r"[/,;()、]")
_WINTER, _SUMMER = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))


@cache
def _zone_names() -> frozenset[str]:
    """The IANA list, for which the library looks through folders each time."""
    return frozenset(available_timezones())


def iana_zone(name: str) -> str | None:
    """The zone of the IANA list with this name, or with it after a program's own prefix."""
    pieces = name.strip(' "').split("/")
    starts = range(len(pieces)) if name.startswith("/") else range(1)
    names = ("/".join(pieces[start:]) for start in starts)
    return next((each for each in names if each in _zone_names()), None)


def known_zone(name: str) -> str | None:
    """The zone of this name in the IANA list or in Windows, whose programs know today's rules alone."""
    return iana_zone(name) or WINDOWS_TO_OLSON.get(name.strip(' "'))


@cache
def meant_zone(name: str) -> str | None:
    """The zone that a name must mean, None where nothing in it tells."""
    plain = name.strip(' "')
    known = known_zone(plain) or iana_zone(plain.replace("-", "/"))
    if known:
        return known
    offset = _offset(plain)
    fitting = (zone for zone in _of_places(plain) if offset is None or offset in _offsets(zone))
    return next(fitting, None) or (None if offset is None else _without_summer_time(offset))


def _of_places(name: str) -> Iterator[str]:
    """Zones of the places in a list: "Kuala Lumpur, Singapore"; "Eastern Time (US & Canada)"."""
    for place in _BETWEEN_PLACES.split(name):
        windows = place.strip().removesuffix(" Time") + " Standard Time"
        if windows in WINDOWS_TO_OLSON:
            yield WINDOWS_TO_OLSON[windows]
        yield from _by_place()[place.strip().casefold()]


@cache
def _by_place() -> dict[str, list[str]]:
    """Zones by the last part of their names: {"new york": ["America/New_York"]}."""
    found: dict[str, list[str]] = defaultdict(list)
    for zone in sorted(_zone_names()):
        found[zone.rpartition("/")[2].replace("_", " ").casefold()].append(zone)
    return found


def _offset(name: str) -> timedelta | None:
    match = _OFFSET.search(name)
    if match is None:
        return timedelta(0) if re.search(r"\b(GMT|UTC)\b", name) else None
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return -size if match[1] == "-" else size


def _without_summer_time(offset: timedelta) -> str | None:
    zones = sorted(_zone_names(), key=lambda zone: (not zone.startswith("Etc/"), zone))
    return next((zone for zone in zones if _offsets(zone) == {offset}), None)


@cache
def _offsets(zone: str) -> frozenset[timedelta | None]:
    return frozenset(at.astimezone(ZoneInfo(zone)).utcoffset() for at in (_WINTER, _SUMMER))
