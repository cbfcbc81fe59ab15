"""Places, who may change them, and which are spoken of elsewhere, so that none of them can go."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, delete, func, select, union
from sqlalchemy.orm import selectinload

from scheduler.extensions import db
from scheduler.storage.models import (
    BoardComment,
    BoardWish,
    Place,
    PlanSession,
    Release,
    ReleaseSession,
    Translation,
)
from scheduler.storage.models.event import event_place

_NAMING = (PlanSession, ReleaseSession, BoardWish, BoardComment)


def used_places() -> frozenset[int]:
    """The rows of those that an event, a plan, a release, a wish or a comment names."""
    named = (event_place.c.place_id, *(model.place_id for model in _NAMING))
    found = union(*(select(column).where(column.is_not(None)) for column in named))
    return frozenset(db.session.scalars(found))


def places_open_to(partner_id: int | None) -> Select[Place]:
    """Every place with its hours; for a partner those that it lends."""
    query = select(Place).options(selectinload(Place.openings))
    return query if partner_id is None else query.where(Place.partner_id == partner_id)


def find_place(place_id: int, partner_id: int | None) -> Place:
    """Raises LookupError for an unknown place, or one that this partner does not lend."""
    place = db.session.scalar(places_open_to(partner_id).where(Place.id == place_id))
    if place is None:
        raise LookupError(f"no place {place_id}")
    return place


def forget_names(place_id: int) -> None:
    """Delete its names in other languages."""
    db.session.execute(delete(Translation).where(*named(place_id)))


def named(place_id: int) -> tuple[ColumnElement[bool], ...]:
    """What holds of the names of a place in other languages."""
    about = Translation.subject_kind == "place", Translation.subject_id == place_id
    return *about, Translation.field == "name"


def released_since_changed() -> Mapping[int, int]:
    """By place, the number of the last release after its last change that holds a session there."""
    query = (
        select(ReleaseSession.place_id, func.max(Release.number).label("number"))
        .join(Release, Release.id == ReleaseSession.release_id)
        .join(Place, Place.id == ReleaseSession.place_id)
        .where(ReleaseSession.status == "confirmed", Release.released_utc >= Place.changed_utc)
        .group_by(ReleaseSession.place_id)
    )
    return {row.place_id: row.number for row in db.session.execute(query)}
