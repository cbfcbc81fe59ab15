"""The board step by step: which plan it shows, who changed it last, and how to take that back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.accounts import end_account, open_account
from scheduler.services.propose_event import forget_answer
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import (
    BoardStep,
    BoardWish,
    Event,
    EventProposal,
    Plan,
    PlanAlternative,
    Season,
)

PLANNED, MOVED, CHOSEN, UNDONE = "planned", "moved", "chosen", "undone"
WISHED, WITHDRAWN = "wished", "withdrawn"
TAKEN_UP = "taken_up"
JOINED, LEFT = "joined", "left"


class ChangedMeanwhileError(Exception):
    """Somebody else changed the board since the page was loaded."""


def board_plan_id(season_id: int, besides: int | None = None) -> int | None:
    """The plan on the board: that of the last step; before the first, the one that was made last.

    `besides` is a plan that is not on it yet.
    """
    last = _last_step(season_id)
    if last is not None and last.plan_id is not None:
        return last.plan_id
    compared = select(PlanAlternative.plan_id)
    query = select(Plan.id).where(
        Plan.season_id == season_id, ~Plan.yardstick, Plan.status != "infeasible", Plan.id.not_in(compared)
    )
    if besides is not None:
        query = query.where(Plan.id != besides)
    return db.session.scalar(query.order_by(Plan.id.desc()).limit(1))


def board_version(season_id: int) -> int:
    """The number of the last step, 0 before the first."""
    newest = select(func.max(BoardStep.number)).where(BoardStep.season_id == season_id)
    return db.session.scalar(newest) or 0


def wait_for_turn(season_id: int) -> None:
    """Changes of one board at the same moment come one after the other."""
    db.session.scalars(select(Season.id).where(Season.id == season_id).with_for_update()).one()


def take_step(
    season_id: int,
    kind: str,
    plan_id: int | None,
    user_id: int | None,
    now_utc: datetime,
    *,
    undoes_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> BoardStep:
    """Put a plan on the board, in the caller's transaction, which had to wait for its turn."""
    step = BoardStep(
        season_id=season_id,
        number=board_version(season_id) + 1,
        kind=kind,
        plan_id=plan_id,
        before_id=board_plan_id(season_id, besides=plan_id),
        undoes_id=undoes_id,
        by_id=user_id,
        at_utc=now_utc,
        facts=dict(facts or {}),
    )
    db.session.add(step)
    db.session.flush()
    record_audit(
        "worker" if user_id is None else "user", user_id, f"board_{kind}", "board_step", step.id, now_utc
    )
    return step


def undoable_step(season_id: int) -> BoardStep | None:
    """The last step that was not taken back; None where there is none, or nothing stood before it."""
    steps = list(
        db.session.scalars(
            select(BoardStep).where(BoardStep.season_id == season_id).order_by(BoardStep.number.desc())
        )
    )
    undone = {step.undoes_id for step in steps}
    left = (step for step in steps if step.kind != UNDONE and step.id not in undone)
    step = next(left, None)
    if step is None:
        return None
    changes_no_plan = "wish" in step.facts or step.kind in (TAKEN_UP, JOINED, LEFT)
    return step if step.before_id is not None or changes_no_plan else None


def undo_step(step_id: int, user_id: int, now_utc: datetime) -> int:
    """Take a step back: the board shows again what it showed before; the season's id.

    Raises:
        LookupError: there is no such step.
        ChangedMeanwhileError: it is not the last one any more.
        LastCoPlannerError, LastVoiceError: it takes somebody off, as `end_account` says.
    """
    step = db.session.get(BoardStep, step_id)
    if step is None:
        raise LookupError
    wait_for_turn(step.season_id)
    last = undoable_step(step.season_id)
    if last is None or last.id != step_id:
        db.session.rollback()
        raise ChangedMeanwhileError
    if "wish" in step.facts:
        wish = db.session.get_one(BoardWish, step.facts["wish"])
        wish.withdrawn_utc = now_utc if step.kind == WISHED else None
    _turn_account(step, user_id, now_utc, opens=step.kind == LEFT)
    if step.kind == TAKEN_UP:
        db.session.get_one(Event, step.facts["event"]).withdrawn_utc = now_utc  # in no plan from now on
    proposal = db.session.get(EventProposal, step.facts.get("proposal", 0))
    if proposal is not None:
        forget_answer(proposal)
    take_step(step.season_id, UNDONE, step.before_id, user_id, now_utc, undoes_id=step.id)
    db.session.commit()
    return step.season_id


def repeatable_step(season_id: int) -> BoardStep | None:
    """What the last step undid, if it can be done again with nothing more said.

    A proposal that waits again needs a new answer.
    """
    last = _last_step(season_id)
    step = None if last is None or last.undoes_id is None else db.session.get(BoardStep, last.undoes_id)
    if step is None or "proposal" in step.facts or step.plan_id is None:
        return None
    return step


def repeat_step(step_id: int, user_id: int, now_utc: datetime) -> None:
    """Take back that a step was undone, as a step of its own.

    Raises:
        LookupError: there is no such step.
        ChangedMeanwhileError: undoing it is not what was done last any more.
        LastCoPlannerError, LastVoiceError: it takes somebody off, as `end_account` says.
    """
    step = db.session.get(BoardStep, step_id)
    if step is None:
        raise LookupError
    wait_for_turn(step.season_id)
    undone = repeatable_step(step.season_id)
    if undone is None or undone.id != step_id:
        db.session.rollback()
        raise ChangedMeanwhileError
    if "wish" in step.facts:
        wish = db.session.get_one(BoardWish, step.facts["wish"])
        wish.withdrawn_utc = None if step.kind == WISHED else now_utc
    _turn_account(step, user_id, now_utc, opens=step.kind == JOINED)
    take_step(step.season_id, step.kind, step.plan_id, user_id, now_utc, facts=step.facts)
    db.session.commit()


def _turn_account(step: BoardStep, by_id: int, now_utc: datetime, *, opens: bool) -> None:
    if step.kind in (JOINED, LEFT):
        turn = open_account if opens else end_account
        turn(step.facts["user"], by_id, now_utc)


def _last_step(season_id: int) -> BoardStep | None:
    query = select(BoardStep).where(BoardStep.season_id == season_id)
    return db.session.scalars(query.order_by(BoardStep.number.desc()).limit(1)).first()
