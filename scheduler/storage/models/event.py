"""An event of a season: what is offered, where it may be held, by whom and for whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.extensions import db
from scheduler.storage.models.base import Id, Model, Name, owner
from scheduler.storage.models.district import Audience
from scheduler.storage.models.group import PriorityGroup
from scheduler.storage.models.place import Place
from scheduler.storage.models.provider import Provider
from scheduler.storage.types import UtcDateTime


def _pair(name: str, left: str, right: str) -> Table:
    """An association table whose rows go with either side."""
    return db.Table(
        name,
        Column(f"{left}_id", ForeignKey(f"{left}.id", ondelete="CASCADE"), primary_key=True),
        Column(f"{right}_id", ForeignKey(f"{right}.id", ondelete="CASCADE"), primary_key=True, index=True),
    )


event_place = _pair("event_place", "event", "place")
event_host = _pair("event_host", "event", "provider")
event_audience = _pair("event_audience", "event", "audience")
event_group = _pair("event_group", "event", "priority_group")


class Event(Model):
    """`for_everyone` invites every family; else those in one of `audiences` or `groups`.

    `languages` are BCP 47 codes the event is held in. Money is in cents of the district's currency.
    One that is `withdrawn_utc` stays for the plans that were made with it, and is in no new one.
    """

    __tablename__ = "event"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    title: Mapped[Name]
    description: Mapped[str] = mapped_column(String(4000), default="")
    minutes: Mapped[int]
    weight: Mapped[float] = mapped_column(default=1.0)
    min_sessions: Mapped[int] = mapped_column(default=1)
    max_sessions: Mapped[int] = mapped_column(default=1)
    first_date: Mapped[date]
    last_date: Mapped[date]
    for_everyone: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    hosts_needed: Mapped[int] = mapped_column(default=1)
    turnout: Mapped[float] = mapped_column(default=1.0)
    cost_per_family_cents: Mapped[int] = mapped_column(default=0)
    withdrawn_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)

    closures: Mapped[list[EventClosure]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    places: Mapped[list[Place]] = relationship(secondary=event_place, passive_deletes=True)
    hosts: Mapped[list[Provider]] = relationship(secondary=event_host, passive_deletes=True)
    audiences: Mapped[list[Audience]] = relationship(secondary=event_audience, passive_deletes=True)
    groups: Mapped[list[PriorityGroup]] = relationship(secondary=event_group, passive_deletes=True)


class EventClosure(Model):
    """Local time in which this event may not lie."""

    __tablename__ = "event_closure"

    id: Mapped[Id]
    event_id: Mapped[int] = owner("event.id")
    start_local: Mapped[datetime]
    end_local: Mapped[datetime]
