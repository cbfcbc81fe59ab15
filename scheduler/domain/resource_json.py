"""Places and providers in the exchange format, read and written."""

from __future__ import annotations

from typing import Any, Final, get_args

from scheduler.domain.instance import Mode, Place, PlaceFormat, Provider
from scheduler.domain.reading import (
    Fields,
    identifier,
    integer,
    intervals,
    number,
    one_of,
    optional,
    set_of,
    text,
    unique,
    weekly,
)
from scheduler.domain.rows import intervals_json, number_json, weekly_json

PLACE_FORMATS: Final[tuple[PlaceFormat, ...]] = get_args(PlaceFormat)
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
AMOUNT: Final = optional(integer(0))


def read_place(fields: Fields) -> Place:
    return Place(
        id=fields.read("id", identifier, blank=""),
        name=fields.read("name", text, blank=""),
        format=fields.read("format", one_of(PLACE_FORMATS), blank="in_person"),
        capacity=fields.read("capacity", AMOUNT, blank=None),
        open=fields.read("open", weekly, blank=()),
        online_capacity=fields.read("online_capacity", AMOUNT, blank=None, default=None),
        features=fields.read("features", set_of(text), blank=frozenset(), default=frozenset()),
        zone=fields.read("zone", optional(text), blank=None),
        cost=fields.read("cost", number(0), blank=0.0, default=0.0),
        parallel=fields.read("parallel", integer(1), blank=1, default=1),
    )


def place_json(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "format": place.format,
        "capacity": place.capacity,
        "online_capacity": place.online_capacity,
        "features": sorted(place.features),
        "zone": place.zone,
        "open": weekly_json(place.open),
        "cost": number_json(place.cost),
        "parallel": place.parallel,
    }


def read_provider(fields: Fields) -> Provider:
    return Provider(
        id=fields.read("id", identifier, blank=""),
        name=fields.read("name", text, blank=""),
        kind=fields.read("kind", identifier, blank=""),
        available=fields.read("available", weekly, blank=()),
        formats=fields.read("formats", set_of(one_of(MODES)), blank=frozenset()),
        languages=fields.read("languages", unique(identifier), blank=(), default=()),
        capacity=fields.read("capacity", AMOUNT, blank=None, default=None) or 0,
        zone=fields.read("zone", optional(text), blank=None, default=None),
        away=fields.read("away", intervals, blank=(), default=()),
        minutes_per_day=fields.read("minutes_per_day", AMOUNT, blank=None, default=None),
        minutes_per_week=fields.read("minutes_per_week", AMOUNT, blank=None, default=None),
        minutes_per_season=fields.read("minutes_per_season", AMOUNT, blank=None, default=None),
        extra_minutes=fields.read("extra_minutes", integer(0), blank=0, default=0),
        cost=fields.read("cost", number(0), blank=0.0, default=0.0),
    )


def provider_json(provider: Provider) -> dict[str, Any]:
    return {
        "id": provider.id,
        "name": provider.name,
        "kind": provider.kind,
        "languages": list(provider.languages),
        "capacity": provider.capacity,
        "zone": provider.zone,
        "available": weekly_json(provider.available),
        "away": intervals_json(provider.away),
        "minutes_per_day": provider.minutes_per_day,
        "minutes_per_week": provider.minutes_per_week,
        "minutes_per_season": provider.minutes_per_season,
        "extra_minutes": provider.extra_minutes,
        "cost": number_json(provider.cost),
        "formats": sorted(provider.formats),
    }
