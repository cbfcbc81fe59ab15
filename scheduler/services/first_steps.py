"""What a season still lacks before its first plan."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Place, Provider
from scheduler.storage.season_events import planned_events


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Whether there is any place, any host, and any event to plan."""

    places: bool
    hosts: bool
    events: bool


def view_first_steps(season_id: int) -> FirstSteps:
    """Of families nothing is said: whether there is a first one is nobody's business but their liaison's."""
    any_of = (select(Place.id), select(Provider.id).where(Provider.kind == "host"), planned_events(season_id))
    return FirstSteps(*(db.session.scalars(query.limit(1)).first() is not None for query in any_of))
