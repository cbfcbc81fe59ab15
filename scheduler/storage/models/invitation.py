"""Who is invited to an event, what was mailed to whom, and what each caregiver said to a released session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class Invitation(Model):
    """A family is invited to an event of a release. A forecast never takes an invitation away."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("family_id", "event_id"),)

    id: Mapped[Id]
    family_id: Mapped[int] = owner("family.id")
    event_id: Mapped[int] = owner("event.id")
    invited_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Rsvp(Model):
    """One caregiver's answer to one released session, kept by the session's lasting uid.

    `words` say what else they need, for their liaison, who marks as `settled` what has been seen to.
    """

    __tablename__ = "rsvp"
    __table_args__ = (UniqueConstraint("caregiver_id", "session_uid"),)

    id: Mapped[Id]
    caregiver_id: Mapped[int] = owner("caregiver.id")
    session_uid: Mapped[str]
    reply: Mapped[str] = mapped_column(
        choice("in_person", "online", "cannot", "needs_more", name="rsvp_reply")
    )
    version: Mapped[int] = mapped_column(default=1)
    replied_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())


class MailedInvitation(Model):
    """What a caregiver's calendar was told last of one session by mail, and what came back.

    `stamp_utc` is the DTSTAMP of what was told: when its release was made. `reply_stamp_utc` is that of
    the newest answer that counted, so that an older one cannot overtake it.
    """

    __tablename__ = "mailed_invitation"
    __table_args__ = (UniqueConstraint("caregiver_id", "session_uid"),)

    id: Mapped[Id]
    caregiver_id: Mapped[int] = owner("caregiver.id")
    session_uid: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int]
    holds: Mapped[bool]
    stamp_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    reply_stamp_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReceivedMail(Model):
    """A mail that came back and is no answer that counts: a liaison reads it, and it goes once that is done.

    `why` it did not count: `words` of somebody, `maybe`, an answer to what is `outdated`, another `sender`
    than was invited, or `unclear`. `said` is the answer that it held all the same. `sender` is there only
    where it is not the caregiver's own address. `digest` tells a mail that comes twice.
    """

    __tablename__ = "received_mail"

    id: Mapped[Id]
    caregiver_id: Mapped[int | None] = owner("caregiver.id")
    session_uid: Mapped[str | None] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(
        choice("words", "maybe", "outdated", "sender", "unclear", name="received_mail_why")
    )
    said: Mapped[str | None] = mapped_column(choice("yes", "maybe", "no", name="received_mail_said"))
    sender: Mapped[str] = mapped_column(String(254), default="")
    words: Mapped[str] = mapped_column(String(2000), default="")
    complete: Mapped[bool]
    received_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
