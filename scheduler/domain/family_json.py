"""Families and their adults in the exchange format, read and written.

A district has up to a million families, in which few values differ: sets, rows, days and numbers are read
once and then shared.
"""

from __future__ import annotations

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
    remembered,
    set_of,
    shared,
    text,
)
from scheduler.domain.resource_json import MODES
from scheduler.domain.rows import clock_text, join_availability, number_json

Day = tuple[AvailabilityRow, ...]
Week = Mapping[int, Day]

_SIZE: Final = integer(1)
_CHILDREN: Final = integer(0)
_NEVER: Final[tuple[float, float]] = (0, 0)
_NONE: Final[frozenset[str]] = frozenset()
_NO_DATES: Final[Mapping[date, Day]] = {}


class FamilyReader:
    """Reads the families of one instance, which may name the given groups and audiences."""

    def __init__(self, groups: Collection[str], audiences: Collection[str]) -> None:
        self._groups = remembered(set_of(known(groups, "group")))
        self._audiences = remembered(set_of(known(audiences, "audience")))
        self._texts = remembered(set_of(text))
        self._languages = remembered(set_of(identifier))
        self._formats = remembered(set_of(one_of(MODES)))
        self._zone = shared(optional(text))
        self._weight = shared(number(0, above=True))
        self._past = shared(_past)
        self._weekly_rows = list_of(remembered(_weekly_row))
        self._date_rows = list_of(remembered(_date_row))
        self._joined: dict[Day, Day] = {}

    def read(self, fields: Fields) -> Family:
        family = Family(
            id=fields.read("id", identifier, blank=""),
            size=fields.read("size", _SIZE, blank=1),
            groups=fields.read("groups", self._groups, blank=_NONE),
            zone=fields.read("zone", self._zone, blank=None),
            travels=fields.read("travels", flag, blank=False),
            adults=fields.objects("adults", self._read_adult),
            weight=fields.read("weight", self._weight, blank=1.0, default=1.0),
            audiences=fields.read("audiences", self._audiences, blank=_NONE, default=_NONE),
            past=fields.read("past", self._past, blank=_NEVER, default=_NEVER),
        )
        if fields.clean and not family.adults:
            fields.fault("adults", "expected at least one adult")
        return family

    def _read_adult(self, fields: Fields) -> Adult:
        return Adult(
            formats=fields.read("formats", self._formats, blank=frozenset()),
            weekly=fields.read("weekly", self._week, blank={}),
            features=fields.read("features", self._texts, blank=_NONE, default=_NONE),
            supports=fields.read("supports", self._texts, blank=_NONE, default=_NONE),
            interpreter=fields.read("interpreter", self._languages, blank=_NONE, default=_NONE),
            children=fields.read("children", _CHILDREN, blank=0, default=0),
            dates=fields.read("dates", self._dates, blank=_NO_DATES, default=_NO_DATES),
        )

    def _week(self, value: object) -> Week:
        week: dict[int, Day] = {}
        for weekday, row in self._weekly_rows(value):
            week[weekday] = self._join((*week.get(weekday, ()), row))
        return week

    def _dates(self, value: object) -> Mapping[date, Day]:
        if value == {}:
            return _NO_DATES
        out = {}
        for key, rows in mapping(value).items():
            try:
                out[day(key)] = self._join(self._date_rows(rows))
            except ReadingError as unexpected:
                raise ReadingError(unexpected.message, f'["{key}"]{unexpected.at}') from None
        return out

    def _join(self, rows: Day) -> Day:
        """One day's rows, disjoint and sorted."""
        joined = self._joined.get(rows)
        if joined is None:
            joined = join_availability(rows)
            joined = self._joined[rows] = self._joined.setdefault(joined, joined)
        return joined


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


def _past(value: object) -> tuple[float, float]:
    past = list_of(number(0))(value)
    if len(past) != 2 or past[0] > past[1]:
        raise ReadingError("expected [included, invited], 0 <= included <= invited")
    return past[0], past[1]
