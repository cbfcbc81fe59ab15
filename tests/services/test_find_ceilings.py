"""How far each group could go is found after a run, and holds for every plan that comes from it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.find_ceilings import Found, Search, found_ceilings, run_ceilings, search
from scheduler.services.plan_season import Effort
from scheduler.services.request_plan import CEILINGS, request_ceilings
from scheduler.services.run_jobs import JobCancelledError
from scheduler.storage.models import Job, Plan, SnapshotFamily
from tests.builders.jobs import FakeJob
from tests.builders.people import NOW
from tests.builders.small_season import small_season

pytestmark = pytest.mark.usefixtures("db")
EFFORT = Effort(seconds=20, threads=1)


@pytest.fixture
def plan() -> Plan:
    """20 families work nights; 20 others, who have no car, are never free."""
    return small_season(more={"no_car": (20, 0)})


def searched(plan: Plan, patience: int | None = None) -> FakeJob:
    """The job as its worker runs it."""
    assert plan.job_id is not None
    request_ceilings(plan.season_id, plan.job_id, plan.id, NOW)
    db.session.commit()
    row = db.session.scalars(select(Job).where(Job.kind == CEILINGS)).one()
    return FakeJob(row.id, row.arguments, patience)


def here(task: Search, cancelled: Callable[[], bool]) -> Found:
    return search(task, lambda _: None, cancelled)


def finished(job: FakeJob) -> None:
    row = db.session.get_one(Job, job.job_id)
    row.state, row.progress = "done", dict(job.reports[-1])
    db.session.commit()


def test_each_compared_group_has_its_ceiling(plan: Plan) -> None:
    job = searched(plan)
    assert found_ceilings(plan).under_way
    run_ceilings(job, EFFORT, here)
    finished(job)
    found = found_ceilings(plan)
    assert not found.under_way
    assert set(found.by_set) == {"nights", "no_car"}
    assert (found.by_set["nights"].reached, found.by_set["nights"].bound) == (1, 1)
    assert found.by_set["no_car"].reached == 0
    assert found.by_set["no_car"].bound == pytest.approx(0, abs=0.002)


def test_the_search_ends_at_once_where_nobody_wants_it_any_more(plan: Plan) -> None:
    job = searched(plan, patience=0)
    with pytest.raises(JobCancelledError):
        run_ceilings(job, EFFORT)
    assert job.reports == []


def test_a_plan_changed_by_hand_keeps_the_ceilings_of_its_run(plan: Plan) -> None:
    job = searched(plan)
    job.report({"sets": {"nights": {"reached": 0.5, "bound": 0.75}}})
    finished(job)
    moved = Plan(season_id=plan.season_id, job_id=plan.job_id)
    assert found_ceilings(moved).by_set["nights"].bound == 0.75
    assert found_ceilings(Plan(season_id=plan.season_id, job_id=999)).by_set == {}


def test_a_family_that_left_takes_along_only_the_floors_that_the_plan_falls_below_by_it(plan: Plan) -> None:
    plan.floors = [{"group": "no_group", "rate": 0.5}, {"group": "nights", "rate": 0.5 + 1e-6}]
    db.session.delete(db.session.scalars(select(SnapshotFamily)).first())
    db.session.commit()
    asked: list[Search] = []

    def noted(task: Search, _: Callable[[], bool]) -> Found:
        asked.append(task)
        return {"nights": {"reached": 0.75, "bound": 1.0}}

    job = searched(plan)
    run_ceilings(job, EFFORT, noted)
    finished(job)
    assert [floor.group for floor in asked[0].instance.floors] == ["no_group"]
    assert found_ceilings(plan).by_set["nights"].reached == 0.75


def test_a_plan_of_an_interrupted_run_is_passed_over(plan: Plan) -> None:
    job = searched(plan)
    db.session.delete(plan)
    db.session.commit()
    run_ceilings(job, EFFORT)
    assert job.reports == []
