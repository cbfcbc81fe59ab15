"""Put a message into the outbox, with the job that sends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Job, Message

JOB_KIND = "deliver_messages"


def queue_message(
    template: str,
    *,
    language: str,
    caregiver_id: int | None = None,
    user_id: int | None = None,
    parameters: Mapping[str, int] | None = None,
    channel: str = "email",
    dedupe_key: str | None = None,
    now_utc: datetime,
) -> None:
    """Add the message to the caller's transaction; one with the same `dedupe_key` is queued only once.

    `parameters` are ids only: names, texts and links are made when the message is sent.
    """
    if dedupe_key is not None and _is_queued(dedupe_key):
        return
    db.session.add(
        Message(
            caregiver_id=caregiver_id,
            user_id=user_id,
            channel=channel,
            language=language,
            template=template,
            parameters=dict(parameters or {}),
            dedupe_key=dedupe_key,
            queued_utc=now_utc,
        )
    )
    _queue_delivery(now_utc)


def _is_queued(dedupe_key: str) -> bool:
    return db.session.scalar(select(Message.id).where(Message.dedupe_key == dedupe_key)) is not None


def _queue_delivery(now_utc: datetime) -> None:
    """One job of this use case, known by its instant, sends all of its messages."""
    mine = select(Job.id).where(Job.kind == JOB_KIND, Job.state == "queued", Job.created_utc == now_utc)
    if db.session.scalar(mine) is None:
        db.session.add(Job(kind=JOB_KIND, created_utc=now_utc))
