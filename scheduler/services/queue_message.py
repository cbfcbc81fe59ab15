"""Put a message into the outbox, with the job that sends it."""

from __future__ import annotations

from datetime import datetime
from typing import Required, TypedDict, Unpack

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Job, Message

JOB_KIND = "deliver_messages"


class MessageFacts(TypedDict, total=False):
    """To whom, in which language, and by which channel: `email` unless told otherwise.

    `parameters` are ids only: names, texts and links are made when the message is sent.
    """

    caregiver_id: int
    user_id: int
    language: Required[str]
    parameters: dict[str, int]
    channel: str


def queue_message(
    template: str, *, now_utc: datetime, dedupe_key: str | None = None, **facts: Unpack[MessageFacts]
) -> None:
    """Add the message, and the job that sends it, to the caller's transaction."""
    if add_message(template, now_utc=now_utc, dedupe_key=dedupe_key, **facts):
        queue_delivery(now_utc)


def add_message(
    template: str, *, now_utc: datetime, dedupe_key: str | None = None, **facts: Unpack[MessageFacts]
) -> bool:
    """Add the message alone; False for one whose `dedupe_key` was queued before."""
    if dedupe_key is not None and _is_queued(dedupe_key):
        return False
    usual = {"channel": "email", "dedupe_key": dedupe_key, "queued_utc": now_utc}
    db.session.add(Message(template=template, **{**usual, **facts}))
    return True


def queue_delivery(now_utc: datetime) -> None:
    """One job of this use case, known by its instant, sends all of its messages."""
    mine = select(Job.id).where(Job.kind == JOB_KIND, Job.state == "queued", Job.created_utc == now_utc)
    if db.session.scalar(mine) is None:
        db.session.add(Job(kind=JOB_KIND, created_utc=now_utc))


def _is_queued(dedupe_key: str) -> bool:
    return db.session.scalar(select(Message.id).where(Message.dedupe_key == dedupe_key)) is not None
