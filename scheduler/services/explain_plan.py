"""Why a plan is as it is: asked for by a co-planner, solved by a worker, kept with the job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.plan import Session
from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.answer_why import Question, answer_why
from scheduler.services.moved_session import session_rows
from scheduler.services.plan_season import Effort
from scheduler.services.queue_job import queue_job
from scheduler.services.record_audit import record_audit
from scheduler.services.run_jobs import JobCancelledError, RunningJob
from scheduler.services.work_apart import work_apart
from scheduler.solver import Cancelled
from scheduler.storage.models import Job, Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from scheduler.why.levels import Effort as Solving

EXPLAINING = "explain_plan"

Answering = Callable[[Question, Callable[[], bool]], dict[str, Any]]


def request_why(plan_id: int, about: str, key: str, user_id: int | None, now_utc: datetime) -> int | None:
    """Queue a question (`answer_why.ABOUT`), unless the same one is under way; the job's id.

    A `key` is the row of a session or the key of a set. None where there is no such plan, or it breaks
    rules: then nothing can be proven about it.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.faults or plan.status == "infeasible" or plan.objective == "headcount":
        return None
    asked = latest_why(plan_id, about, key)
    if asked is not None and asked.state in ("queued", "running"):
        return asked.id
    arguments = {"plan_id": plan_id, "about": about, "key": key}
    return queue_job(EXPLAINING, arguments, plan.season_id, user_id, now_utc, audited="explain")


def cancel_why(plan_id: int, about: str, key: str, user_id: int, now_utc: datetime) -> bool:
    """Have a question that is being worked on ended; False where it was never asked."""
    job = latest_why(plan_id, about, key)
    if job is None:
        return False
    job.cancel_requested = True
    record_audit("user", user_id, "cancel", "job", job.id, now_utc)
    db.session.commit()
    return True


def latest_why(plan_id: int, about: str, key: str) -> Job | None:
    """The last time that this was asked."""
    season = select(Plan.season_id).where(Plan.id == plan_id).scalar_subquery()
    asked = (
        Job.season_id == season,
        Job.kind == EXPLAINING,
        Job.arguments["plan_id"].as_integer() == plan_id,
        Job.arguments["about"].as_string() == about,
        Job.arguments["key"].as_string() == key,
    )
    return db.session.scalars(select(Job).where(*asked).order_by(Job.id.desc()).limit(1)).first()


def answer_apart(question: Question, cancelled: Callable[[], bool]) -> dict[str, Any]:
    """The answer, worked out in another process that ends as soon as nobody wants it any more."""
    return work_apart(answer_why, question, lambda _: None, cancelled, at_once=True)


def run_why(job: RunningJob, effort: Effort, answering: Answering = answer_apart) -> None:
    """Answer one question and report all of the answer at once."""
    plan_id, about, key = (job.arguments[name] for name in ("plan_id", "about", "key"))
    row = db.session.get_one(Plan, plan_id)
    sessions = load_plan(plan_id).sessions
    rows = session_rows(plan_id)
    asked = next((ids for ids, session_row in rows.items() if str(session_row) == key), None)
    question = Question(
        about=about,
        key=key,
        instance=load_snapshot(row.snapshot_id, row.floors, row.wishes).instance,
        sessions=sessions,
        session=next((s for s in sessions if (s.event, moment_text(s.start), s.place) == asked), None),
        solving=Solving(effort.seconds, effort.threads, effort.seed),
        others=_others(row) if about == "trades" else (),
    )
    db.session.rollback()
    try:
        job.report(answering(question, job.cancelled))
    except Cancelled:
        raise JobCancelledError from None


def _others(row: Plan) -> tuple[tuple[Session, ...], ...]:
    """The other plans of the same snapshot, yardsticks too: some may be better without a step."""
    alike = select(Plan.id).where(
        Plan.snapshot_id == row.snapshot_id, Plan.id != row.id, Plan.status != "infeasible"
    )
    return tuple(load_plan(plan_id).sessions for plan_id in db.session.scalars(alike).all())
