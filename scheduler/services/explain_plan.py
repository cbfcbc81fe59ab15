"""Why a plan is as it is: asked for by a co-planner, solved by a worker, kept with the job.

What is kept is exact and has no family in it by itself; whoever shows it makes it coarse.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.moved_session import session_rows
from scheduler.services.plan_season import Effort
from scheduler.services.record_audit import record_audit
from scheduler.services.run_jobs import RunningJob
from scheduler.storage.models import Job, Plan
from scheduler.storage.plans import load_plan
from scheduler.storage.snapshots import load_snapshot
from scheduler.why.ceiling import ceiling
from scheduler.why.changes import changes_that_include_more
from scheduler.why.left_out import left_out
from scheduler.why.levels import Effort as Solving
from scheduler.why.session import Forced, why_session

EXPLAINING = "explain_plan"
MOST_CHANGES = 4
SOLVES = {"session": 2, "set": 3 + MOST_CHANGES}
"""How many solves a question takes: the time of a run is shared among them."""


def request_why(plan_id: int, about: str, key: str, user_id: int, now_utc: datetime) -> int | None:
    """Queue a question `about` a "session" (by row) or a "set" (by key); the job's id.

    None where there is no such plan, or it breaks rules: then nothing can be proven about it.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None or plan.faults or plan.status == "infeasible" or plan.objective == "headcount":
        return None
    job = Job(
        kind=EXPLAINING,
        arguments={"plan_id": plan_id, "about": about, "key": key},
        season_id=plan.season_id,
        requested_by_id=user_id,
        created_utc=now_utc,
    )
    db.session.add(job)
    db.session.flush()
    record_audit("user", user_id, "explain", "plan", plan_id, now_utc)
    db.session.commit()
    return job.id


def latest_why(plan_id: int, about: str, key: str) -> Job | None:
    """The last time that this was asked."""
    season = select(Plan.season_id).where(Plan.id == plan_id).scalar_subquery()
    query = select(Job).where(Job.season_id == season, Job.kind == EXPLAINING).order_by(Job.id.desc())
    wanted = {"plan_id": plan_id, "about": about, "key": key}
    return next((job for job in db.session.scalars(query) if job.arguments == wanted), None)


def run_why(job: RunningJob, effort: Effort) -> None:
    """Answer one question and report all of the answer at once."""
    plan_id, about, key = (job.arguments[name] for name in ("plan_id", "about", "key"))
    row = db.session.get_one(Plan, plan_id)
    sessions = load_plan(plan_id).sessions
    instance = load_snapshot(row.snapshot_id, row.floors, row.wishes).instance
    rows = session_rows(plan_id)
    db.session.rollback()
    solving = Solving(effort.seconds / SOLVES[about], effort.threads, effort.seed)
    if about == "set":
        job.report(about_set(instance, sessions, key, solving))
        return
    ids = next(ids for ids, session_row in rows.items() if session_row == int(key))
    session = next(s for s in sessions if (s.event, moment_text(s.start), s.place) == ids)
    job.report(about_session(instance, sessions, session, solving))


def about_session(
    instance: Instance, sessions: tuple[Session, ...], session: Session, solving: Solving
) -> dict[str, Any]:
    """What holding the session's event on another day, or at another place, would cost at least."""
    found = why_session(instance, sessions, session, solving)
    return {"forced": [_forced(forced) for forced in found.forced]}


def about_set(
    instance: Instance, sessions: tuple[Session, ...], set_key: str, solving: Solving
) -> dict[str, Any]:
    """Who of a set is left out by cause, how far it could go, and what would help, each solved."""
    causes: dict[tuple[str, str], float] = defaultdict(float)
    for row in left_out(instance, sessions):
        if set_key in row.by_set:
            causes[row.cause.kind, row.cause.detail] += row.by_set[set_key].missing
    top = ceiling(instance, sessions, set_key, solving)
    changes = changes_that_include_more(instance, sessions, MOST_CHANGES, solving)
    return {
        "causes": [[*cause, missing] for cause, missing in sorted(causes.items(), key=lambda item: -item[1])],
        "ceiling": None if top is None else {"here": top.here, "reached": top.reached, "bound": top.bound},
        "tried": changes.tried,
        "changes": [
            {"kind": one.kind, "facts": dict(one.facts), "proven": one.proven} for one in changes.confirmed
        ],
    }


def _forced(forced: Forced) -> dict[str, Any]:
    short = None if forced.shortfall is None else asdict(forced.shortfall)
    return {
        "forbidden": forced.forbidden,
        "possible": forced.possible,
        "found": forced.sessions is not None,
        "shortfall": short,
    }
