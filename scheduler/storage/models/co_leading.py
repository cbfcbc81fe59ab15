"""Who leads an event together, who plans it, and what is proposed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, Name, choice, owner
from scheduler.storage.types import UtcDateTime


class EventCoLead(Model):
    """A partner, such as a parent association, leads the event together with the district."""

    __tablename__ = "event_co_lead"
    __table_args__ = (UniqueConstraint("event_id", "partner_id"),)

    id: Mapped[Id]
    event_id: Mapped[int] = owner("event.id")
    partner_id: Mapped[int] = owner("partner.id")


class EventPlanner(Model):
    """Somebody of the event's planning group; `from_group`: says to belong to a group that it is for."""

    __tablename__ = "event_planner"
    __table_args__ = (UniqueConstraint("event_id", "user_id"),)

    id: Mapped[Id]
    event_id: Mapped[int] = owner("event.id")
    user_id: Mapped[int] = owner("user.id")
    from_group: Mapped[bool] = mapped_column(default=False)


class EventProposal(Model):
    """An event, or another time for one (`event_id`), that a user or a caregiver proposes.

    A caregiver's is what they wrote in their form, as they sent it, perhaps for an event that is not for a
    priority group alone; it goes when they take it back.
    `start_local`, `minutes`, `format` and `group_keys` are what a user wished for beside the words.
    `made_event_id` is the event that was made of it.
    """

    __tablename__ = "event_proposal"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    event_id: Mapped[int | None] = owner("event.id")
    title: Mapped[Name] = mapped_column(default="")
    times: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(String(2000), default="")
    start_local: Mapped[datetime | None]
    minutes: Mapped[int | None]
    format: Mapped[str | None] = mapped_column(String(30))
    group_keys: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    caregiver_id: Mapped[int | None] = owner("caregiver.id")
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(choice("taken_up", "declined", name="event_proposal_outcome"))
    answer: Mapped[str] = mapped_column(String(2000), default="")
    made_event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    answered_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
