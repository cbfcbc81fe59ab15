"""Plans to compare with one are made of the same data and rules; choosing one is a step with its reason."""

from collections.abc import Callable, Sequence
from datetime import date, time

import pytest
from sqlalchemy import select

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_hash
from scheduler.domain.measure import measure
from scheduler.domain.plan import Plan as Solved
from scheduler.domain.plan import Session
from scheduler.extensions import db
from scheduler.services.board_steps import (
    ChangedMeanwhileError,
    board_plan_id,
    undo_step,
    undoable_step,
)
from scheduler.services.choose_plan import choose_plan
from scheduler.services.compare_plans import compare_by_default, request_comparison, run_comparison
from scheduler.services.keep_move import keep_move
from scheduler.services.plan_season import Effort
from scheduler.services.run_jobs import JobCancelledError
from scheduler.services.solve_apart import Task, solve_task
from scheduler.services.view_comparison import view_comparison
from scheduler.services.what_if_views import Wanted
from scheduler.solver import Progress
from scheduler.storage.models import AuditEntry, Job, Plan, PlanAlternative, PlanSession, Season
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from tests.builders.board_rows import add_comparison, add_plan, add_run, added
from tests.builders.jobs import FakeJob
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def plan() -> Plan:
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


def asked(plan: Plan, user: int, patience: int | None = None) -> FakeJob:
    job_id = request_comparison(plan.id, user, NOW)
    assert job_id is not None
    return FakeJob(job_id, {"plan_id": plan.id}, patience)


def run(job: FakeJob) -> list[PlanAlternative]:
    run_comparison(job, Effort(seconds=4, threads=1), lambda: NOW)
    return made()


def made() -> list[PlanAlternative]:
    return list(db.session.scalars(select(PlanAlternative).order_by(PlanAlternative.id)))


def other_plan(plan: Plan, **facts: object) -> Plan:
    run = db.session.get_one(Job, plan.job_id)
    return add_plan(run, "weighted", {"everyone": 0.5}, **facts)


def levels(instance: Instance, sessions: Sequence[Session]) -> list[float]:
    measured = measure(instance, hold(instance, sessions))
    return [value for name, value in measured.levels("leximin") if name != "cost"]


def test_every_plan_keeps_the_rules_and_the_different_ones_lose_little(plan: Plan, user: int) -> None:
    job = asked(plan, user)
    found = run(job)
    assert [one.kind for one in found[:2]] == ["weighted", "majority"]
    assert {one.kind for one in found[2:]} == {"varied"}
    assert 1 <= len(found[2:]) <= 3
    instance = load_snapshot(plan.snapshot_id, plan.floors, plan.wishes).instance
    here = levels(instance, load_plan(plan.id).sessions)
    for one in found:
        row, other = db.session.get_one(Plan, one.plan_id), load_plan(one.plan_id)
        assert check_plan(instance, other) == []
        assert (row.instance_hash, row.yardstick, row.job_id) == (
            instance_hash(instance),
            False,
            plan.job_id,
        )
        if one.kind == "varied":
            kept = zip(levels(instance, other.sessions), here, strict=True)
            assert all(there >= 0.99 * value - 1e-6 for there, value in kept)
    different = [plan.id, *(one.plan_id for one in found if one.kind == "varied")]
    assert len({sites(plan_id) for plan_id in different}) == len(different)
    assert [report["part"] for report in job.reports if report["seconds"] == 0] == [
        "weighted",
        "majority",
        "varied",
    ]
    assert board_plan_id(plan.season_id) == plan.id


