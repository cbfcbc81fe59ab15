"""A planning run keeps three checked plans of one snapshot, from which each can be solved again."""

import json
from collections.abc import Iterable
from datetime import datetime

import pytest
from sqlalchemy import delete, func, select, update

from scheduler.domain.checker import check_plan
from scheduler.domain.instance_json import instance_hash
from scheduler.domain.plan import Session
from scheduler.domain.shown_counts import to_step
from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.services.plan_season import Effort, run_plan
from scheduler.services.release_plan import release_plan
from scheduler.services.run_jobs import JobCancelledError
from scheduler.storage.models import Caregiver, Family, Job, Plan, SnapshotFamily
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot, withdrawn_count
from tests.builders.jobs import FakeJob
from tests.fixtures.planned import PLANNED_UTC, asked_for_plan, chosen_plan, included, planner_id
from tests.thorough import thorough

pytestmark = pytest.mark.usefixtures("planned_app")


def run(job: FakeJob) -> None:
    run_plan(job, Effort(seconds=4, threads=2), lambda: PLANNED_UTC)


def plans() -> dict[str, Plan]:
    return {p.objective: p for p in db.session.scalars(select(Plan).order_by(Plan.id))}


def plans_of(job: FakeJob) -> list[Plan]:
    return list(db.session.scalars(select(Plan).where(Plan.job_id == job.job_id)))


def test_asking_queues_one_job_and_solves_nothing() -> None:
    job = asked_for_plan("weighted")
    row = db.session.get_one(Job, job.job_id)
    assert (row.kind, row.state, row.arguments["objective"]) == ("plan_season", "queued", "weighted")
    assert plans_of(job) == []


def test_a_run_keeps_the_plan_and_its_two_yardsticks() -> None:
    kept = plans()
    assert {name: p.yardstick for name, p in kept.items()} == {
        "headcount": True,
        "majority": True,
        "leximin": False,
    }
    assert {p.snapshot_id for p in kept.values()} == {kept["leximin"].snapshot_id}
    assert len({p.job_id for p in kept.values()}) == 1


def test_every_kept_plan_can_be_read_back_and_is_valid() -> None:
    for name in ("majority", "leximin"):
        row = plans()[name]
        instance = load_snapshot(row.snapshot_id, row.floors).instance
        assert check_plan(instance, load_plan(row.id)) == []
        assert instance_hash(instance) == row.instance_hash


def test_floors_are_half_of_what_the_majority_plan_gives_as_far_as_the_board_shows_it() -> None:
    kept = plans()
    given = {r.set_key: r.season_rate for r in kept["majority"].rates}
    families = {r.set_key: r.families for r in kept["majority"].rates}
    assert kept["majority"].floors == []
    floors = {f["group"]: f["rate"] for f in kept["leximin"].floors}
    assert {"everyone", "no_group"} <= floors.keys()
    assert {key for key in floors if families[key] < 10} == set()
    for key, floor in floors.items():
        assert 0 <= (given[key] / 2 - floor) * families[key] < 5
        assert to_step(floor * families[key]) == to_step(floor * families[key] - 1e-6) + 5
        assert next(r.season_rate for r in kept["leximin"].rates if r.set_key == key) >= floor - 1e-9


def test_the_least_included_group_gains_over_both_yardsticks() -> None:
    def least(plan: Plan) -> float:
        return min(r.rate for r in plan.rates if r.takes_part and r.rate is not None)

    kept = plans()
    assert least(kept["leximin"]) > least(kept["majority"])
    assert least(kept["leximin"]) > least(kept["headcount"])


def test_a_snapshot_names_nobody() -> None:
    stored = json.dumps([row.body for row in db.session.scalars(select(SnapshotFamily))])
    assert not [name for name in db.session.scalars(select(Caregiver.name)) if name in stored]
    ids = db.session.execute(select(SnapshotFamily.pseudonym, SnapshotFamily.family_id)).all()
    assert all(len(pseudonym) == 32 for pseudonym, _ in ids)
    assert [f for _, f in sorted(ids)] != sorted(f for _, f in ids), "the order tells who is who"


def test_a_family_that_leaves_takes_its_row_along() -> None:
    plan = chosen_plan()
    rows = select(func.count()).select_from(SnapshotFamily)
    before = db.session.scalar(rows)
    assert before is not None
    leaves = db.session.scalars(select(SnapshotFamily.family_id).limit(1)).one()
    db.session.execute(delete(Family).where(Family.id == leaves))
    db.session.commit()
    assert db.session.scalar(rows) == before - 1
    assert withdrawn_count(plan.snapshot_id) == 1
    assert load_snapshot(plan.snapshot_id, plan.floors).withdrawn == 1


@thorough
def test_a_run_that_is_taken_up_again_replaces_what_it_had_kept() -> None:
    job = asked_for_plan("majority")
    run(job)
    first = {p.snapshot_id for p in plans_of(job)}
    run(job)
    assert len(plans_of(job)) == 3
    assert first.isdisjoint(p.snapshot_id for p in plans_of(job))
    assert job.reports, "progress was shown"


@pytest.mark.parametrize("patience", [0, 1], ids=["before the first plan", "after it"])
def test_a_cancelled_run_keeps_no_plan_for_the_board(patience: int) -> None:
    job = asked_for_plan(patience=patience)
    with pytest.raises(JobCancelledError):
        run(job)
    assert [p for p in plans_of(job) if not p.yardstick] == []


class StoppedAtTheGroups(FakeJob):
    """Cancelled as soon as the plan that was asked for is being raised."""

    def cancelled(self) -> bool:
        return any(report["stage"].startswith("smallest") for report in self.reports)


@pytest.mark.parametrize("taken", [False, True], ids=["ours", "taken up by another worker"])
def test_a_run_that_is_cancelled_keeps_the_best_plan_it_has_found(taken: bool) -> None:
    asked = asked_for_plan()
    job = StoppedAtTheGroups(asked.job_id, asked.arguments, taken=False)
    if taken:
        job.is_ours = lambda: not job.cancelled()  # type: ignore[method-assign]
    with pytest.raises(JobCancelledError):
        run(job)
    kept = [plan for plan in plans_of(asked) if not plan.yardstick]
    if taken:
        assert kept == []
        return
    assert [plan.objective for plan in kept] == ["leximin"]
    instance = load_snapshot(kept[0].snapshot_id, kept[0].floors).instance
    assert check_plan(instance, load_plan(kept[0].id)) == []
    assert board_plan_id(kept[0].season_id) == kept[0].id


def test_a_season_that_was_released_is_planned_again_near_its_release() -> None:
    """Nothing has changed since, so that families keep every date in their calendars."""
    released = chosen_plan()
    release_plan(released.id, planner_id(), PLANNED_UTC)
    db.session.execute(update(Job).values(state="done"))
    run(asked_for_plan())
    again = chosen_plan()
    assert again.id != released.id
    before, after = (held(load_plan(plan.id).sessions) for plan in (released, again))
    is_more_inclusive = included(again.id) > included(released.id) or everyone(again) > 1.001 * everyone(
        released
    )
    assert len(before & after) >= 0.9 * len(before) or is_more_inclusive


def everyone(plan: Plan) -> float:
    (level,) = [level for level in load_plan(plan.id).levels if level.name == "everyone"]
    return level.value


def held(sessions: Iterable[Session]) -> set[tuple[str, datetime, str]]:
    return {(session.event, session.start, session.place) for session in sessions}
