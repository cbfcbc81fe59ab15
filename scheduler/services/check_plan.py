"""Check a stored plan once more, against the data it was made from, by a judge the solver does not share."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from scheduler.domain.checker import check_plan
from scheduler.domain.instance_json import instance_hash
from scheduler.extensions import db
from scheduler.services.queue_job import queue_job
from scheduler.services.run_jobs import RunningJob
from scheduler.storage.models import Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot

CHECKING = "check_plan"


def request_check(plan_id: int, user_id: int, now_utc: datetime) -> int | None:
    """Queue a check; the job's id. None where there is no such plan, or no valid one is promised."""
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.objective == "headcount" or plan.status == "infeasible":
        return None
    arguments = {"plan_id": plan_id}
    return queue_job(CHECKING, arguments, plan.season_id, user_id, now_utc, audited="check")


def run_check(job: RunningJob) -> None:
    """Judge the plan and report how many `faults` it has; data other than it was made from is one.

    Once families have withdrawn, rates are no longer those that were promised; then only what does not
    depend on them is judged: times, places, providers and their hours.
    """
    row = db.session.get_one(Plan, job.arguments["plan_id"])
    plan, stored = load_plan(row.id), load_snapshot(row.snapshot_id, row.floors, row.wishes)
    instance = stored.instance
    altered = not stored.withdrawn and instance_hash(instance) != row.instance_hash
    if stored.withdrawn:
        plan, instance = replace(plan, status="feasible", levels=()), replace(instance, floors=())
    db.session.rollback()
    job.report({"faults": len(check_plan(instance, plan)) + altered})
