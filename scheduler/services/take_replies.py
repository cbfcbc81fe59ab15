"""Look into the mailbox to which replies go, every minute, and take what is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from flask import current_app
from sqlalchemy import delete, select

from scheduler.calendars.reply_mail import MOST_BYTES
from scheduler.extensions import db
from scheduler.services.run_jobs import RunningJob
from scheduler.services.take_reply import TooManyWaiting, take_reply
from scheduler.storage.models import Job

TAKING = "take_replies"
EVERY = timedelta(minutes=1)


class Mailbox(Protocol):
    """Where mail comes in."""

    def take_each(self, take: Callable[[bytes], bool], most_bytes: int) -> int:
        """Hand each mail to `take`, and remove those for which it says True."""


def take_replies(job: RunningJob, mailbox: Mailbox, clock: Callable[[], datetime]) -> None:
    """Take each mail; one that finds too many waiting before it stays in the mailbox for the next time."""

    def take(data: bytes) -> bool:
        job.stop_if_cancelled()
        try:
            take_reply(data, clock())
        except TooManyWaiting:
            return False
        return True

    mailbox.take_each(take, MOST_BYTES)


def queue_due_taking(now_utc: datetime) -> None:
    """A job that looks, a minute after the last one was queued; those that are done are forgotten."""
    if current_app.extensions["settings"].reply_mailbox is None:
        return
    mine = select(Job.id).where(Job.kind == TAKING)
    soon = Job.state.in_(("queued", "running")) | (Job.created_utc > now_utc - EVERY)
    if db.session.scalar(mine.where(soon).limit(1)) is None:
        db.session.execute(delete(Job).where(Job.kind == TAKING))
        db.session.add(Job(kind=TAKING, created_utc=now_utc))
    db.session.commit()
