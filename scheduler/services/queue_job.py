"""Give work to a worker on behalf of whoever asked for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Job


def queue_job(
    kind: str,
    arguments: dict[str, Any],
    season_id: int,
    user_id: int | None,
    now_utc: datetime,
    *,
    audited: str,
) -> int:
    """Queue a job and commit; its id. Without a user a worker asked for it, and it runs in the background.

    The audit trail says that they `audited` the plan that the arguments name, or else the job.
    """
    job = Job(
        kind=kind,
        arguments=arguments,
        season_id=season_id,
        requested_by_id=user_id,
        background=user_id is None,
        created_utc=now_utc,
    )
    db.session.add(job)
    db.session.flush()
    actor = "worker" if user_id is None else "user"
    about, subject_id = ("plan", arguments["plan_id"]) if "plan_id" in arguments else ("job", job.id)
    record_audit(actor, user_id, audited, about, subject_id, now_utc)
    db.session.commit()
    return job.id
