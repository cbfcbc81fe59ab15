"""A planning run as the board follows it."""

from __future__ import annotations

from sqlalchemy import exists, select

from scheduler.extensions import db
from scheduler.services.board_views import RunView
from scheduler.services.request_plan import PLANNING
from scheduler.storage.models import Job, Plan


def view_progress(job_id: int) -> RunView | None:
    """How far a planning run is; None for a job of another kind, or none at all."""
    job = db.session.get(Job, job_id)
    return run_view(job) if job is not None and job.kind == PLANNING else None


def latest_run(season_id: int) -> RunView | None:
    """The planning run of a season that was asked for last."""
    query = select(Job).where(Job.season_id == season_id, Job.kind == PLANNING).order_by(Job.id.desc())
    job = db.session.scalars(query.limit(1)).first()
    return None if job is None else run_view(job)


def run_view(job: Job) -> RunView:
    """A job row of a planning run as a plain value."""
    return RunView(
        job_id=job.id,
        state=job.state,
        objective=job.arguments["objective"],
        around=job.arguments.get("around"),
        stage=job.progress.get("stage"),
        best=job.progress.get("best"),
        bound=job.progress.get("bound"),
        seconds=job.progress.get("seconds", 0),
        cancel_requested=job.cancel_requested,
        failure=job.failure,
        kept=_has_plan(job.id),
    )


def _has_plan(job_id: int) -> bool:
    made = exists().where(Plan.job_id == job_id, ~Plan.yardstick, Plan.status != "infeasible")
    return bool(db.session.scalar(select(made)))
