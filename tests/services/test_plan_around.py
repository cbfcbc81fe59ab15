"""A run keeps the wishes of the board and, at equal inclusion, as much as it can of the plan on it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from scheduler.domain.instance_json import instance_hash
from scheduler.domain.shown_counts import floor_below, floor_to_ask
from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.services.check_plan import run_check
from scheduler.services.plan_season import Effort, run_plan
from scheduler.services.release_plan import NotReleasableError, release_plan
from scheduler.services.request_plan import request_plan
from scheduler.services.view_wishes import changed_since_run
from scheduler.services.wish_on_board import Wish, pin_session, wish_on_board
from scheduler.storage.models import Event, Job, Plan, PlanRate, Season, SeasonFloor
from scheduler.storage.snapshots import load_snapshot
from tests.builders.jobs import FakeJob
from tests.fixtures.planned import PLANNED_UTC, chosen_plan, planner_id

pytestmark = pytest.mark.usefixtures("planned_app")


def planned_again(around: Plan) -> Plan:
    season_id = around.season_id
    job_id = request_plan(season_id, "leximin", planner_id(), PLANNED_UTC, around.id)
    assert job_id is not None
    job = db.session.get_one(Job, job_id)
    run_plan(FakeJob(job_id, job.arguments), Effort(seconds=4, threads=2), lambda: PLANNED_UTC)
    db.session.expire_all()
    return db.session.scalars(select(Plan).where(Plan.job_id == job_id, ~Plan.yardstick)).one()


def test_pins_free_time_and_a_cap_are_kept() -> None:
    before = chosen_plan()
    pinned, moved = before.sessions[0], before.sessions[5]
    pin_session(pinned.id, planner_id(), PLANNED_UTC)
    day = datetime.combine(moved.start_local.date(), datetime.min.time())
    free = Wish("free", moved.event_id, None, day, day + timedelta(days=1))
    wish_on_board(before.season_id, free, planner_id(), PLANNED_UTC)
    budget = db.session.get_one(Season, before.season_id).budget_cents
    assert budget is not None
    wish_on_board(before.season_id, Wish("cap", cents=budget - 100), planner_id(), PLANNED_UTC)
    after = planned_again(before)
    assert board_plan_id(before.season_id) == after.id
    assert not changed_since_run(before.season_id, after.job_id)
    majority = db.session.scalars(
        select(Plan).where(Plan.job_id == after.job_id, Plan.objective == "majority")
    ).one()
    for plan in (after, majority):
        sites = {(s.event_id, s.start_local, s.place_id) for s in plan.sessions}
        assert (pinned.event_id, pinned.start_local, pinned.place_id) in sites
        elsewhere = [s.start_local.date() for s in plan.sessions if s.event_id == moved.event_id]
        assert day.date() not in elsewhere
        assert plan.cost_cents <= budget - 100
    wish_on_board(before.season_id, Wish("cap", cents=budget // 2), planner_id(), PLANNED_UTC)
    assert changed_since_run(before.season_id, after.job_id)
    job = FakeJob(0, {"plan_id": after.id})
    run_check(job)
    assert job.reports[-1]["faults"] == 0
    assert release_plan(after.id, planner_id(), PLANNED_UTC) == 1


def test_a_plan_with_a_floor_or_weight_that_nobody_voted_for_is_for_trying_only() -> None:
    before = chosen_plan()
    event_id = before.sessions[0].event_id
    voted = db.session.get_one(Event, event_id).weight
    wish_on_board(before.season_id, Wish("floor", set_key="everyone", rate=0.01), planner_id(), PLANNED_UTC)
    wish_on_board(before.season_id, Wish("weight", event_id, weight=4), planner_id(), PLANNED_UTC)
    after = planned_again(before)
    assert after.trial
    instance = load_snapshot(after.snapshot_id, after.floors, after.wishes).instance
    assert {e.id: e.weight for e in instance.events}[f"event-{event_id}"] == 4
    assert instance_hash(instance) == after.instance_hash
    assert db.session.get_one(Event, event_id).weight == voted != 4, "what was voted stays"
    with pytest.raises(NotReleasableError):
        release_plan(after.id, planner_id(), PLANNED_UTC)


def test_a_floor_that_was_voted_for_counts_and_no_default_is_above_the_plan_on_the_board() -> None:
    before = chosen_plan()
    db.session.execute(
        update(PlanRate)
        .where(PlanRate.plan_id == before.id, PlanRate.set_key == "everyone")
        .values(season_rate=0.04)
    )
    db.session.add(SeasonFloor(season_id=before.season_id, set_key="interpreter", rate=0.0123))
    db.session.commit()
    after = planned_again(before)
    floors, sizes = {f["group"]: f for f in after.floors}, {r.set_key: r.families for r in after.rates}
    voted, default = floors["interpreter"], floors["everyone"]
    assert (voted["asked"], voted["rate"]) == (0.0123, floor_to_ask(0.0123, sizes["interpreter"]))
    assert (default.keys(), default["rate"]) == ({"group", "rate"}, floor_below(0.04, sizes["everyone"]))
    assert not after.trial


def test_a_plan_of_another_season_is_not_planned_around() -> None:
    plan = chosen_plan()
    assert request_plan(plan.season_id, "leximin", planner_id(), PLANNED_UTC, 999) is None
