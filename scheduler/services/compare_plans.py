"""Make plans to compare with one: the best for each other end, and some that differ most and lose little.

All are made of the same data, with the same money, floors and wishes, so that each of them may be chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select, update

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_hash
from scheduler.domain.plan import OBJECTIVES, Objective, Plan, Session
from scheduler.evaluation import Season
from scheduler.extensions import db
from scheduler.services.plan_outcome import plan_outcome
from scheduler.services.plan_season import Effort
from scheduler.services.queue_job import queue_job
from scheduler.services.run_jobs import JobCancelledError, RunningJob
from scheduler.services.solve_apart import Solve, Task, solve_apart
from scheduler.services.work_apart import work_apart
from scheduler.solver import Cancelled, NoPlanInTime, Progress
from scheduler.storage.alternatives import alternatives_of
from scheduler.storage.models import Job, PlanAlternative
from scheduler.storage.models import Plan as PlanRow
from scheduler.storage.plans import PlanSource, load_plan, store_plan
from scheduler.storage.snapshots import load_snapshot
from scheduler.why.levels import Effort as WhyEffort
from scheduler.why.variety import variants

COMPARING = "compare_plans"
MOST_VARIED = 3
LOSS = 0.01
"""How much a plan that differs may lose of the plan, on any level but cost."""
VARIED = "varied"


def compare_by_default(planning_job_id: int, now_utc: datetime) -> None:
    """Have the plan of a run compared while nobody waits for anything else, if it may be released.

    It takes the place of any comparison that nobody asked for of an earlier plan of the season.
    """
    made = select(PlanRow).where(PlanRow.job_id == planning_job_id, ~PlanRow.yardstick, ~PlanRow.trial)
    plan = db.session.scalars(made.order_by(PlanRow.id).limit(1)).first()
    if plan is not None and not plan.faults and plan.status != "infeasible":
        older = (
            Job.kind == COMPARING,
            Job.season_id == plan.season_id,
            Job.background,
            Job.state.in_(("queued", "running")),
            Job.arguments["plan_id"].as_integer() != plan.id,
        )
        db.session.execute(update(Job).where(*older).values(cancel_requested=True))
        request_comparison(plan.id, None, now_utc)
    db.session.rollback()  # what is only read holds SQLite's lock too


def request_comparison(plan_id: int, user_id: int | None, now_utc: datetime) -> int | None:
    """Queue a comparison, unless one of this plan is under way; the job's id.

    Without a user it is made in the background. None where there is no such plan, or it breaks rules: then
    nothing is as good as it.
    """
    plan = db.session.get(PlanRow, plan_id)
    if plan is None or plan.yardstick or plan.faults or plan.status == "infeasible":
        return None
    under_way = select(Job).where(
        Job.kind == COMPARING, Job.season_id == plan.season_id, Job.state.in_(("queued", "running"))
    )
    for job in db.session.scalars(under_way):
        if job.arguments["plan_id"] == plan_id:
            return job.id
    arguments = {"plan_id": plan_id}
    return queue_job(COMPARING, arguments, plan.season_id, user_id, now_utc, audited="compare")


def run_comparison(
    job: RunningJob, effort: Effort, clock: Callable[[], datetime], solving: Solve = solve_apart
) -> None:
    """Make and store the plans, one after the other: what was found is kept where the run is cancelled.

    One that was interrupted goes on with those that it has not found.
    """
    run = _Run(job, effort, clock, solving)
    for number, objective in enumerate(run.other_ends, 1):
        if objective not in run.found:
            run.keep_best(objective, number)
    if VARIED not in run.found:
        run.keep_varied()


@dataclass(frozen=True, slots=True)
class VariedTask:
    """What `scheduler.why.variety.variants` is asked."""

    instance: Instance
    sessions: tuple[Session, ...]
    solving: WhyEffort


def solve_varied(
    task: VariedTask, _progress: Callable[[Progress], None], _cancelled: Callable[[], bool]
) -> list[tuple[Session, ...]]:
    """The sessions of each plan that differs."""
    found = variants(task.instance, task.sessions, MOST_VARIED, LOSS, task.solving)
    return [one.sessions for one in found]


class _Run:
    """The plans of one comparison, each checked by code that the solver does not share, then stored."""

    def __init__(
        self, job: RunningJob, effort: Effort, clock: Callable[[], datetime], solving: Solve
    ) -> None:
        self._job, self._effort, self._clock, self._solving = job, effort, clock, solving
        self._of_id: int = job.arguments["plan_id"]
        row = db.session.get_one(PlanRow, self._of_id)
        self._source: dict[str, Any] = {
            "season_id": row.season_id,
            "snapshot_id": row.snapshot_id,
            "job_id": row.job_id,
            "floors": tuple(row.floors),
            "wishes": tuple(row.wishes),
            "trial": row.trial,
        }
        self._objective = cast(Objective, row.objective)
        given = load_plan(self._of_id)
        self._sessions = given.sessions
        self.other_ends = [each for each in OBJECTIVES if each != self._objective or not given.levels]
        """The ends for which no plan is there: a plan that was changed by hand is best for none."""
        self.found = {one.kind for one in alternatives_of(job.job_id)}
        self._instance = load_snapshot(row.snapshot_id, row.floors, row.wishes).instance
        self._season = Season(self._instance)
        self._majority = _majority_sessions(row.snapshot_id)
        db.session.rollback()

    def keep_best(self, objective: Objective, number: int) -> None:
        """The best plan for an end; where the time is too short for one, there is none."""
        effort = self._effort
        task = Task(
            self._instance,
            objective,
            effort.seconds / 2,
            effort.threads,
            effort.seed,
            self._sessions,
            otherwise=self._majority,
        )

        def report(progress: Progress) -> None:
            self._report(objective, number, progress)

        self._report(objective, number)
        try:
            plan = self._solving(task, report, self._job.cancelled)
        except NoPlanInTime:
            return
        except Cancelled:
            raise JobCancelledError from None
        self._store(plan, objective)

    def keep_varied(self) -> None:
        """Plans that differ most from the one given and from each other."""
        number = len(self.other_ends) + 1
        effort = self._effort
        self._report(VARIED, number)
        solving = WhyEffort(effort.seconds, effort.threads, effort.seed)
        task = VariedTask(self._instance, self._sessions, solving)
        try:
            found = work_apart(solve_varied, task, lambda _: None, self._job.cancelled, at_once=True)
        except Cancelled:
            raise JobCancelledError from None
        for sessions in found:
            self._store(Plan("feasible", self._objective, sessions), VARIED)

    def _report(self, part: str, number: int, progress: Progress | None = None) -> None:
        shown = {"part": part, "number": number, "parts": len(self.other_ends) + 1}
        if progress is not None:
            shown |= {"stage": progress.stage, "best": progress.best, "bound": progress.bound}
        self._job.report(shown | {"seconds": progress.seconds if progress else 0})

    def _store(self, plan: Plan, kind: str) -> None:
        if not self._job.is_ours():
            raise JobCancelledError
        faults = check_plan(self._instance, plan)
        if faults:
            raise RuntimeError(f"the solver gave a plan with {len(faults)} faults: {faults[0].text}")
        outcome = plan_outcome(self._season, plan, self._season.rates(plan.sessions))
        source = PlanSource(
            objective=plan.objective,
            yardstick=False,
            instance_hash=instance_hash(self._instance),
            **self._source,
        )
        plan_id = store_plan(plan, outcome, source, self._clock())
        db.session.add(
            PlanAlternative(job_id=self._job.job_id, of_id=self._of_id, plan_id=plan_id, kind=kind)
        )
        db.session.commit()
        self._job.stop_if_cancelled()


def _majority_sessions(snapshot_id: int) -> tuple[Session, ...]:
    """Those of the run's yardstick, so that no plan that is compared falls behind it at its own end."""
    query = select(PlanRow.id).where(
        PlanRow.snapshot_id == snapshot_id,
        PlanRow.yardstick,
        PlanRow.objective == "majority",
        PlanRow.status != "infeasible",
    )
    plan_id = db.session.scalar(query.order_by(PlanRow.id.desc()).limit(1))
    return () if plan_id is None else load_plan(plan_id).sessions
