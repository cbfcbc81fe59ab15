"""A caregiver says whether they will come to a released session, or takes that back."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.mail_home_address import mail_home_address
from scheduler.services.my_sessions import my_sessions
from scheduler.services.record_audit import record_audit
from scheduler.services.told_session import ToldSession
from scheduler.storage.invitations import replies_of
from scheduler.storage.models import Caregiver, MailedInvitation, Release, ReleaseSession, Rsvp
from scheduler.storage.releases import latest_release

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
    caregiver_id: int,
    season_id: int,
    session_uid: str,
    reply: str,
    now_utc: datetime,
    words: str | None = None,
) -> None:
    """Store the reply; "" takes an earlier one back. The same reply twice is the same as once.

    `words` say what else is needed, where that is the reply; None leaves them as they are.

    Raises:
        NotToReplyTo: where that cannot be said to that session by this caregiver.
    """
    db.session.scalars(select(Caregiver.id).where(Caregiver.id == caregiver_id).with_for_update()).one()
    mine = {session.uid: session for session in my_sessions(caregiver_id, season_id).sessions}
    session = mine.get(session_uid)
    if session is None or (reply and reply not in replies_to(session)):
        db.session.rollback()
        raise NotToReplyTo
    _store(caregiver_id, session_uid, reply, now_utc, words)
    db.session.commit()


def answer_invitation(invitation: MailedInvitation, comes: bool, said_utc: datetime) -> None:
    """Store what came back by mail, said at `said_utc`. Joins the caller's transaction.

    Whoever comes to a session that is held in a room and online comes to the room, unless they said
    otherwise before: a calendar cannot ask.

    Raises:
        NotToReplyTo: where the session is cancelled or gone, or told to another adult of a family kept apart.
    """
    row = db.session.scalars(
        select(ReleaseSession)
        .join(Release, Release.id == ReleaseSession.release_id)
        .where(ReleaseSession.uid == invitation.session_uid)
        .order_by(Release.number.desc())
    ).first()
    release = db.session.get(Release, row.release_id) if row else None
    caregiver = db.session.get_one(Caregiver, invitation.caregiver_id)
    if row is None or release is None or row.status == "cancelled" or not _is_latest(release):
        raise NotToReplyTo
    if caregiver.family.apart:
        mine = my_sessions(caregiver.id, release.season_id).sessions
        if row.uid not in {session.uid for session in mine}:
            raise NotToReplyTo
    ways = _WAYS[row.supports["format"]]
    before = replies_of(caregiver.id).get(row.uid)
    coming = before if before in ways else ways[0]
    _store(caregiver.id, row.uid, coming if comes else "cannot", said_utc)


def _is_latest(release: Release) -> bool:
    newest = latest_release(release.season_id)
    return newest is not None and newest.id == release.id


def _store(
    caregiver_id: int, session_uid: str, reply: str, now_utc: datetime, words: str | None = None
) -> None:
    row = db.session.scalar(
        select(Rsvp).where(Rsvp.caregiver_id == caregiver_id, Rsvp.session_uid == session_uid)
    )
    if row is None and reply:
        row = Rsvp(caregiver_id=caregiver_id, session_uid=session_uid, version=0, words="")
        db.session.add(row)
    if row is None or (row.reply == reply and words in (None, row.words)):
        return
    if reply:
        row.reply, row.version, row.replied_utc = reply, row.version + 1, now_utc
        row.words, row.settled = (words or "") if reply == "needs_more" else "", False
        db.session.flush()
    else:
        db.session.delete(row)
    record_audit("caregiver", caregiver_id, "reply", "rsvp", row.id, now_utc)
    if reply == "in_person":
        mail_home_address(db.session.get_one(Caregiver, caregiver_id), session_uid, now_utc)
