"""Families pass from one liaison to another, who speaks their language or has the time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Caseload, User


@dataclass(frozen=True, slots=True)
class OtherLiaison:
    id: int
    name: str


def other_liaisons(liaison_id: int) -> tuple[OtherLiaison, ...]:
    """Everybody who could take families over, by name."""
    query = (
        select(User.id, User.name)
        .where(User.role == "liaison", User.active, User.id != liaison_id)
        .order_by(User.name, User.id)
    )
    return tuple(OtherLiaison(*row) for row in db.session.execute(query))


def hand_over(liaison_id: int, family_ids: Collection[int], to_id: int, now_utc: datetime) -> int:
    """Put families of this liaison into another one's care, and return how many.

    A family that is somebody else's by now stays with them.

    Raises:
        LookupError: when `to_id` is not another liaison who signs in.
    """
    if to_id not in {other.id for other in other_liaisons(liaison_id)}:
        raise LookupError(f"user {to_id} is no other liaison")
    mine = Caseload.liaison_id == liaison_id
    moved = db.session.scalars(
        update(Caseload)
        .where(mine, Caseload.family_id.in_(family_ids))
        .values(liaison_id=to_id)
        .returning(Caseload.family_id)
    ).all()
    for family_id in moved:
        record_audit("user", liaison_id, "hand_over", "family", family_id, now_utc)
    db.session.commit()
    return len(moved)
