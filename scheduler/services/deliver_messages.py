"""Send what waits in the outbox. Texts and links are written at the last moment and kept nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, or_, select, update

from scheduler.extensions import db
from scheduler.messaging.channels import Channel, Letter, PermanentSendError, TransientSendError
from scheduler.messaging.letters import sign_in_letter
from scheduler.services.ask_on_sundays import TEMPLATE as SUNDAY
from scheduler.services.ask_on_sundays import write_sunday_letter
from scheduler.services.invite_person import TEMPLATE as WELCOME
from scheduler.services.invite_person import write_welcome_letter
from scheduler.services.queue_message import JOB_KIND
from scheduler.services.sign_in import TEMPLATE as SIGN_IN
from scheduler.services.sign_in import VALID_FOR, issue_sign_in_token
from scheduler.services.tell_proposer import TEMPLATE as PROPOSAL
from scheduler.services.tell_proposer import write_proposal_letter
from scheduler.services.write_invitation import NEWS, write_invitation
from scheduler.storage.models import Job, Message, User

#: How long after it was queued a message is tried for the first time, the second, and so on.
TRIES_AFTER = (
    timedelta(0),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)


def deliver_waiting(channel: Channel, base_url: str, now_utc: datetime) -> int:
    """Send every message whose time has come, and give how many were sent.

    Each try is claimed and committed before anything is sent, so that two workers never send the same
    message, and one that dies in the middle leaves it to be tried again.
    """
    due = db.session.execute(select(Message.id, Message.attempts).where(_is_due(now_utc))).all()
    db.session.commit()
    return sum(_deliver(message_id, tried, channel, base_url, now_utc) for message_id, tried in due)


def queue_due_delivery(now_utc: datetime) -> None:
    """A job for messages that are to be tried again, unless one is on its way."""
    on_its_way = select(Job.id).where(Job.kind == JOB_KIND, Job.state.in_(("queued", "running")))
    if db.session.scalar(on_its_way.limit(1)) is None and db.session.scalar(
        select(Message.id).where(_is_due(now_utc)).limit(1)
    ):
        db.session.add(Job(kind=JOB_KIND, created_utc=now_utc))
    db.session.commit()


def _is_due(now_utc: datetime) -> ColumnElement[bool]:
    its_time = or_(
        *(
            (Message.attempts == tried) & (Message.queued_utc <= now_utc - after)
            for tried, after in enumerate(TRIES_AFTER)
        )
    )
    return (Message.state == "waiting") & (Message.channel == "email") & its_time


def _deliver(message_id: int, tried: int, channel: Channel, base_url: str, now_utc: datetime) -> bool:
    if not _claim(message_id, tried):
        return False
    try:
        letter = _write(db.session.get_one(Message, message_id), base_url, now_utc)
        db.session.commit()
        channel.send(letter)
    except PermanentSendError as error:
        return _settle(message_id, state="failed", failure=str(error))
    except TransientSendError as error:
        last = tried + 1 == len(TRIES_AFTER)
        return _settle(message_id, state="failed" if last else "waiting", failure=str(error))
    return _settle(message_id, state="sent", failure=None, sent_utc=now_utc)


def _claim(message_id: int, tried: int) -> bool:
    claimed = db.session.execute(
        update(Message)
        .where(Message.id == message_id, Message.attempts == tried, Message.state == "waiting")
        .values(attempts=tried + 1)
    )
    db.session.commit()
    return cast(CursorResult[Any], claimed).rowcount == 1


def _settle(message_id: int, **values: Any) -> bool:
    """A statement, not the row: the person may have been deleted while the letter was on its way."""
    db.session.execute(update(Message).where(Message.id == message_id).values(**values))
    db.session.commit()
    return bool(values["state"] == "sent")


def _write(message: Message, base_url: str, now_utc: datetime) -> Letter:
    if message.template in NEWS:
        return write_invitation(message, now_utc)
    if message.template == PROPOSAL:
        return write_proposal_letter(message, now_utc)
    if message.template == SUNDAY:
        return write_sunday_letter(message, base_url, now_utc)
    if message.template not in (SIGN_IN, WELCOME):
        raise PermanentSendError(f"there is no letter {message.template!r}")
    user = db.session.get_one(User, message.user_id)
    if not user.active:
        raise PermanentSendError("the account has ended")
    if message.template == WELCOME:
        return write_welcome_letter(user, base_url, now_utc)
    link = f"{base_url}/account/enter/{issue_sign_in_token(user.id, now_utc)}"
    minutes = int(VALID_FOR.total_seconds()) // 60
    return sign_in_letter(user.email, message.language, link, minutes, now_utc)
