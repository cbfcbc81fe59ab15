"""Events and the sessions that a season fixes, in the exchange format, read and written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scheduler.domain.instance import Event, FixedSession
from scheduler.domain.reading import (
    Fields,
    ReadingError,
    day,
    identifier,
    integer,
    intervals,
    known,
    list_of,
    moment,
    number,
    set_of,
    text,
    unique,
)
from scheduler.domain.rows import MINUTES_A_DAY, intervals_json, moment_text, number_json


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that an event may name: places, providers with their kind, and sets of families."""

    places: Collection[str]
    providers: Mapping[str, str]
    sets: Collection[str]


def read_event(fields: Fields, names: Known) -> Event:
    """An event; what it names must be among `names`."""
    least, most = fields.child("sessions", _read_sessions)
    return Event(
        id=fields.read("id", identifier, blank=""),
        title=fields.read("title", text, blank=""),
        minutes=fields.read("minutes", integer(1, MINUTES_A_DAY), blank=1),
        min_sessions=least,
        max_sessions=most,
        window=fields.read("window", _window, blank=(date.min, date.max)),
        places=fields.read("places", unique(known(names.places, "place")), blank=()),
        audience=fields.read("audience", lambda value: _audience(value, names.sets), blank=None),
        hosts=fields.read("hosts", unique(lambda value: _host(value, names.providers)), blank=()),
        hosts_needed=fields.read("hosts_needed", integer(0), blank=0),
        languages=fields.read("languages", set_of(identifier), blank=frozenset(), default=frozenset()),
        weight=fields.read("weight", number(0), blank=1.0, default=1.0),
        closed=fields.read("closed", intervals, blank=(), default=()),
        turnout=fields.read("turnout", number(0, 1), blank=1.0, default=1.0),
        cost_per_family=fields.read("cost_per_family", number(0), blank=0.0, default=0.0),
    )


def event_json(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "minutes": event.minutes,
        "weight": number_json(event.weight),
        "sessions": {"min": event.min_sessions, "max": event.max_sessions},
        "window": [day.isoformat() for day in event.window],
        "places": list(event.places),
        "audience": "all" if event.audience is None else sorted(event.audience),
        "languages": sorted(event.languages),
        "hosts": list(event.hosts),
        "hosts_needed": event.hosts_needed,
        "closed": intervals_json(event.closed),
        "turnout": number_json(event.turnout),
        "cost_per_family": number_json(event.cost_per_family),
    }


def read_fixed(fields: Fields, events: Collection[str], names: Known) -> FixedSession:
    """A session that every plan must contain; it may name any provider."""
    return FixedSession(
        event=fields.read("event", known(events, "event"), blank=""),
        start=fields.read("start", moment, blank=datetime(1, 1, 1)),
        place=fields.read("place", known(names.places, "place"), blank=""),
        providers=fields.read("providers", unique(known(names.providers, "provider")), blank=(), default=()),
    )


def fixed_json(fixed: FixedSession) -> dict[str, Any]:
    return {
        "event": fixed.event,
        "start": moment_text(fixed.start),
        "place": fixed.place,
        "providers": list(fixed.providers),
    }


def _read_sessions(fields: Fields) -> tuple[int, int]:
    least = fields.read("min", integer(0), blank=0)
    most = fields.read("max", integer(0), blank=0)
    if fields.clean and least > most:
        fields.fault("max", f"is less than min ({least})")
    return least, most


def _window(value: object) -> tuple[date, date]:
    days = list_of(day)(value)
    if len(days) != 2 or days[0] > days[1]:
        raise ReadingError("expected [first date, last date], the last not before the first")
    return days[0], days[1]


def _audience(value: object, sets: Collection[str]) -> frozenset[str] | None:
    if value == "all":
        return None
    if not isinstance(value, list):
        raise ReadingError('expected "all" or a list of ids of groups and audiences')
    return set_of(known(sets, "group or audience"))(value)


def _host(value: object, providers: Mapping[str, str]) -> str:
    host = known(providers, "provider")(value)
    if providers[host] != "host":
        raise ReadingError(f'"{host}" is of kind "{providers[host]}"; expected a provider of kind "host"')
    return host
