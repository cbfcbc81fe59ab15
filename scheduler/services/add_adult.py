"""A liaison adds another adult to a family, who gets a link, times and answers of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.view_caseload import in_caseload
from scheduler.storage.models import Caregiver


@dataclass(frozen=True, slots=True)
class NewAdult:
    """Languages are codes of the table of locales."""

    name: str
    language_spoken: str
    language_read: str


class AlreadyThere(Exception):
    """The family has an adult of this name."""


def add_adult(liaison_id: int, caregiver_id: int, new: NewAdult, now_utc: datetime) -> int | None:
    """The id of a new caregiver in the family of `caregiver_id`; None for a family of another liaison.

    Raises:
        AlreadyThere: so that the same press twice adds nobody twice.
    """
    if not in_caseload(liaison_id, caregiver_id):
        return None
    family = db.session.get_one(Caregiver, caregiver_id).family
    if new.name.casefold() in {each.name.casefold() for each in family.caregivers}:
        raise AlreadyThere
    row = Caregiver(
        family_id=family.id,
        name=new.name,
        language_spoken=new.language_spoken,
        language_read=new.language_read,
    )
    db.session.add(row)
    db.session.flush()
    record_audit("user", liaison_id, "add_adult", "caregiver", row.id, now_utc)
    db.session.commit()
    return row.id
