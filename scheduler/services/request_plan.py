"""Ask for a season to be planned, or for a run to stop. A worker does the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from scheduler.domain.plan import Objective
from scheduler.extensions import db
from scheduler.services.queue_job import queue_job
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Job, Plan, Season

PLANNING = "plan_season"
CEILINGS = "find_ceilings"


def request_plan(
    season_id: int, objective: Objective, user_id: int, now_utc: datetime, around: int | None = None
) -> int | None:
    """Queue a planning run, unless one is under way; the job's id. None where no such season is open.

    `around` is a plan of the season of which the new one keeps as much as it can at equal inclusion.
    """
    is_open = select(Season.id).where(Season.id == season_id, Season.state == "open")
    if db.session.scalar(is_open.with_for_update()) is None:  # two presses at once make one run
        return None
    if around is not None and not _is_of(around, season_id):
        return None
    under_way = select(Job.id).where(
        Job.kind == PLANNING, Job.season_id == season_id, Job.state.in_(("queued", "running"))
    )
    if (job_id := db.session.scalar(under_way.limit(1))) is not None:
        return job_id
    arguments = {"season_id": season_id, "objective": objective} | ({"around": around} if around else {})
    return queue_job(PLANNING, arguments, season_id, user_id, now_utc, audited="plan")


def request_ceilings(season_id: int, run_id: int, plan_id: int, now_utc: datetime) -> None:
    """Queue a search for how far each group could go, in the caller's transaction.

    It starts from a plan of the run that was just made.
    """
    job = Job(kind=CEILINGS, season_id=season_id, background=True, created_utc=now_utc)
    job.arguments = {"run_id": run_id, "plan_id": plan_id}
    db.session.add(job)


def _is_of(plan_id: int, season_id: int) -> bool:
    plan = db.session.get(Plan, plan_id)
    return plan is not None and plan.season_id == season_id


def cancel_plan(job_id: int, user_id: int, now_utc: datetime) -> None:
    """Ask a planning run to stop: it keeps the best plan that it has found by then.

    Raises:
        NoResultFound: there is no such job.
    """
    job = db.session.get_one(Job, job_id)
    job.cancel_requested = True
    record_audit("user", user_id, "cancel", "job", job_id, now_utc)
    db.session.commit()
