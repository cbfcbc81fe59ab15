"""Where an event may be held, and who may host it, said anew: places and hosts come after events too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Event, Place, Provider
from scheduler.storage.season_events import planned_events
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class EventResources:
    """All that there is, places with their format, and the rows that are chosen."""

    title: str
    places: tuple[tuple[int, str, str], ...]
    hosts: tuple[tuple[int, str], ...]
    place_ids: frozenset[int]
    host_ids: frozenset[int]


class TooFewHostsError(Exception):
    """A session of the event needs more hosts at once."""


def view_event_resources(season_id: int | None, event_id: int, language: str) -> EventResources:
    """Raises LookupError where the season has no such event."""
    event = _known(season_id, event_id)
    texts = translated_texts(language, {"event", "place"})
    places = db.session.scalars(select(Place).order_by(Place.id))
    hosts = select(Provider.id, Provider.name).where(Provider.kind == "host").order_by(Provider.name)
    return EventResources(
        title=texts.text(event, "title"),
        places=tuple((place.id, texts.text(place, "name"), place.format) for place in places),
        hosts=tuple((host.id, host.name) for host in db.session.execute(hosts)),
        place_ids=frozenset(place.id for place in event.places),
        host_ids=frozenset(host.id for host in event.hosts),
    )


def set_event_resources(
    season_id: int | None,
    event_id: int,
    place_ids: Collection[int],
    host_ids: Collection[int],
    user_id: int,
    now_utc: datetime,
) -> None:
    """For plans that are made from now on.

    Raises:
        LookupError: the season has no such event, or there is no such place or host.
        TooFewHostsError: a session needs more.
    """
    event = _known(season_id, event_id)
    places, hosts = _rows(Place, place_ids), _rows(Provider, host_ids)
    if not places or any(host.kind != "host" for host in hosts):
        raise LookupError
    if len(hosts) < event.hosts_needed:
        raise TooFewHostsError
    event.places, event.hosts = places, hosts
    record_audit("user", user_id, "set_event_resources", "event", event_id, now_utc)
    db.session.commit()


def _known(season_id: int | None, event_id: int) -> Event:
    loaded = selectinload(Event.places), selectinload(Event.hosts)
    query = planned_events(season_id or 0).where(Event.id == event_id).options(*loaded)
    event = db.session.scalars(query).one_or_none()
    if event is None:
        raise LookupError
    return event


def _rows(model: Any, ids: Collection[int]) -> list[Any]:
    found = list(db.session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)))
    if len(found) != len(set(ids)):
        raise LookupError
    return found
