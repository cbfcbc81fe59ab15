"""Who is invited to an event, and what each caregiver said to a released session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
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
