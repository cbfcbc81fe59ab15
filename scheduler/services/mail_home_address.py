"""Mail the address of a private home to a caregiver who has said yes and was invited by mail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.queue_message import queue_message
from scheduler.services.write_invitation import template_of
from scheduler.storage.models import Caregiver, MailedInvitation, Release, ReleaseSession
from scheduler.storage.releases import private_homes


def mail_home_address(caregiver: Caregiver, session_uid: str, now_utc: datetime) -> None:
    """Queue the invitation once more in the caller's transaction: it has the address now. Once a release."""
    asked = select(MailedInvitation).filter_by(caregiver_id=caregiver.id, session_uid=session_uid, holds=True)
    mailed = db.session.scalar(asked)
    row = db.session.scalars(
        select(ReleaseSession)
        .join(Release, Release.id == ReleaseSession.release_id)
        .where(ReleaseSession.uid == session_uid)
        .order_by(Release.number.desc())
    ).first()
    if mailed is None or row is None or row.place_id not in private_homes():
        return
    queue_message(
        template_of("changed"),
        caregiver_id=caregiver.id,
        language=caregiver.language_read,
        parameters={"invitation": mailed.id, "session": row.id},
        dedupe_key=f"invitation {mailed.id} release {row.release_id} address",
        now_utc=now_utc,
    )
