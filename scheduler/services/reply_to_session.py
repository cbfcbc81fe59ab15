"""A caregiver says whether they will come to a released session, or takes that back."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.my_sessions import my_sessions
from scheduler.services.record_audit import record_audit
from scheduler.services.told_session import ToldSession
from scheduler.storage.models import Caregiver, Rsvp

Reply = Literal["in_person", "online", "cannot", "needs_more"]

_WAYS: dict[str, tuple[Reply, ...]] = {
    "in_person": ("in_person",),
    "online": ("online",),
    "phone": ("online",),
    "hybrid": ("in_person", "online"),
}


class NotToReplyTo(Exception):
    """This session is not one of the caregiver's, is cancelled, or is not held in that way."""


def replies_to(session: ToldSession) -> tuple[Reply, ...]:
    """What can be said to a session; nothing to a cancelled one."""
    return () if session.cancelled else (*_WAYS[session.format], "cannot", "needs_more")


def reply_to_session(
    caregiver_id: int, season_id: int, session_uid: str, reply: str, now_utc: datetime
) -> None:
    """Store the reply; "" takes an earlier one back. The same reply twice is the same as once.

    Raises:
        NotToReplyTo: where that cannot be said to that session by this caregiver.
    """
    db.session.scalars(select(Caregiver.id).where(Caregiver.id == caregiver_id).with_for_update()).one()
    mine = {session.uid: session for session in my_sessions(caregiver_id, season_id).sessions}
    session = mine.get(session_uid)
    if session is None or (reply and reply not in replies_to(session)):
        db.session.rollback()
        raise NotToReplyTo
    _store(caregiver_id, session_uid, reply, now_utc)
    db.session.commit()


def _store(caregiver_id: int, session_uid: str, reply: str, now_utc: datetime) -> None:
    row = db.session.scalar(
        select(Rsvp).where(Rsvp.caregiver_id == caregiver_id, Rsvp.session_uid == session_uid)
    )
    if row is None and reply:
        row = Rsvp(caregiver_id=caregiver_id, session_uid=session_uid, version=0)
        db.session.add(row)
    if row is None or row.reply == reply:
        return
    if reply:
        row.reply, row.version, row.replied_utc = reply, row.version + 1, now_utc
        db.session.flush()
    else:
        db.session.delete(row)
    record_audit("caregiver", caregiver_id, "reply", "rsvp", row.id, now_utc)
