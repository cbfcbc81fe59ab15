"""A mail came back: an answer that counts becomes the caregiver's reply, and a liaison reads the rest.

What counts came to the invitation's own address, from the address that was invited, about that session,
and is newer than what was said before. Nothing that comes in is written to a log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from flask import current_app
from sqlalchemy import func, select

from scheduler.calendars.entries import session_uid
from scheduler.calendars.replies import CalendarReply
from scheduler.calendars.reply_mail import ReplyMail, read_reply_mail
from scheduler.extensions import db
from scheduler.services.reply_address import invitation_at
from scheduler.services.reply_to_session import NotToReplyTo, answer_invitation
from scheduler.storage.models import Caregiver, MailedInvitation, ReceivedMail, Rsvp

Why = Literal["words", "maybe", "outdated", "sender", "unclear"]

MOST_WAITING = 100
_SAID = {"ACCEPTED": "yes", "TENTATIVE": "maybe", "DECLINED": "no"}


class TooManyWaiting(Exception):
    """A liaison must read what waits before more is taken: the mail is to stay where it is."""


def take_reply(data: bytes, now_utc: datetime, delivered_to: Iterable[str] = ()) -> None:
    """Take one mail. `delivered_to` are the addresses that the mail server gave it, where that is known.

    A mail that comes twice is the same as one that comes once.

    Raises:
        TooManyWaiting: where more than `MOST_WAITING` mails wait for the same caregiver, or for nobody known.
    """
    mail = read_reply_mail(data)
    settings = current_app.extensions["settings"]
    addresses = [*(each.lower() for each in delivered_to), *mail.recipients]
    found = (
        invitation_at(settings.reply_address, address, settings.link_key)
        for address in addresses
        if settings.reply_address is not None
    )
    invitation = next((each for each in found if each is not None), None)
    if invitation is None:
        _keep(mail, _known(mail.sender), None, _not_counted(mail), data, now_utc)
    else:
        caregiver = db.session.get_one(Caregiver, invitation.caregiver_id, with_for_update=True)
        why, words = _answered(mail, invitation, caregiver, settings.host, now_utc)
        if why is not None:
            _keep(mail, caregiver, invitation, why, data, now_utc, words)
    db.session.commit()


def _answered(
    mail: ReplyMail, invitation: MailedInvitation, caregiver: Caregiver, host: str, now_utc: datetime
) -> tuple[Why | None, str]:
    """Let the answer count where it does. Why a liaison must read it, None where nobody must; its words."""
    invited = (caregiver.email or "").lower()
    if not mail.replies:
        return ("sender" if mail.sender != invited else _not_counted(mail)), mail.words
    if len(mail.replies) > 1 or mail.replies[0].uid != session_uid(invitation.session_uid, host):
        return "unclear", mail.words
    [reply] = mail.replies
    if not mail.sender == reply.attendee == invited:
        return "sender", reply.comment
    return _counted(reply, invitation, now_utc), reply.comment


def _not_counted(mail: ReplyMail) -> Why:
    return "unclear" if mail.has_calendar else "words"


def _counted(reply: CalendarReply, invitation: MailedInvitation, now_utc: datetime) -> Why | None:
    """`words` where it counts and more was said."""
    stamp = min(reply.stamp_utc, now_utc)  # a clock that is ahead must not make later answers stale
    if stamp == invitation.reply_stamp_utc:
        return None
    last = _last_said(invitation)
    if reply.sequence < invitation.sequence or (last is not None and stamp < last):
        return "outdated"
    if reply.said != "TENTATIVE":
        try:
            answer_invitation(invitation, reply.said == "ACCEPTED", stamp)
        except NotToReplyTo:
            return "outdated"
    invitation.reply_stamp_utc = stamp
    if reply.said == "TENTATIVE":
        return "maybe"
    return "words" if reply.comment else None


def _last_said(invitation: MailedInvitation) -> datetime | None:
    """When the caregiver said last whether they come to this session, by mail or on their page."""
    on_page = select(Rsvp.replied_utc).filter_by(
        caregiver_id=invitation.caregiver_id, session_uid=invitation.session_uid
    )
    said = [db.session.scalar(on_page), invitation.reply_stamp_utc]
    return max((each for each in said if each is not None), default=None)


def _known(sender: str) -> Caregiver | None:
    """The one caregiver who reads mail at this address; None where it is several, or nobody."""
    if not sender:
        return None
    found = db.session.scalars(select(Caregiver).where(func.lower(Caregiver.email) == sender)).all()
    return found[0] if len({caregiver.family_id for caregiver in found}) == 1 else None


def _keep(
    mail: ReplyMail,
    caregiver: Caregiver | None,
    invitation: MailedInvitation | None,
    why: Why,
    data: bytes,
    now_utc: datetime,
    words: str | None = None,
) -> None:
    """Put the mail in front of a liaison."""
    digest = hashlib.sha256(data).hexdigest()
    if db.session.scalar(select(ReceivedMail.id).where(ReceivedMail.digest == digest)) is not None:
        return
    caregiver_id = caregiver.id if caregiver else None
    waiting = select(func.count()).where(ReceivedMail.caregiver_id.is_not_distinct_from(caregiver_id))
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        db.session.rollback()
        raise TooManyWaiting
    own = (caregiver.email or "").lower() if caregiver else ""
    db.session.add(
        ReceivedMail(
            caregiver_id=caregiver_id,
            session_uid=invitation.session_uid if invitation else None,
            why=why,
            sender="" if mail.sender == own else mail.sender[:254],
            words=mail.words if words is None else words,
            complete=mail.complete,
            said=_SAID[mail.replies[0].said] if len(mail.replies) == 1 else None,
            received_utc=now_utc,
            digest=digest,
        )
    )
