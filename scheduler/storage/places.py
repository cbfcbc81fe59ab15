"""Which places are spoken of elsewhere, so that none of them can go."""

from __future__ import annotations

from sqlalchemy import select, union

from scheduler.extensions import db
from scheduler.storage.models import BoardComment, BoardWish, PlanSession, ReleaseSession
from scheduler.storage.models.event import event_place

_NAMING = (PlanSession, ReleaseSession, BoardWish, BoardComment)


def used_places() -> frozenset[int]:
    """The rows of those that an event, a plan, a release, a wish or a comment names."""
    named = (event_place.c.place_id, *(model.place_id for model in _NAMING))
    found = union(*(select(column).where(column.is_not(None)) for column in named))
    return frozenset(db.session.scalars(found))
