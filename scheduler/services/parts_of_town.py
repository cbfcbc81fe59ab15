"""The parts of town in which families live, told by the schools that are there."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Audience


def list_zones() -> dict[str, tuple[str, ...]]:
    """Each part of town that a school is in, with the names of its schools."""
    query = select(Audience.zone, Audience.name).where(Audience.kind == "school")
    found: dict[str, tuple[str, ...]] = {}
    for zone, name in db.session.execute(query.order_by(Audience.name)):
        if zone is not None:
            found[zone] = (*found.get(zone, ()), name)
    return found
