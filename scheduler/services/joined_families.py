"""A family that joined through a poster is removed by its liaison, where it was a joke or came twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import Caregiver, Caseload, JoinedFamily, Poster


@dataclass(frozen=True, slots=True)
class JoinedThrough:
    """The family that joined, by the names of its adults, and where the poster hangs."""

    family_id: int
    names: tuple[str, ...]
    place: str


def joined_through(liaison_id: int, caregiver_id: int) -> JoinedThrough | None:
    """None for a family of another liaison, and for one that the school knew without a poster."""
    row = db.session.execute(
        select(Caregiver.family_id, Poster.place)
        .join(Caseload, Caseload.family_id == Caregiver.family_id)
        .join(JoinedFamily, JoinedFamily.family_id == Caregiver.family_id)
        .join(Poster, Poster.id == JoinedFamily.poster_id)
        .where(Caregiver.id == caregiver_id, Caseload.liaison_id == liaison_id)
    ).one_or_none()
    if row is None:
        return None
    adults = select(Caregiver.name).where(Caregiver.family_id == row.family_id).order_by(Caregiver.id)
    return JoinedThrough(row.family_id, tuple(db.session.scalars(adults)), row.place)


def remove_joined_family(liaison_id: int, caregiver_id: int, now_utc: datetime) -> bool:
    """Delete the family with all that it said, as if it had left by itself; who removed it is audited.

    False, and nothing done, where `joined_through` knows no such family.
    """
    joined = joined_through(liaison_id, caregiver_id)
    if joined is None:
        return False
    withdraw_family(joined.family_id, "user", liaison_id, now_utc)
    return True
