"""What a caregiver said to the sessions of a season, on the page or by mail, and what was mailed, goes."""

from __future__ import annotations

from sqlalchemy import delete, or_, select

from scheduler.extensions import db
from scheduler.services.write_invitation import NEWS
from scheduler.storage.models import (
    MailedInvitation,
    Message,
    ReceivedMail,
    Release,
    ReleaseSession,
    Rsvp,
)


def forget_replies(caregiver_id: int, season_id: int) -> None:
    """Delete replies, invitations and mail of a season. Joins the caller's transaction.

    A mail that is about no session goes too. What was mailed tells which sessions fitted the answers.
    """
    of_season = (
        select(ReleaseSession.uid)
        .join(Release, Release.id == ReleaseSession.release_id)
        .where(Release.season_id == season_id)
    )
    about_none = ReceivedMail.session_uid.is_(None)
    for gone in (
        delete(Rsvp).where(Rsvp.session_uid.in_(of_season)),
        delete(MailedInvitation).where(MailedInvitation.session_uid.in_(of_season)),
        delete(ReceivedMail).where(or_(about_none, ReceivedMail.session_uid.in_(of_season))),
        delete(Message).where(Message.template.in_(NEWS)),
    ):
        db.session.execute(gone.filter_by(caregiver_id=caregiver_id))
