"""A season's rows as an instance of the exchange format, without its families."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.domain.instance import DAYS
from scheduler.domain.rows import clock_text
from scheduler.extensions import db
from scheduler.storage.models import Audience, Event, Place, PriorityGroup, Provider, Season
from scheduler.storage.season_events import planned_events


class _Weekly(Protocol):
    day: Any
    start_minute: Any
    end_minute: Any


class _Span(Protocol):
    start_local: Any
    end_local: Any


def event_key(event_id: int) -> str:
    """The id that an event row has in an instance."""
    return f"event-{event_id}"


def place_key(place_id: int) -> str:
    """The id that a place row has in an instance."""
    return f"place-{place_id}"


def provider_key(provider_id: int) -> str:
    """The id that a provider row has in an instance."""
    return f"provider-{provider_id}"


def row_id(key: str) -> int:
    """The row behind an instance's event, place or provider id."""
    return int(key.rpartition("-")[2])


def _local(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _dollars(cents: int) -> float:
    return cents / 100


def _weekly(rows: Iterable[_Weekly]) -> list[list[str]]:
    return [[DAYS[r.day], clock_text(r.start_minute), clock_text(r.end_minute)] for r in rows]


def _spans(rows: Iterable[_Span]) -> list[list[str]]:
    return [[_local(r.start_local), _local(r.end_local)] for r in rows]


def season_frame(season: Season) -> dict[str, Any]:
    """The instance of `season` in the exchange format, with no families in it."""
    groups = db.session.scalars(select(PriorityGroup).order_by(PriorityGroup.id)).all()
    keys = {g.id: g.key for g in groups}
    return {
        "format": "co-planning-instance/1",
        "timezone": season.timezone,
        "horizon": _horizon(season),
        "closed": _spans(season.closures),
        "groups": [
            {"id": g.key, "name": g.name, "within": keys.get(g.within_id) if g.within_id else None}
            for g in groups
        ],
        "audiences": [
            {"id": a.key, "name": a.name} for a in db.session.scalars(select(Audience).order_by(Audience.id))
        ],
        "small_group": season.small_group,
        "resolution": season.resolution,
        "maybe_value": season.maybe_value,
        "floors": [{"group": f.set_key, "rate": f.rate} for f in season.floors],
        "places": [_place(p) for p in _all(Place, Place.openings)],
        "providers": [_provider(p) for p in _all(Provider, Provider.hours, Provider.absences)],
        "events": [_event(e) for e in _events(season.id)],
        "families": [],
        "budget": None if season.budget_cents is None else _dollars(season.budget_cents),
        "travel_minutes": season.travel_minutes,
        "clash_share": season.clash_share,
        "teams": [
            {"language": t.language, "over_minutes": t.over_minutes, "interpreters": t.interpreters}
            for t in season.teams
        ],
    }


def _all(model: Any, *collections: Any) -> Iterable[Any]:
    loaded = [selectinload(c) for c in collections]
    return db.session.scalars(select(model).options(*loaded).order_by(model.id)).all()


def _events(season_id: int) -> Iterable[Event]:
    loaded = [
        selectinload(c) for c in (Event.places, Event.hosts, Event.audiences, Event.groups, Event.closures)
    ]
    return db.session.scalars(planned_events(season_id).options(*loaded)).all()


def _horizon(season: Season) -> dict[str, Any]:
    return {
        "start": season.starts_on.isoformat(),
        "weeks": season.weeks,
        "day_start": clock_text(season.day_start_minute),
        "day_end": clock_text(season.day_end_minute),
        "slot_minutes": season.slot_minutes,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place_key(place.id),
        "name": place.name,
        "format": place.format,
        "capacity": place.capacity,
        "online_capacity": place.online_capacity,
        "features": sorted(place.features),
        "zone": place.zone,
        "open": _weekly(place.openings),
        "cost": _dollars(place.cost_cents),
        "parallel": place.parallel,
    }


def _provider(provider: Provider) -> dict[str, Any]:
    return {
        "id": provider_key(provider.id),
        "name": provider.name,
        "kind": provider.kind,
        "languages": provider.languages,
        "capacity": provider.capacity,
        "zone": provider.zone,
        "available": _weekly(provider.hours),
        "away": _spans(provider.absences),
        "minutes_per_day": provider.minutes_per_day,
        "minutes_per_week": provider.minutes_per_week,
        "minutes_per_season": provider.minutes_per_season,
        "extra_minutes": provider.extra_minutes,
        "cost": _dollars(provider.cost_cents),
        "formats": sorted(provider.formats),
    }


def _window(first: date, last: date) -> list[str]:
    return [first.isoformat(), last.isoformat()]


def _event(event: Event) -> dict[str, Any]:
    invited = sorted([g.key for g in event.groups] + [a.key for a in event.audiences])
    return {
        "id": event_key(event.id),
        "title": event.title,
        "minutes": event.minutes,
        "weight": event.weight,
        "sessions": {"min": event.min_sessions, "max": event.max_sessions},
        "window": _window(event.first_date, event.last_date),
        "places": [place_key(p.id) for p in sorted(event.places, key=lambda p: p.id)],
        "audience": "all" if event.for_everyone else invited,
        "languages": sorted(event.languages),
        "hosts": [provider_key(h.id) for h in sorted(event.hosts, key=lambda h: h.id)],
        "hosts_needed": event.hosts_needed,
        "closed": _spans(event.closures),
        "turnout": event.turnout,
        "cost_per_family": _dollars(event.cost_per_family_cents),
    }
