"""Choose another plan for the board, and say why: a decision that is kept with the plan."""

from __future__ import annotations

from datetime import datetime

from scheduler.extensions import db
from scheduler.services.board_steps import (
    CHOSEN,
    ChangedMeanwhileError,
    board_plan_id,
    take_step,
    wait_for_turn,
)
from scheduler.storage.models import Plan


def choose_plan(plan_id: int, instead_of: int, reason: str, user_id: int, now_utc: datetime) -> None:
    """Put a plan in the place of the one that the board showed, with the reason in words.

    Raises:
        LookupError: there is no such plan, or none to work with.
        ChangedMeanwhileError: the board shows another plan than `instead_of` by now.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.yardstick or plan.status == "infeasible":
        raise LookupError
    wait_for_turn(plan.season_id)
    if board_plan_id(plan.season_id) != instead_of:
        db.session.rollback()
        raise ChangedMeanwhileError
    take_step(plan.season_id, CHOSEN, plan_id, user_id, now_utc, facts={"reason": reason})
    db.session.commit()
