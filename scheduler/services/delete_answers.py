"""A caregiver takes back everything said about a season."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from scheduler.domain.answers import InGroups, Reach, Talk, Times, Ways
from scheduler.extensions import db
from scheduler.services.deletion_journal import Deletion, note_deletion
from scheduler.services.forget_replies import forget_replies
from scheduler.services.laid_out_boards import forget_boards
from scheduler.services.propose_event import forget_proposal
from scheduler.services.read_answers import read_answers
from scheduler.services.record_audit import record_audit
from scheduler.storage.answer_changes import forget_changes
from scheduler.storage.answers import find_answer, put_in_groups, put_reach, put_talk, put_times, put_ways
from scheduler.storage.engine import overwrite_deleted
from scheduler.storage.memberships import follow_answers
from scheduler.storage.models import Caregiver, Snapshot, SnapshotFamily


def delete_answers(caregiver_id: int, season_id: int, now_utc: datetime) -> None:
    """Delete answers and replies, how to reach the caregiver, and the snapshots' rows made from them.

    What stays is an empty answer with a version of its own, so that no page or replay from before can
    bring anything back. Without anything said there is nothing to do: deleting twice is the same as once.
    """
    forget_replies(caregiver_id, season_id)
    forget_proposal(caregiver_id, season_id)
    answer = find_answer(caregiver_id, season_id)
    if answer is None or read_answers(caregiver_id, season_id).saved_utc is None:
        db.session.commit()
        overwrite_deleted(db.engine)
        return
    caregiver = db.session.get_one(Caregiver, caregiver_id)
    of_season = select(Snapshot.id).where(Snapshot.season_id == season_id)
    db.session.execute(
        delete(SnapshotFamily).where(
            SnapshotFamily.family_id == caregiver.family_id, SnapshotFamily.snapshot_id.in_(of_season)
        )
    )
    answer_id = answer.id
    record_audit("caregiver", caregiver_id, "delete_answers", "answer", answer_id, now_utc)
    put_times(answer, Times())
    put_ways(answer, Ways())
    put_talk(answer, Talk())
    put_in_groups(answer, InGroups())
    answer.blanks_asked, answer.typed = False, None
    put_reach(caregiver, answer, Reach())
    answer.version, answer.saved_utc = answer.version + 1, now_utc
    forget_changes(answer)
    db.session.flush()
    follow_answers(caregiver.family_id, season_id)
    db.session.commit()
    # no row is read from here on: a transaction that is open would keep the log from being emptied
    note_deletion(Deletion(now_utc, "delete_answers", answer_id))
    forget_boards()
    overwrite_deleted(db.engine)
