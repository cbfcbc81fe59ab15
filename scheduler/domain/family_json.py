"""Families and their adults in the exchange format, read and written.

A district has many families whose weeks look alike, so each week is read once and then shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from scheduler.domain.instance import DAYS, Adult, AvailabilityRow, Family
from scheduler.domain.reading import (
    CLOCKS,
    DAY_NUMBERS,
    Fields,
    ReadingError,
    day,
    flag,
    identifier,
    integer,
    known,
    list_of,
    mapping,
    number,
    one_of,
    optional,
    set_of,
    text,
)
from scheduler.domain.resource_json import MODES
from scheduler.domain.rows import clock_text, join_availability, number_json

Week = Mapping[int, tuple[AvailabilityRow, ...]]

_ID: Final = identifier
_SIZE: Final = integer(1)
_CHILDREN: Final = integer(0)
_WEIGHT: Final = number(0, above=True)
_ZONE: Final = optional(text)
_TEXTS: Final = set_of(text)
_LANGUAGES: Final = set_of(identifier)
_FORMATS: Final = set_of(one_of(MODES))
_NEVER: Final[tuple[float, float]] = (0, 0)
_NONE: Final[frozenset[str]] = frozenset()


class FamilyReader:
    """Reads the families of one instance, which may name the given groups and audiences."""

    def __init__(self, groups: Collection[str], audiences: Collection[str]) -> None:
        self._groups = set_of(known(groups, "group"))
        self._audiences = set_of(known(audiences, "audience"))
        self._weeks: dict[str, Week] = {}

    def read(self, fields: Fields) -> Family:
        family = Family(
            id=fields.read("id", _ID, blank=""),
            size=fields.read("size", _SIZE, blank=1),
            groups=fields.read("groups", self._groups, blank=_NONE),
            zone=fields.read("zone", _ZONE, blank=None),
            travels=fields.read("travels", flag, blank=False),
            adults=fields.objects("adults", self._read_adult),
            weight=fields.read("weight", _WEIGHT, blank=1.0, default=1.0),
            audiences=fields.read("audiences", self._audiences, blank=_NONE, default=_NONE),
            past=fields.read("past", _past, blank=_NEVER, default=_NEVER),
        )
        if fields.clean and not family.adults:
            fields.fault("adults", "expected at least one adult")
        return family

    def _read_adult(self, fields: Fields) -> Adult:
        return Adult(
            formats=fields.read("formats", _FORMATS, blank=frozenset()),
            weekly=fields.read("weekly", self._week, blank={}),
            features=fields.read("features", _TEXTS, blank=_NONE, default=_NONE),
            supports=fields.read("supports", _TEXTS, blank=_NONE, default=_NONE),
            interpreter=fields.read("interpreter", _LANGUAGES, blank=_NONE, default=_NONE),
            children=fields.read("children", _CHILDREN, blank=0, default=0),
            dates=fields.read("dates", _dates, blank={}, default={}),
        )

    def _week(self, value: object) -> Week:
        written = repr(value)
        if written not in self._weeks:
            by_day: dict[int, list[AvailabilityRow]] = defaultdict(list)
            for weekday, row in list_of(_weekly_row)(value):
                by_day[weekday].append(row)
            self._weeks[written] = {weekday: join_availability(by_day[weekday]) for weekday in sorted(by_day)}
        return self._weeks[written]


def family_json(family: Family) -> dict[str, Any]:
    return {
        "id": family.id,
        "size": family.size,
        "weight": number_json(family.weight),
        "groups": sorted(family.groups),
        "audiences": sorted(family.audiences),
        "zone": family.zone,
        "travels": family.travels,
        "past": [number_json(value) for value in family.past],
        "adults": [_adult_json(adult) for adult in family.adults],
    }


def _adult_json(adult: Adult) -> dict[str, Any]:
    return {
        "formats": sorted(adult.formats),
        "features": sorted(adult.features),
        "supports": sorted(adult.supports),
        "interpreter": sorted(adult.interpreter),
        "children": adult.children,
        "weekly": [
            [DAYS[weekday], *row] for weekday in sorted(adult.weekly) for row in _rows(adult.weekly[weekday])
        ],
        "dates": {day.isoformat(): _rows(adult.dates[day]) for day in sorted(adult.dates)},
    }


def _rows(rows: tuple[AvailabilityRow, ...]) -> list[list[str]]:
    return [[clock_text(row.start), clock_text(row.end), row.level] for row in rows]


def _weekly_row(value: object) -> tuple[int, AvailabilityRow]:
    if isinstance(value, list) and value and isinstance(value[0], str) and value[0] in DAY_NUMBERS:
        row = _availability(value[1:])
        if row is not None:
            return DAY_NUMBERS[value[0]], row
    raise ReadingError('expected [day, "HH:MM", "HH:MM", "yes"|"maybe"], the end after the start')


def _date_row(value: object) -> AvailabilityRow:
    row = _availability(value)
    if row is None:
        raise ReadingError('expected ["HH:MM", "HH:MM", "yes"|"maybe"], the end after the start')
    return row


def _availability(value: object) -> AvailabilityRow | None:
    if not isinstance(value, list) or len(value) != 3 or not all(isinstance(item, str) for item in value):
        return None
    start, end, level = CLOCKS.get(value[0]), CLOCKS.get(value[1]), value[2]
    if start is None or end is None or start >= end or level not in ("yes", "maybe"):
        return None
    return AvailabilityRow(start, end, level)


def _dates(value: object) -> Mapping[date, tuple[AvailabilityRow, ...]]:
    out = {}
    for key, rows in mapping(value).items():
        try:
            out[day(key)] = join_availability(list_of(_date_row)(rows))
        except ReadingError as unexpected:
            raise ReadingError(unexpected.message, f'["{key}"]{unexpected.at}') from None
    return out


def _past(value: object) -> tuple[float, float]:
    past = list_of(number(0))(value)
    if len(past) != 2 or past[0] > past[1]:
        raise ReadingError("expected [included, invited], 0 <= included <= invited")
    return past[0], past[1]
