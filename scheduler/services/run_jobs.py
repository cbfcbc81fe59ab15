"""A job's life: queued, running under a lease, then done, failed or cancelled. The row is the truth.

Every change is one UPDATE that names the state it expects, so that two workers can never both own a job
and a worker whose lease ran out can no longer touch it. Each runs in a short transaction of its own,
apart from whatever the job itself is doing.

A job in the background begins when nothing else waits or runs, and gives way as soon as somebody asks for
another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Engine, and_, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from scheduler.storage.models import Job

MOST_ATTEMPTS = 5
_HANDED_BACK: dict[str, Any] = {
    "state": "queued",
    "lease_owner": None,
    "lease_until_utc": None,
    "attempts": Job.attempts - 1,
}


class JobCancelledError(Exception):
    """Somebody asked for the job to stop, or another worker owns it now."""


class NothingFoundError(Exception):
    """What the job looked for was not found, through no fault of the program; the message names why."""


class RunningJob(Protocol):
    """What a use case that runs as a job sees of it."""

    @property
    def job_id(self) -> int: ...

    @property
    def arguments(self) -> Mapping[str, Any]: ...

    def report(self, progress: Mapping[str, Any]) -> None:
        """Show how far the job has come; may be called from any thread."""

    def cancelled(self) -> bool:
        """Whether to stop soon; quick enough to ask in a loop, from any thread."""

    def stop_if_cancelled(self) -> None:
        """Raises JobCancelledError where `cancelled()`."""

    def is_ours(self) -> bool:
        """Whether this worker still has the job: else nothing that it found may be kept."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that `owner` runs until its lease ends; `attempt` tells this claim from a later one."""

    job_id: int
    kind: str
    arguments: Mapping[str, Any]
    owner: str
    attempt: int
    lease: timedelta
    background: bool


def claim_job(
    engine: Engine, job_id: int, owner: str, lease: timedelta, now_utc: datetime
) -> ClaimedJob | None:
    """Take the job if it waits or its worker's lease ran out; None where somebody else has it."""
    with engine.begin() as connection:
        taken = connection.execute(
            update(Job)
            .where(Job.id == job_id, _is_due(now_utc), Job.attempts < MOST_ATTEMPTS)
            .values(
                state="running",
                lease_owner=owner,
                lease_until_utc=now_utc + lease,
                attempts=Job.attempts + 1,
                started_utc=now_utc,
            )
        )
        if not taken.rowcount:
            return None
        columns = select(Job.kind, Job.arguments, Job.attempts, Job.background)
        row = connection.execute(columns.where(Job.id == job_id)).one()
    return ClaimedJob(job_id, row.kind, row.arguments, owner, row.attempts, lease, row.background)


def renew_lease(engine: Engine, job: ClaimedJob, now_utc: datetime) -> None:
    """Keep the job for another lease."""
    with engine.begin() as connection:
        connection.execute(update(Job).where(_is_ours(job)).values(lease_until_utc=now_utc + job.lease))


def cancel_requested(engine: Engine, job: ClaimedJob) -> bool:
    """Whether somebody asked for the job to stop, or it is no longer ours."""
    with engine.begin() as connection:
        asked = connection.scalar(select(Job.cancel_requested).where(_is_ours(job)))
    return asked is None or asked


def still_ours(engine: Engine, job: ClaimedJob) -> bool:
    """Whether no other worker has taken the job up."""
    with engine.begin() as connection:
        return connection.scalar(select(Job.id).where(_is_ours(job))) is not None


def somebody_waits(engine: Engine) -> bool:
    """Whether a job that a person asked for is not done yet."""
    asked = Job.requested_by_id.is_not(None), Job.state.in_(("queued", "running"))
    with engine.begin() as connection:
        return connection.scalar(select(Job.id).where(*asked).limit(1)) is not None


def report_progress(engine: Engine, job: ClaimedJob, progress: Mapping[str, Any]) -> None:
    """Store what a page may show while the job runs."""
    with engine.begin() as connection:
        connection.execute(update(Job).where(_is_ours(job)).values(progress=dict(progress)))


def finish_job(engine: Engine, job: ClaimedJob, now_utc: datetime) -> None:
    """The job has done its work."""
    _end(engine, job, "done", now_utc)


def end_cancelled_job(engine: Engine, job: ClaimedJob, now_utc: datetime) -> None:
    """The job stopped because somebody asked it to."""
    _end(engine, job, "cancelled", now_utc)


def fail_job(engine: Engine, job: ClaimedJob, why: str, now_utc: datetime) -> None:
    """The job cannot be done; trying again would not help. `why` holds no personal data."""
    _end(engine, job, "failed", now_utc, why)


def hand_back_jobs(engine: Engine, owner: str) -> None:
    """Let others take up at once what `owner` runs, because it stops; this attempt does not count."""
    with engine.begin() as connection:
        theirs = Job.state == "running", Job.lease_owner == owner
        connection.execute(update(Job).where(*theirs).values(_HANDED_BACK))


def give_way(engine: Engine, job: ClaimedJob) -> None:
    """The job stopped because somebody waits for another: it is begun again later."""
    with engine.begin() as connection:
        connection.execute(update(Job).where(_is_ours(job)).values(_HANDED_BACK | {"progress": {}}))


def due_jobs(engine: Engine, now_utc: datetime) -> list[int]:
    """Jobs that nobody works on, oldest first; one in the background where there is nothing else to do.

    That one is about the newest plan: what is asked of it is what people look at.

    Those that were tried too often fail here, and those that were cancelled while they waited end.
    """
    with engine.begin() as connection:
        connection.execute(
            update(Job)
            .where(_is_due(now_utc), Job.attempts >= MOST_ATTEMPTS)
            .values(state="failed", finished_utc=now_utc, failure="interrupted too often")
        )
        connection.execute(
            update(Job)
            .where(Job.state == "queued", Job.cancel_requested)
            .values(state="cancelled", finished_utc=now_utc)
        )
        due = select(Job.id).where(_is_due(now_utc)).order_by(Job.id)
        first = list(connection.scalars(due.where(~Job.background)))
        at_work = select(Job.id).where(Job.state == "running", Job.lease_until_utc >= now_utc)
        if first or connection.scalar(at_work.limit(1)):
            return first
        newest_plan = Job.arguments["plan_id"].as_integer().desc()
        return list(connection.scalars(due.order_by(None).order_by(newest_plan, Job.id).limit(1)))


def _is_due(now_utc: datetime) -> ColumnElement[bool]:
    return or_(Job.state == "queued", and_(Job.state == "running", Job.lease_until_utc < now_utc))


def _is_ours(job: ClaimedJob) -> ColumnElement[bool]:
    return and_(
        Job.id == job.job_id,
        Job.state == "running",
        Job.lease_owner == job.owner,
        Job.attempts == job.attempt,
    )


def _end(engine: Engine, job: ClaimedJob, state: str, now_utc: datetime, failure: str | None = None) -> None:
    with engine.begin() as connection:
        connection.execute(
            update(Job)
            .where(_is_ours(job))
            .values(state=state, finished_utc=now_utc, lease_until_utc=None, failure=failure)
        )
