"""The last check of a stored plan, as the board follows it."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_views import CheckView
from scheduler.services.check_plan import CHECKING
from scheduler.storage.models import Job, Plan


def view_check(plan_id: int) -> CheckView | None:
    """The last check in the plan's season; None where it was one of another plan, or there is none."""
    season = select(Plan.season_id).where(Plan.id == plan_id).scalar_subquery()
    query = select(Job).where(Job.season_id == season, Job.kind == CHECKING)
    job = db.session.scalars(query.order_by(Job.id.desc()).limit(1)).first()
    if job is None or job.arguments["plan_id"] != plan_id:
        return None
    faults = job.progress.get("faults") if job.state == "done" else None
    return CheckView(job.state, faults, job.finished_utc)
