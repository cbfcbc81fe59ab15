"""How far each group could be included by any plan: found after a planning run, and kept with its job.

A ceiling belongs to a run, not to one plan: it holds for every plan of the same answers, floors and wishes,
also for one that was changed by hand since.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from scheduler.domain.instance import Floor, Instance
from scheduler.domain.plan import Session
from scheduler.domain.value_rules import FLOOR_TOLERANCE
from scheduler.evaluation import Season
from scheduler.extensions import db
from scheduler.services.board_views import CeilingView
from scheduler.services.plan_season import Effort
from scheduler.services.request_plan import CEILINGS
from scheduler.services.run_jobs import JobCancelledError, RunningJob
from scheduler.services.work_apart import work_apart
from scheduler.solver import Cancelled, Progress
from scheduler.storage.models import Job, Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from scheduler.why.ceiling import ceilings
from scheduler.why.levels import Effort as Solving

UNDER_WAY = ("queued", "running")


@dataclass(frozen=True, slots=True)
class FoundCeilings:
    """The ceilings that are known by set of families, and whether more are being looked for."""

    by_set: Mapping[str, CeilingView]
    under_way: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Sets of families whose ceilings are looked for, from a valid plan; `solving` is for all of them."""

    instance: Instance
    sessions: tuple[Session, ...]
    sets: tuple[str, ...]
    solving: Solving


Found = dict[str, dict[str, float]]
"""By set, how far a plan is known to go (`reached`), and how far at most (`bound`)."""


def search(task: Search, _progress: Callable[[Progress], None], _cancelled: Callable[[], bool]) -> Found:
    """The ceilings of the sets, each with what the time was enough to find."""
    found = ceilings(task.instance, task.sessions, task.sets, task.solving)
    return {top.set_name: {"reached": top.reached, "bound": top.bound} for top in found}


def search_apart(task: Search, cancelled: Callable[[], bool]) -> Found:
    """The same in another process, which ends as soon as nobody wants it any more."""
    return work_apart(search, task, lambda _: None, cancelled, at_once=True)


def run_ceilings(
    job: RunningJob, effort: Effort, searching: Callable[[Search, Callable[[], bool]], Found] = search_apart
) -> None:
    """Find the ceiling of each group that is compared; they share the time.

    Where families left meanwhile, floors that the plan fell below by that do not count: ceilings that were
    missing would tell of the first family to leave.
    """
    plan = db.session.get(Plan, job.arguments["plan_id"])
    if plan is None:  # its run was interrupted and began anew
        return
    sets = tuple(rate.set_key for rate in plan.rates if rate.takes_part and rate.rate is not None)
    stored = load_snapshot(plan.snapshot_id, plan.floors, plan.wishes)
    instance, sessions = stored.instance, load_plan(plan.id).sessions
    db.session.rollback()
    if stored.withdrawn:
        instance, sets = _of_those_who_stayed(instance, sessions, sets)
    if not sets:
        return
    solving = Solving(effort.seconds, effort.threads, effort.seed)
    try:
        job.report({"sets": searching(Search(instance, sessions, sets, solving), job.cancelled)})
    except Cancelled:
        raise JobCancelledError from None


def found_ceilings(plan: Plan) -> FoundCeilings:
    """What is known of the run that a plan comes from."""
    query = select(Job).where(
        Job.season_id == plan.season_id,
        Job.kind == CEILINGS,
        Job.arguments["run_id"].as_integer() == plan.job_id,
    )
    job = db.session.scalars(query.order_by(Job.id.desc()).limit(1)).first()
    if job is None:
        return FoundCeilings({}, under_way=False)
    known = job.progress.get("sets", {})
    return FoundCeilings(
        {key: CeilingView(each["reached"], each["bound"]) for key, each in known.items()},
        under_way=job.state in UNDER_WAY,
    )


def _of_those_who_stayed(
    instance: Instance, sessions: tuple[Session, ...], sets: tuple[str, ...]
) -> tuple[Instance, tuple[str, ...]]:
    """The instance with the floors that the sessions still keep, and those of the sets that are left."""
    given = Season(instance).rates(sessions).season

    def is_kept(floor: Floor) -> bool:
        rate = given.get(floor.group)
        return rate is None or rate >= floor.rate - FLOOR_TOLERANCE

    kept = replace(instance, floors=tuple(filter(is_kept, instance.floors)))
    return kept, tuple(key for key in sets if given.get(key) is not None)
