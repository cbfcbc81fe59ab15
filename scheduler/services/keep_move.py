"""Keep a move: a plan that was changed by hand takes the place of the one on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from scheduler.domain.plan import Objective, Plan
from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.ask_what_if import session_ids
from scheduler.services.board_steps import (
    MOVED,
    ChangedMeanwhileError,
    board_plan_id,
    take_step,
    wait_for_turn,
)
from scheduler.services.laid_out_boards import keep_board, lay_out, opened_board
from scheduler.services.moved_session import move_of, session_rows
from scheduler.services.try_proposal import TakenUp, take_up_time
from scheduler.services.view_changes import ChangesView, view_difference
from scheduler.services.what_if_views import Wanted
from scheduler.storage.instance_frame import row_id
from scheduler.storage.models import Plan as PlanRow
from scheduler.storage.plans import PlanOutcome, PlanSource, SetOutcome, store_plan
from scheduler.whatif import Board


def keep_move(
    plan_id: int,
    session_id: int,
    wanted: Wanted,
    user_id: int,
    now_utc: datetime,
    *,
    over: bool = False,
    takes_up: TakenUp | None = None,
) -> int:
    """Store the plan with the session moved and put it on the board; the new plan's id.

    Broken rules are kept with it: a draft may break them while it is worked on. `over` puts it in the
    place of whatever is on the board by now. The proposal that it takes up is answered with it.

    Raises:
        LookupError: the plan has no such session, or is none to be changed.
        ChangedMeanwhileError: the board shows another plan by now.
    """
    row = db.session.get(PlanRow, plan_id)
    rows = session_rows(plan_id)
    ids = session_ids(rows, session_id)
    if row is None or ids is None or row.yardstick:
        raise LookupError
    lay_out(plan_id)  # before the turn begins: nobody waits for it then
    wait_for_turn(row.season_id)
    if not over and board_plan_id(row.season_id) != plan_id:
        db.session.rollback()
        raise ChangedMeanwhileError
    with opened_board(plan_id) as board:
        move = move_of(board, ids, wanted)
        moved = board.after(move)
    new_id = _store(row, moved, now_utc)
    event_id = row_id(move.event)
    facts: dict[str, Any] = {"event": event_id, "start": moment_text(move.start)}
    if takes_up is not None and take_up_time(takes_up, event_id, user_id, now_utc):
        facts["proposal"] = takes_up.proposal_id
    take_step(row.season_id, MOVED, new_id, user_id, now_utc, facts=facts)
    db.session.commit()
    keep_board(new_id, moved)
    return new_id


def _store(row: PlanRow, board: Board, now_utc: datetime) -> int:
    """The board as a plan of its own, from the same data and for the same end as the plan in `row`."""
    measured = board.measure
    plan = Plan("feasible", cast(Objective, row.objective), board.sessions)
    sets = {
        rate.set_key: SetOutcome(
            rate.families,
            rate.takes_part,
            measured.rates[rate.set_key],
            measured.season_rates[rate.set_key],
        )
        for rate in row.rates
    }
    reach = tuple(board.reach(session) for session in board.sessions)
    source = PlanSource(
        season_id=row.season_id,
        snapshot_id=row.snapshot_id,
        job_id=row.job_id,
        objective=row.objective,
        yardstick=False,
        instance_hash=row.instance_hash,
        floors=tuple(row.floors),
        wishes=tuple(row.wishes),
        trial=row.trial,
    )
    outcome = PlanOutcome(
        sets,
        reach,
        round(measured.cost * 100),
        round(measured.families_cost * 100),
        tuple(board.pairs(board.frame.instance.small_group)),
        board.faults,
    )
    return store_plan(plan, outcome, source, now_utc)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a move met: the plan on the board by now, how it differs, and where the session is in it."""

    plan_id: int
    session_id: int | None
    difference: ChangesView


def meanwhile(plan_id: int, session_id: int, language: str) -> Meanwhile:
    """What somebody else did to the board since it showed this plan.

    Raises:
        NoResultFound: there is no such plan.
    """
    row = db.session.get_one(PlanRow, plan_id)
    now_id = board_plan_id(row.season_id)
    assert now_id is not None, "a season with a plan has one on its board"
    ids = session_ids(session_rows(plan_id), session_id)
    there = None if ids is None else session_rows(now_id).get(ids)
    return Meanwhile(now_id, there, view_difference(plan_id, now_id, language))
