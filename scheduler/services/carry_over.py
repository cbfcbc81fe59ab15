"""A season may begin with what a caregiver said in the one before, if they said that it may be kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from scheduler.domain.answers import Times
from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.answer_changes import ALL_PARTS, record_changes
from scheduler.storage.answers import (
    find_answer,
    in_groups_of,
    put_in_groups,
    put_talk,
    put_times,
    put_ways,
    talk_of,
    usual_times_of,
    ways_of,
)
from scheduler.storage.memberships import follow_answers
from scheduler.storage.models import Answer, Caregiver, Season


def kept_times(caregiver_id: int, season_id: int) -> Times | None:
    """The usual weeks of the last season, without its dates; None where nothing may be kept."""
    kept = _kept_answer(caregiver_id, season_id)
    return usual_times_of(kept) if kept else None


def carry_over(caregiver_id: int, season_id: int, now_utc: datetime) -> bool:
    """Begin this season with the answers of the last one, its single dates left out.

    False, and nothing done, where this season has an answer already or nothing may be kept.
    """
    kept = _kept_answer(caregiver_id, season_id)
    if kept is None or find_answer(caregiver_id, season_id):
        return False
    answer = Answer(
        caregiver_id=caregiver_id,
        season_id=season_id,
        version=1,
        saved_utc=now_utc,
        given_through="form",
        may_keep=True,
        blanks_asked=kept.blanks_asked,
    )
    put_times(answer, usual_times_of(kept))
    put_ways(answer, ways_of(kept))
    put_talk(answer, talk_of(kept))
    put_in_groups(answer, in_groups_of(kept))
    record_changes(answer, ALL_PARTS)
    db.session.add(answer)
    db.session.flush()
    follow_answers(db.session.get_one(Caregiver, caregiver_id).family_id, season_id)
    record_audit("caregiver", caregiver_id, "carry_over", "answer", answer.id, now_utc)
    db.session.commit()
    return True


def _kept_answer(caregiver_id: int, season_id: int) -> Answer | None:
    """The answer of the season before, unless the caregiver did not let it be kept."""
    starts_on = db.session.get_one(Season, season_id).starts_on
    earlier = (
        select(Answer)
        .join(Season, Season.id == Answer.season_id)
        .where(Answer.caregiver_id == caregiver_id, Season.starts_on < starts_on)
        .order_by(Season.starts_on.desc())
    )
    last = db.session.scalars(earlier.limit(1)).first()
    return last if last and last.may_keep else None
