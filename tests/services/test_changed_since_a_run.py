"""A conflict is an old one while the next plan would be held to anything else than the run that met it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import repeat_step, undo_step
from scheduler.services.motions import Proposal, propose, propose_back
from scheduler.services.view_board import view_board
from scheduler.services.wish_on_board import Wish, pin_session, wish_on_board, withdraw_wish
from scheduler.storage.models import (
    BoardStep,
    BoardWish,
    Motion,
    Place,
    Plan,
    PriorityGroup,
    Provider,
    Season,
    SeasonClosure,
)
from tests.builders.board_rows import add_plan, add_run, added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def plan() -> Plan:
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


def run_into_a_conflict(plan: Plan) -> None:
    run = add_run(db.session.get_one(Season, plan.season_id))
    add_plan(run, status="infeasible", conflict=[{"kind": "budget", "ids": [], "text": ""}])


def is_old() -> bool:
    board = view_board("en")
    assert board is not None
    assert board.conflict
    return board.changed_since


def last_step_id() -> int:
    return db.session.scalars(select(BoardStep.id).order_by(BoardStep.number.desc())).first()  # type: ignore[return-value]


def test_what_is_wished_for_or_taken_back_after_the_run(plan: Plan, user: int) -> None:
    pin_session(plan.sessions[0].id, user, NOW)
    run_into_a_conflict(plan)
    assert not is_old()
    withdraw_wish(db.session.scalars(select(BoardWish.id)).one(), user, NOW)
    assert is_old()
    undo_step(last_step_id(), user, NOW)
    assert not is_old()
    wish_on_board(plan.season_id, Wish("cap", cents=50_000), user, NOW)
    assert is_old()
    undo_step(last_step_id(), user, NOW)
    assert not is_old()


def test_what_was_taken_back_before_the_run_and_holds_again_after_it(plan: Plan, user: int) -> None:
    pin_session(plan.sessions[0].id, user, NOW)
    withdraw_wish(db.session.scalars(select(BoardWish.id)).one(), user, NOW)
    taken_back = last_step_id()
    run_into_a_conflict(plan)
    undo_step(taken_back, user, NOW)
    assert is_old()
    repeat_step(taken_back, user, NOW)
    assert not is_old()


def test_wishes_are_the_same_in_whatever_order_they_were_made(plan: Plan, user: int) -> None:
    for session in plan.sessions:
        pin_session(session.id, user, NOW)
    run_into_a_conflict(plan)
    withdraw_wish(db.session.scalars(select(BoardWish.id)).first(), user, NOW)  # type: ignore[arg-type]
    assert is_old()
    pin_session(plan.sessions[0].id, user, NOW)
    assert not is_old()


@pytest.mark.parametrize("kind", ["floor", "weight", "step"])
def test_what_was_voted_after_the_run(plan: Plan, user: int, kind: str) -> None:
    values = {
        "floor": {"set_key": "nights", "rate": 0.1},
        "weight": {"event": plan.sessions[0].event_id, "weight": 4.0},
        "step": {"resolution": 0.05},
    }
    run_into_a_conflict(plan)
    assert propose(plan.season_id, Proposal(kind, values[kind]), user, NOW) == "carried"  # type: ignore[arg-type]
    assert is_old()
    assert propose_back(db.session.scalars(select(Motion.id)).one(), user, NOW) == "carried"
    assert not is_old()


def test_how_a_plan_is_released_is_nothing_that_it_is_held_to(plan: Plan, user: int) -> None:
    run_into_a_conflict(plan)
    rule = Proposal("rule", {"approvals": 1, "family": False})
    assert propose(plan.season_id, rule, user, NOW) == "carried"
    assert not is_old()


def _budget(season: Season) -> None:
    season.budget_cents = 900_000


def _one_more_host(_: Season) -> None:
    added(Provider(name="Mr. Ali", kind="host"))


def _more_room(_: Season) -> None:
    db.session.scalars(select(Place)).first().capacity = 400  # type: ignore[union-attr]


def _holiday(season: Season) -> None:
    season.closures.append(
        SeasonClosure(start_local=datetime(2026, 3, 4), end_local=datetime(2026, 3, 5), reason="Snow")
    )


def _other_names(_: Season) -> None:
    db.session.scalars(select(Place)).first().name = "Old gym"  # type: ignore[union-attr]
    db.session.scalars(select(PriorityGroup)).first().name = "Nights"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "old"),
    [(_budget, True), (_one_more_host, True), (_more_room, True), (_holiday, True), (_other_names, False)],
)
def test_what_a_season_has_to_plan_with(plan: Plan, change: Callable[[Season], None], old: bool) -> None:
    run_into_a_conflict(plan)
    change(db.session.get_one(Season, plan.season_id))
    db.session.commit()
    assert is_old() is old
