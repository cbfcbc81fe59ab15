"""A step that takes more than ten families for one is not released without a vote that allows it."""

from typing import Any

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.answer_why import Question, about_trades
from scheduler.services.explain_plan import latest_why, request_why
from scheduler.services.motions import ReleaseRestsOnItError, propose, propose_back, vote_on_motion
from scheduler.services.release_plan import NotDecidedError, release_plan
from scheduler.services.trade_rule import TRADES, UNKNOWN, request_trades, takes_too_much, trade_rule
from scheduler.services.view_trades import trade_motion, view_trades
from scheduler.storage.models import District, Job, Motion, Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from scheduler.why.levels import Effort
from tests.builders.board_rows import add_plan, added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import NIGHTS, OTHERS, small_season

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def plan() -> Plan:
    added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


def step(gained: float, lost: float, level: str = "smallest 1") -> dict[str, Any]:
    families = {"nights": gained, "everyone": gained - lost}
    return {"level": level, "families": families, "gained": gained, "lost": lost, "cost": [400.0, 490.0]}


def traded(plan: Plan, *steps: dict[str, Any]) -> None:
    """A worker has worked the trades of the plan out."""
    request_why(plan.id, TRADES, "", None, NOW)
    job = latest_why(plan.id, TRADES, "")
    assert job is not None
    job.state, job.progress = "done", {"steps": list(steps)}
    db.session.commit()


@pytest.mark.parametrize(
    ("gained", "lost", "too_much"), [(3, 30, False), (3, 30.1, True), (0, 0, False), (0, 0.5, True)]
)
def test_ten_families_for_one_is_the_most(gained: float, lost: float, too_much: bool) -> None:
    assert takes_too_much(step(gained, lost)) is too_much


def test_a_release_waits_for_a_vote_on_the_step(plan: Plan, user: int) -> None:
    other = add_user(email="robin@school.org", name="Robin").id
    traded(plan, step(1, 12), step(12, 30, "smallest 2"))
    assert trade_rule(plan).too_much == {"smallest 1": None}
    with pytest.raises(NotDecidedError):
        release_plan(plan.id, user, NOW)
    propose(*trade_motion(plan.id, "smallest 1", "They have waited long."), user, NOW)
    assert trade_rule(plan).too_much == {"smallest 1": "open"}
    with pytest.raises(NotDecidedError):
        release_plan(plan.id, user, NOW)
    vote_on_motion(db.session.scalars(select(Motion.id)).one(), "can_live", "", other, NOW)
    assert trade_rule(plan).unvoted == 0
    assert release_plan(plan.id, user, NOW) == 1


def test_a_release_waits_while_the_trades_are_worked_out(plan: Plan, user: int) -> None:
    assert plan.job_id is not None
    request_trades(plan.job_id, NOW)
    assert trade_rule(plan).pending
    with pytest.raises(NotDecidedError):
        release_plan(plan.id, user, NOW)
    job = latest_why(plan.id, TRADES, "")
    assert job is not None
    job.state = "failed"
    db.session.commit()
    assert trade_rule(plan).unaccepted
    with pytest.raises(NotDecidedError):
        release_plan(plan.id, user, NOW)
    propose(*trade_motion(plan.id, UNKNOWN, "The machine gave up."), user, NOW)
    assert release_plan(plan.id, user, NOW) == 1


def test_a_trade_that_was_allowed_is_taken_back_and_allowed_again(plan: Plan, user: int) -> None:
    traded(plan, step(1, 12))
    propose(*trade_motion(plan.id, "smallest 1", "They have waited long."), user, NOW)
    allowed, back = db.session.scalars(select(Motion.id)).one(), "carried"
    for is_allowed in (False, True):
        assert propose_back(allowed, user, NOW) == back
        assert (trade_rule(plan).unvoted == 0) is is_allowed
        allowed = db.session.scalars(select(Motion.id).order_by(Motion.id.desc())).first() or 0
    assert release_plan(plan.id, user, NOW) == 1


def test_a_trade_stays_allowed_while_that_is_voted_on_and_once_it_was_released(plan: Plan, user: int) -> None:
    traded(plan, step(1, 12))
    propose(*trade_motion(plan.id, "smallest 1", "They have waited long."), user, NOW)
    allowed = db.session.scalars(select(Motion.id)).one()
    other = add_user(email="robin@school.org", name="Robin").id
    assert propose_back(allowed, user, NOW) is None
    back = db.session.scalars(select(Motion).where(Motion.id != allowed)).one()
    assert release_plan(plan.id, user, NOW) == 1
    vote_on_motion(back.id, "yes", "", other, NOW)
    assert (back.outcome, trade_rule(plan).unvoted) == ("void", 0)
    with pytest.raises(ReleaseRestsOnItError) as refused:
        propose_back(allowed, user, NOW)
    assert refused.value.number == 1


def test_an_answer_counts_though_it_was_asked_in_vain_again(plan: Plan) -> None:
    traded(plan, step(1, 12))
    request_why(plan.id, TRADES, "", None, NOW)
    job = latest_why(plan.id, TRADES, "")
    assert job is not None
    assert trade_rule(plan).pending
    job.state = "cancelled"
    db.session.commit()
    assert (trade_rule(plan).unknown, trade_rule(plan).unvoted) == (False, 1)
    with pytest.raises(LookupError):
        trade_motion(plan.id, UNKNOWN, "Because.")


def test_a_plan_that_was_changed_by_hand_has_the_trades_of_its_instance(plan: Plan) -> None:
    traded(plan, step(1, 12))
    run = db.session.get_one(Job, plan.job_id)
    moved = add_plan(run, instance_hash=plan.instance_hash)
    assert trade_rule(moved).unvoted == 1
    assert trade_rule(add_plan(run)).unvoted == 0, "another instance has other steps"
    weighted = add_plan(run, "weighted", instance_hash=plan.instance_hash)
    assert trade_rule(weighted).unvoted == 0, "it lifts no groups"


def test_only_a_step_that_takes_too_much_is_put_to_the_vote(plan: Plan) -> None:
    traded(plan, step(12, 30))
    for plan_id, level in ((plan.id, "smallest 1"), (plan.id, "smallest 9"), (999, "smallest 1")):
        with pytest.raises(LookupError):
            trade_motion(plan_id, level, "x")


def test_the_answer_has_the_numbers_of_the_two_plans(plan: Plan) -> None:
    """The majority would have both events on Tuesdays; lifting the nights moves both to Thursdays."""
    instance = load_snapshot(plan.snapshot_id, plan.floors).instance
    question = Question(TRADES, "", instance, load_plan(plan.id).sessions, None, Effort(20, 1, 1))
    (first,) = about_trades(question)["steps"]
    assert first["families"]["nights"] == pytest.approx(2 * NIGHTS)
    assert first["families"]["no_group"] == pytest.approx(-2 * OTHERS)
    assert (first["gained"], first["lost"]) == (pytest.approx(2 * NIGHTS), pytest.approx(2 * OTHERS))
    before, after = first["cost"]
    assert before - after == pytest.approx(2 * 2 * (OTHERS - NIGHTS))
    traded(plan, first)
    view = view_trades(plan.id, "en")
    assert view is not None
    assert [(one.gained, one.lost, one.too_much) for one in view.steps] == [(2 * NIGHTS, 2 * OTHERS, False)]
