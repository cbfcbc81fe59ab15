"""After a backup was brought back: delete again what was deleted after the copy was made."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.deletion_journal import Deletion, noted_deletions
from scheduler.services.record_audit import record_audit
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import Answer, AuditEntry, Family


@dataclass(frozen=True, slots=True)
class DeletedAgain:
    """How many deletions were repeated, and which were not: the pages have been used since the backup.

    Then a row may be another one than that which was deleted, so somebody must look.
    """

    repeated: int
    left: tuple[Deletion, ...]


def delete_again() -> DeletedAgain:
    """Repeat the deletions that the journal knows and the audit trail does not. Twice is the same as once."""
    known = {
        (entry.at_utc, entry.action, entry.subject_id)
        for entry in db.session.scalars(
            select(AuditEntry).where(AuditEntry.action.in_(["delete_answers", "withdraw_family"]))
        )
    }
    newest = db.session.scalar(select(func.max(AuditEntry.at_utc)))
    undone = [each for each in noted_deletions() if (each.at_utc, each.action, each.subject_id) not in known]
    safe = [each for each in undone if newest is None or each.at_utc > newest]
    for each in safe:
        _repeat(each)
    return DeletedAgain(len(safe), tuple(each for each in undone if each not in safe))


def _repeat(deletion: Deletion) -> None:
    """The trail says so too where the backup never had the row."""
    if deletion.action == "delete_answers":
        answer = db.session.get(Answer, deletion.subject_id)
        if answer is not None:
            delete_answers(answer.caregiver_id, answer.season_id, deletion.at_utc)
    elif db.session.get(Family, deletion.subject_id) is not None:
        withdraw_family(deletion.subject_id, "command", None, deletion.at_utc)
    kind = "answer" if deletion.action == "delete_answers" else "family"
    record_audit("command", None, deletion.action, kind, deletion.subject_id, deletion.at_utc)
    db.session.commit()
