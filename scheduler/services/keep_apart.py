"""A liaison says that the adults of a family must not meet, nor learn of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Caregiver, Caseload, Family


@dataclass(frozen=True, slots=True)
class OtherAdults:
    """The names of the other adults of a caregiver's family, and whether they are kept apart."""

    names: tuple[str, ...]
    apart: bool


def other_adults(liaison_id: int, caregiver_id: int) -> OtherAdults | None:
    """None for a family of another liaison."""
    family = _family(liaison_id, caregiver_id)
    if family is None:
        return None
    others = sorted((each for each in family.caregivers if each.id != caregiver_id), key=lambda each: each.id)
    return OtherAdults(tuple(each.name for each in others), family.apart)


def keep_apart(liaison_id: int, caregiver_id: int, apart: bool, now_utc: datetime) -> bool:
    """From now on no session is told to two of the family's adults, or to all who can come again.

    False for a family of another liaison.
    """
    family = _family(liaison_id, caregiver_id)
    if family is None:
        return False
    family.apart = apart
    action = "keep_apart" if apart else "no_longer_keep_apart"
    record_audit("user", liaison_id, action, "family", family.id, now_utc)
    db.session.commit()
    return True


def _family(liaison_id: int, caregiver_id: int) -> Family | None:
    return db.session.scalar(
        select(Family)
        .join(Caregiver, Caregiver.family_id == Family.id)
        .join(Caseload, Caseload.family_id == Family.id)
        .where(Caregiver.id == caregiver_id, Caseload.liaison_id == liaison_id)
    )
