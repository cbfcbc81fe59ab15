"""A move that is kept: a plan of its own on the board, undone as easily, never over another's change."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.ask_what_if import what_if
from scheduler.services.board_steps import (
    ChangedMeanwhileError,
    board_plan_id,
    repeat_step,
    undo_step,
)
from scheduler.services.keep_move import keep_move, meanwhile
from scheduler.services.laid_out_boards import opened_board
from scheduler.services.release_plan import NotReleasableError, release_plan
from scheduler.services.view_board import view_board
from scheduler.services.what_if_views import Wanted
from scheduler.storage.models import AuditEntry, BoardStep, Plan
from tests.builders.people import NOW, add_user
from tests.builders.small_season import MATH, NIGHTS, OTHERS, READING, reach, small_season
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]

LATE_THURSDAY = Wanted(day=date(2026, 3, 5), at=time(20))
CLASHING = Wanted(day=date(2026, 3, 5))


@pytest.fixture
def plan() -> Plan:
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


def kept(plan: Plan, user: int, wanted: Wanted = LATE_THURSDAY) -> Plan:
    return db.session.get_one(Plan, keep_move(plan.id, plan.sessions[0].id, wanted, user, NOW))


def last_step() -> BoardStep:
    step = db.session.scalars(select(BoardStep).order_by(BoardStep.number.desc())).first()
    assert step is not None
    return step


def test_the_moved_plan_is_on_the_board_with_all_that_was_foretold(plan: Plan, user: int) -> None:
    foretold = what_if(plan.id, plan.sessions[0].id, LATE_THURSDAY, "en")
    assert foretold is not None
    moved = kept(plan, user)
    assert board_plan_id(plan.season_id) == moved.id
    assert [s.start_local for s in moved.sessions] == [MATH, datetime(2026, 3, 5, 20)]
    assert {r.set_key: r.rate for r in moved.rates} == {s.set_key: s.after for s in foretold.sets}
    assert (moved.cost_cents, moved.family_cost_cents) == foretold.cost_after_cents
    assert moved.faults == []
    assert [s.reach for s in moved.sessions] == [reach(NIGHTS, 0), reach(NIGHTS, 0)]


def test_the_plan_before_stays_as_it_was(plan: Plan, user: int) -> None:
    kept(plan, user)
    db.session.refresh(plan)
    assert [s.start_local for s in plan.sessions] == [READING, MATH]


def test_the_next_question_is_answered_about_the_moved_plan(plan: Plan, user: int) -> None:
    moved = kept(plan, user)
    with opened_board(moved.id) as board:
        assert sorted(s.start for s in board.sessions) == [MATH, datetime(2026, 3, 5, 20)]
        assert len(board.households) == NIGHTS + OTHERS


def test_a_plan_that_breaks_a_rule_says_which_and_is_not_released(plan: Plan, user: int) -> None:
    moved = kept(plan, user, CLASHING)
    view = view_board("en")
    assert view is not None
    assert view.plan is not None
    assert {fault.kind for fault in view.plan.faults} == {"clash", "provider_overlap"}
    with pytest.raises(NotReleasableError):
        release_plan(moved.id, user, NOW)


def test_a_step_says_what_was_done_by_whom(plan: Plan, user: int) -> None:
    kept(plan, user)
    view = view_board("en")
    assert view is not None
    assert view.undoable is not None
    assert (view.undoable.kind, view.undoable.event, view.undoable.by) == ("moved", "Reading night", "Pat")
    audited = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "board_step")).one()
    assert (audited.action, audited.actor_id) == ("board_moved", user)


class TestUndo:
    def test_steps_are_taken_back_one_by_one(self, plan: Plan, user: int) -> None:
        first = kept(plan, user)
        second = keep_move(first.id, first.sessions[0].id, Wanted(at=time(17)), user, NOW)
        assert board_plan_id(plan.season_id) == second
        undo_step(last_step().id, user, NOW)
        assert board_plan_id(plan.season_id) == first.id
        undo_step(db.session.scalars(select(BoardStep.id).where(BoardStep.number == 1)).one(), user, NOW)
        assert board_plan_id(plan.season_id) == plan.id
        view = view_board("en")
        assert view is not None
        assert view.undoable is None

    def test_what_was_undone_is_done_again_while_nothing_else_was_done(self, plan: Plan, user: int) -> None:
        moved = kept(plan, user)
        step = last_step()
        with pytest.raises(ChangedMeanwhileError):
            repeat_step(step.id, user, NOW)
        undo_step(step.id, user, NOW)
        view = view_board("en")
        assert view is not None
        assert view.repeatable is not None
        assert (view.repeatable.id, view.repeatable.event) == (step.id, "Reading night")
        repeat_step(step.id, user, NOW)
        assert board_plan_id(plan.season_id) == moved.id
        undo_step(last_step().id, user, NOW)
        assert board_plan_id(plan.season_id) == plan.id, "and back, as often as one likes"
        with pytest.raises(LookupError):
            repeat_step(999, user, NOW)

    def test_only_the_last_step_is_taken_back(self, plan: Plan, user: int) -> None:
        first = kept(plan, user)
        step = last_step()
        keep_move(first.id, first.sessions[0].id, Wanted(at=time(17)), user, NOW)
        with pytest.raises(ChangedMeanwhileError):
            undo_step(step.id, user, NOW)
        undo_step(last_step().id, user, NOW)
        undo_step(step.id, user, NOW)
        with pytest.raises(ChangedMeanwhileError):
            undo_step(step.id, user, NOW)


class TestTwoAtOnce:
    def test_the_second_gets_the_difference_and_nothing_is_lost(self, plan: Plan, user: int) -> None:
        first = kept(plan, user)
        with pytest.raises(ChangedMeanwhileError):
            keep_move(plan.id, plan.sessions[1].id, Wanted(at=time(19)), user, NOW)
        assert board_plan_id(plan.season_id) == first.id
        found = meanwhile(plan.id, plan.sessions[1].id, "en")
        ((before, after),) = found.difference.moved
        assert (before.start_local, after.start_local) == (READING, datetime(2026, 3, 5, 20))
        assert (found.plan_id, found.session_id) == (first.id, first.sessions[0].id)

    def test_a_session_that_the_other_moved_is_not_there_any_more(self, plan: Plan, user: int) -> None:
        kept(plan, user)
        assert meanwhile(plan.id, plan.sessions[0].id, "en").session_id is None

    def test_the_second_may_put_their_plan_in_its_place(self, plan: Plan, user: int) -> None:
        first = kept(plan, user)
        mine = keep_move(plan.id, plan.sessions[1].id, Wanted(at=time(19)), user, NOW, over=True)
        assert board_plan_id(plan.season_id) == mine
        undo_step(last_step().id, user, NOW)
        assert board_plan_id(plan.season_id) == first.id


@pytest.mark.parametrize("facts", [{"yardstick": True}, {"id": 999}])
def test_a_yardstick_or_an_unknown_plan_is_not_changed(plan: Plan, user: int, facts: dict[str, int]) -> None:
    plan.yardstick = bool(facts.get("yardstick"))
    db.session.commit()
    with pytest.raises(LookupError):
        keep_move(facts.get("id", plan.id), plan.sessions[0].id, LATE_THURSDAY, user, NOW)
