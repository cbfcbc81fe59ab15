"""Say something about the plan, object, answer, vote; and take each of them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from scheduler.extensions import db
from scheduler.services.board_steps import wait_for_turn
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import BoardComment, BoardVote, Event, Plan, PlanSession


def comment(
    season_id: int,
    event_id: int | None,
    text: str,
    user_id: int,
    now_utc: datetime,
    *,
    objection: bool,
    session_id: int | None = None,
) -> None:
    """Say something about an event, one session of a plan, or the plan as a whole.

    Raises:
        LookupError: the season has no such event or session.
    """
    session = None if session_id is None else db.session.get(PlanSession, session_id)
    if session_id is not None and session is None:
        raise LookupError
    event_id = event_id if session is None else session.event_id
    event = None if event_id is None else db.session.get(Event, event_id)
    if event_id is not None and (event is None or event.season_id != season_id):
        raise LookupError
    row = BoardComment(
        season_id=season_id,
        event_id=event_id,
        start_local=None if session is None else session.start_local,
        place_id=None if session is None else session.place_id,
        text=text,
        objection=objection,
        by_id=user_id,
        at_utc=now_utc,
    )
    db.session.add(row)
    db.session.flush()
    record_audit("user", user_id, "object" if objection else "comment", "board_comment", row.id, now_utc)
    db.session.commit()


def take_back_comment(comment_id: int, user_id: int, now_utc: datetime) -> None:
    """Whoever said it takes it back.

    Raises:
        LookupError: there is no such comment, or it is somebody else's.
    """
    row = db.session.get(BoardComment, comment_id)
    if row is None or row.by_id != user_id:
        raise LookupError
    row.withdrawn_utc = row.withdrawn_utc or now_utc
    record_audit("user", user_id, "take_back_comment", "board_comment", comment_id, now_utc)
    db.session.commit()


def answer_objection(comment_id: int, text: str, user_id: int, now_utc: datetime) -> None:
    """Answer an objection; a later answer takes the place of the one before.

    Raises:
        LookupError: there is no such objection.
    """
    row = db.session.get(BoardComment, comment_id)
    if row is None or not row.objection or row.withdrawn_utc is not None:
        raise LookupError
    row.answer, row.answered_by_id, row.answered_utc = text, user_id, now_utc
    record_audit("user", user_id, "answer_objection", "board_comment", comment_id, now_utc)
    db.session.commit()


def take_back_answer(comment_id: int, user_id: int, now_utc: datetime) -> None:
    """Whoever answered an objection takes the answer back: the objection waits for one again.

    Raises:
        LookupError: there is no such objection, or its answer is somebody else's.
    """
    row = db.session.get(BoardComment, comment_id)
    if row is None or row.answered_by_id != user_id:
        raise LookupError
    row.answer = row.answered_by_id = row.answered_utc = None
    record_audit("user", user_id, "take_back_answer", "board_comment", comment_id, now_utc)
    db.session.commit()


def vote(plan_id: int, choice: str, reason: str, user_id: int, now_utc: datetime) -> None:
    """Vote on a plan, or change one's vote.

    Raises:
        LookupError: there is no such plan to vote on.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.yardstick or plan.status == "infeasible":
        raise LookupError
    wait_for_turn(plan.season_id)
    query = select(BoardVote).where(BoardVote.plan_id == plan_id, BoardVote.user_id == user_id)
    row = db.session.scalar(query) or BoardVote(plan_id=plan_id, user_id=user_id)
    row.choice, row.reason, row.at_utc = choice, reason, now_utc
    db.session.add(row)
    db.session.flush()
    record_audit("user", user_id, f"vote_{choice}", "plan", plan_id, now_utc)
    db.session.commit()


def take_back_vote(plan_id: int, user_id: int, now_utc: datetime) -> None:
    """As if this user had not voted on the plan; twice is the same as once.

    Raises:
        LookupError: there is no such plan.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None:
        raise LookupError
    wait_for_turn(plan.season_id)
    mine = BoardVote.plan_id == plan_id, BoardVote.user_id == user_id
    db.session.execute(delete(BoardVote).where(*mine))
    record_audit("user", user_id, "take_back_vote", "plan", plan_id, now_utc)
    db.session.commit()
