"""The queue of one app: it carries job numbers from whoever commits a job to a worker that is free."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from scheduler.config import Settings
from scheduler.extensions import db
from scheduler.storage.models import Job

_NEW_JOBS = "commonhour.new_jobs"

log = logging.getLogger(__name__)


def make_queue(settings: Settings) -> Huey:
    """Redis where the settings name one, else an SQLite file of its own. Results are not kept."""
    if settings.redis_url:
        return RedisHuey("commonhour", url=settings.redis_url, results=False)
    return SqliteHuey("commonhour", filename=str(settings.data_dir / "queue.db"), results=False)


def bind_queue(app: Flask) -> None:
    """Wake a worker for every job that this app's sessions commit; those in the background wait."""
    queue = make_queue(app.extensions["settings"])
    app.extensions["queue"] = queue
    app.extensions["wake"] = _on_wake_up(queue, _refuse)


def serve_queue(queue: Huey, work: Callable[[int], None]) -> None:
    """Run `work(job_id)` in this process for every wake-up that `queue` carries."""
    _on_wake_up(queue, work)


def _on_wake_up(queue: Huey, work: Callable[[int], None]) -> Any:
    """Huey knows a task by module and name, so that both ends of the queue must register it here."""

    def wake(job_id: int) -> None:
        work(job_id)

    return queue.task()(wake)


def _refuse(job_id: int) -> None:
    raise RuntimeError(f"job {job_id} was taken up outside a worker")


@event.listens_for(db.session, "after_flush")
def _note_new_jobs(session: Session, _context: UOWTransaction) -> None:
    for row in session.new:
        if isinstance(row, Job) and not row.background:
            session.info.setdefault(_NEW_JOBS, []).append(row.id)


@event.listens_for(db.session, "after_commit")
def _wake_for_new_jobs(session: Session) -> None:
    for job_id in session.info.pop(_NEW_JOBS, []):
        try:
            current_app.extensions["wake"](job_id)
        except Exception:  # the job is committed: whoever asked must not be told that it is not
            log.exception("no worker could be woken for job %s; a sweep will find it", job_id)


@event.listens_for(db.session, "after_rollback")
def _forget_new_jobs(session: Session) -> None:
    session.info.pop(_NEW_JOBS, None)
