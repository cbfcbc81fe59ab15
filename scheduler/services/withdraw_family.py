"""A family leaves, and takes everything with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from scheduler.extensions import db
from scheduler.services.deletion_journal import Deletion, note_deletion
from scheduler.services.laid_out_boards import forget_boards
from scheduler.services.record_audit import record_audit
from scheduler.storage.engine import overwrite_deleted
from scheduler.storage.models import Family, Student
from scheduler.storage.models.family import student_family


def withdraw_family(family_id: int, actor_kind: str, actor_id: int | None, now_utc: datetime) -> None:
    """Delete a family with its caregivers, answers, invitations, links, messages and rows in snapshots.

    Students stay while another family has them. The audit trail keeps ids. A user who spoke for the family
    on the board keeps the account, which is a matter of its own.

    Raises `NoResultFound` for an unknown family.
    """
    family = db.session.get_one(Family, family_id)
    record_audit(actor_kind, actor_id, "withdraw_family", "family", family_id, now_utc)
    students = [student.id for student in family.students]
    # one statement: the database takes every row that belongs to the family, loaded here or not
    db.session.execute(delete(Family).where(Family.id == family_id))
    still_in_a_family = select(student_family.c.student_id)
    db.session.execute(delete(Student).where(Student.id.in_(students), Student.id.not_in(still_in_a_family)))
    db.session.commit()
    note_deletion(Deletion(now_utc, "withdraw_family", family_id))
    forget_boards()
    overwrite_deleted(db.engine)
