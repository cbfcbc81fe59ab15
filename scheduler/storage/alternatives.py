"""Plans that were made to be compared: which job made them, and of which plan."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, exists, select

from scheduler.extensions import db
from scheduler.storage.models import Job, Plan, PlanAlternative


def alternatives_of(job_id: int) -> Sequence[PlanAlternative]:
    """What a job has made so far, in the order in which it was made."""
    query = select(PlanAlternative).where(PlanAlternative.job_id == job_id)
    return db.session.scalars(query.order_by(PlanAlternative.id)).all()


def comparison_with(plan_id: int, kind: str) -> Job | None:
    """The newest job of this `kind` that compares the plan with others, from either side."""
    season = select(Plan.season_id).where(Plan.id == plan_id).scalar_subquery()
    jobs = select(Job).where(Job.season_id == season, Job.kind == kind).order_by(Job.id.desc())
    made = set(db.session.scalars(select(PlanAlternative.job_id).where(PlanAlternative.plan_id == plan_id)))
    return next(
        (job for job in db.session.scalars(jobs) if job.arguments["plan_id"] == plan_id or job.id in made),
        None,
    )


def comparison_of_same_data(plan_id: int, kind: str) -> Job | None:
    """The newest job of this `kind` that found others for a plan made of the same instance."""
    own = select(Plan.season_id, Plan.instance_hash).where(Plan.id == plan_id).subquery()
    same = Plan.season_id == own.c.season_id, Plan.instance_hash == own.c.instance_hash
    jobs = select(Job).join(Plan, Plan.id == Job.arguments["plan_id"].as_integer()).join(own, and_(*same))
    found = exists().where(PlanAlternative.job_id == Job.id)
    return db.session.scalars(jobs.where(Job.kind == kind, found).order_by(Job.id.desc()).limit(1)).first()