def test_each_end_is_begun_with_what_the_majority_would_have_too(plan: Plan, user: int) -> None:
    yardstick = add_plan(db.session.get_one(Job, plan.job_id), "majority")
    yardstick.snapshot_id = plan.snapshot_id
    for session in plan.sessions:
        db.session.add(
            PlanSession(
                plan_id=yardstick.id,
                event_id=session.event_id,
                place_id=session.place_id,
                start_local=session.start_local,
            )
        )
    db.session.commit()
    tasks: list[Task] = []

    def solving(task: Task, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Solved:
        tasks.append(task)
        return solve_task(task, progress, cancelled)

    run_comparison(asked(plan, user), Effort(seconds=4, threads=1), lambda: NOW, solving)
    begun = load_plan(yardstick.id).sessions
    assert [(task.objective, task.otherwise) for task in tasks] == [("weighted", begun), ("majority", begun)]
    assert len(begun) == 2


def sites(plan_id: int) -> frozenset[object]:
    sessions = db.session.get_one(Plan, plan_id).sessions
    return frozenset((s.event_id, s.start_local, s.place_id) for s in sessions)


def test_a_comparison_that_is_cancelled_keeps_what_it_had_found(plan: Plan, user: int) -> None:
    with pytest.raises(JobCancelledError):
        run(asked(plan, user, patience=1))
    instance = load_snapshot(plan.snapshot_id, plan.floors, plan.wishes).instance
    assert {one.kind for one in made()} <= {"weighted"}
    assert all(check_plan(instance, load_plan(one.plan_id)) == [] for one in made())


def test_one_that_was_interrupted_goes_on_with_what_it_had_not_found(plan: Plan, user: int) -> None:
    job, weighted = asked(plan, user), other_plan(plan)
    added(PlanAlternative(job_id=job.job_id, of_id=plan.id, plan_id=weighted.id, kind="weighted"))
    job.taken = True
    with pytest.raises(JobCancelledError):
        run(job)
    assert [one.plan_id for one in made()] == [weighted.id], "a worker that lost the job keeps nothing more"
    job.taken = False
    first, second, *others = run(job)
    assert (first.plan_id, second.kind) == (weighted.id, "majority")
    assert {one.kind for one in others} == {"varied"}


def by_default(plan: Plan) -> list[tuple[int, bool, bool]]:
    """The comparisons of the season after a run: of which plan, in the background, to be ended."""
    assert plan.job_id is not None
    compare_by_default(plan.job_id, NOW)
    jobs = db.session.scalars(select(Job).where(Job.kind == "compare_plans").order_by(Job.id))
    return [(job.arguments["plan_id"], job.background, job.cancel_requested) for job in jobs]


def test_a_plan_that_may_be_released_is_compared_without_asking(plan: Plan) -> None:
    assert by_default(plan) == [(plan.id, True, False)]
    assert by_default(plan) == [(plan.id, True, False)], "once"


@pytest.mark.parametrize(
    "facts", [{"trial": True}, {"status": "infeasible"}, {"faults": [{"kind": "budget", "ids": []}]}]
)
def test_one_that_may_not_be_released_is_not(plan: Plan, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        setattr(plan, name, value)
    db.session.commit()
    assert by_default(plan) == []


def test_what_nobody_asked_for_ends_where_a_newer_plan_is_there(plan: Plan, user: int) -> None:
    by_default(plan)
    newer = add_plan(add_run(db.session.get_one(Season, plan.season_id)))
    request_comparison(other_plan(plan).id, user, NOW)
    assert [job[1:] for job in by_default(newer)] == [(True, True), (False, False), (True, False)]


def test_two_presses_make_one_comparison(plan: Plan, user: int) -> None:
    assert request_comparison(plan.id, user, NOW) == request_comparison(plan.id, user, NOW)


def test_nothing_is_compared_with_a_plan_that_breaks_rules(plan: Plan, user: int) -> None:
    plan.faults = [{"kind": "budget", "ids": []}]
    db.session.commit()
    assert request_comparison(plan.id, user, NOW) is None
    assert request_comparison(999, user, NOW) is None


def test_a_plan_to_compare_with_does_not_come_on_the_board_by_itself(plan: Plan) -> None:
    add_comparison(plan, ("weighted", other_plan(plan)))
    assert board_plan_id(plan.season_id) == plan.id


def test_a_choice_is_a_step_with_its_reason_and_can_be_undone(plan: Plan, user: int) -> None:
    other = other_plan(plan)
    add_comparison(plan, ("weighted", other))
    choose_plan(other.id, plan.id, "Fairer to night workers.", user, NOW)
    assert board_plan_id(plan.season_id) == other.id
    step = undoable_step(plan.season_id)
    assert step is not None
    assert (step.kind, step.by_id, step.facts) == ("chosen", user, {"reason": "Fairer to night workers."})
    assert "board_chosen" in db.session.scalars(select(AuditEntry.action)).all()
    undo_step(step.id, user, NOW)
    assert board_plan_id(plan.season_id) == plan.id


def test_a_choice_over_what_somebody_else_did_meanwhile_is_refused(plan: Plan, user: int) -> None:
    other, third = other_plan(plan), other_plan(plan)
    add_comparison(plan, ("weighted", other), ("varied", third))
    choose_plan(third.id, plan.id, "First.", user, NOW)
    with pytest.raises(ChangedMeanwhileError):
        choose_plan(other.id, plan.id, "Second.", user, NOW)
    assert board_plan_id(plan.season_id) == third.id


def test_a_yardstick_is_not_chosen(plan: Plan, user: int) -> None:
    with pytest.raises(LookupError):
        choose_plan(other_plan(plan, yardstick=True).id, plan.id, "No.", user, NOW)


def test_a_plan_that_was_changed_by_hand_stands_before_what_was_made_for_the_plan_before(
    plan: Plan, user: int
) -> None:
    def shown(plan_id: int) -> tuple[bool, list[tuple[int, str]]]:
        view = view_comparison(plan_id, "en")
        assert view is not None
        return view.by_hand, [(one.plan_id, one.kind) for one in view.plans]

    older, weighted = other_plan(plan), other_plan(plan)
    add_comparison(plan, ("weighted", older))
    add_comparison(plan, ("weighted", weighted))
    add_comparison(plan, state="queued")
    moved = keep_move(plan.id, plan.sessions[0].id, Wanted(date(2026, 3, 5), time(20)), user, NOW)
    of_other_data = add_plan(add_run(db.session.get_one(Season, plan.season_id)))
    add_comparison(of_other_data, ("majority", other_plan(plan)))
    assert shown(moved) == (True, [(moved, "given"), (plan.id, "before"), (weighted.id, "weighted")])
    view = view_comparison(moved, "en")
    assert view is not None
    rates = {rate.set_key: rate.rate for rate in db.session.get_one(Plan, moved).rates}
    assert {rate.set_key: rate.rate for rate in view.plans[0].rates} == rates
    assert [(one.same, one.moved) for one in view.plans[:2]] == [(2, 0), (1, 1)]
    assert shown(plan.id)[0] is False
    add_comparison(db.session.get_one(Plan, moved), state="queued")
    assert shown(moved) == (False, [(moved, "given")]), "its own takes the place"


def test_a_plan_that_breaks_rules_by_hand_stands_before_none(plan: Plan, user: int) -> None:
    add_comparison(plan, ("weighted", other_plan(plan)))
    moved = keep_move(plan.id, plan.sessions[0].id, Wanted(date(2026, 3, 5)), user, NOW)
    view = view_comparison(moved, "en")
    assert view is not None
    assert (view.askable, [one.plan_id for one in view.plans]) == (False, [moved])
