"""Who is invited to an event, what was mailed to whom, and what each caregiver said to a released session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
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
    """One caregiver's answer to one released session, kept by the session's lasting uid."""

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
