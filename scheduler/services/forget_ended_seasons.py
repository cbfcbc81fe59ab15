"""When a season is over, what may not be kept of it goes: answers, replies and the snapshots' rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, and_, delete, or_, select

from scheduler.extensions import db
from scheduler.services.close_season import KEPT_FOR
from scheduler.services.current_season import current_season_id
from scheduler.services.forget_replies import forget_replies
from scheduler.services.laid_out_boards import forget_boards
from scheduler.services.record_audit import record_audit
from scheduler.storage.engine import overwrite_deleted
from scheduler.storage.memberships import follow_answers
from scheduler.storage.models import (
    Answer,
    Caregiver,
    Season,
    Snapshot,
    SnapshotFamily,
)


def forget_ended_seasons(now_utc: datetime) -> int:
    """Delete every answer of a season that is over whose caregiver did not let it be kept; how many went.

    A season is over once it is closed and cannot be opened again, or another one that begins later is open.
    A backup that is brought
    back forgets by the same rule, so no journal is kept of it.
    """
    query = select(Answer).where(Answer.season_id.in_(_over(now_utc)), ~Answer.may_keep)
    answers = db.session.scalars(query).all()
    if not answers:
        db.session.rollback()
        return 0
    for season_id in {answer.season_id for answer in answers}:
        record_audit("worker", None, "forget_answers", "season", season_id, now_utc)
    last_said = {_forget(answer): answer.season_id for answer in answers}
    db.session.flush()
    for family_id, season_id in last_said.items():
        follow_answers(family_id, _newest_season(family_id) or season_id)
    db.session.commit()
    forget_boards()
    overwrite_deleted(db.engine)
    return len(answers)


def _over(now_utc: datetime) -> Select[int]:
    begun = select(Season.starts_on).where(Season.id == current_season_id()).scalar_subquery()
    for_good = or_(Season.closed_utc.is_(None), Season.closed_utc <= now_utc - KEPT_FOR)
    return select(Season.id).where(or_(and_(Season.state == "closed", for_good), Season.starts_on < begun))


def _newest_season(family_id: int) -> int | None:
    """The last season of which an answer of the family is left."""
    answered = select(Answer.season_id).join(Caregiver, Caregiver.id == Answer.caregiver_id)
    of_family = answered.join(Season, Season.id == Answer.season_id).where(Caregiver.family_id == family_id)
    return db.session.scalar(of_family.order_by(Season.starts_on.desc()).limit(1))


def _forget(answer: Answer) -> int:
    """Delete one answer with what came of it; the family's id."""
    season_id, caregiver_id = answer.season_id, answer.caregiver_id
    family_id = db.session.get_one(Caregiver, caregiver_id).family_id
    snapshots = select(Snapshot.id).where(Snapshot.season_id == season_id)
    forget_replies(caregiver_id, season_id)
    for gone in (
        delete(SnapshotFamily).where(
            SnapshotFamily.family_id == family_id, SnapshotFamily.snapshot_id.in_(snapshots)
        ),
        delete(Answer).where(Answer.id == answer.id),
    ):
        db.session.execute(gone)
    return family_id
