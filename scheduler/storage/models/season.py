"""A season: the span that is planned together, with its rules."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.storage.models.base import Id, Key, Model, Name, choice, owner
from scheduler.storage.types import UtcDateTime


class Season(Model):
    """Horizon, budget and rules of one season. Clock times are minutes after midnight, local.

    A release needs so many approvals, one of them by a representative of families where `family_approval`.
    `closed_utc` is None while the season is open, and where nobody closed it on the page for that.
    """

    __tablename__ = "season"

    id: Mapped[Id]
    name: Mapped[Name]
    state: Mapped[str] = mapped_column(choice("open", "closed", name="season_state"), default="open")
    closed_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    timezone: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    weeks: Mapped[int]
    day_start_minute: Mapped[int] = mapped_column(default=7 * 60)
    day_end_minute: Mapped[int] = mapped_column(default=21 * 60 + 30)
    slot_minutes: Mapped[int] = mapped_column(default=30)
    budget_cents: Mapped[int | None]
    resolution: Mapped[float] = mapped_column(default=0.02)
    maybe_value: Mapped[float] = mapped_column(default=0.5)
    small_group: Mapped[int] = mapped_column(default=10)
    travel_minutes: Mapped[int] = mapped_column(default=30)
    clash_share: Mapped[float] = mapped_column(default=0.05)

    approvals_needed: Mapped[int] = mapped_column(default=0, server_default="0")
    family_approval: Mapped[bool] = mapped_column(default=False, server_default=false())

    closures: Mapped[list[SeasonClosure]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    floors: Mapped[list[SeasonFloor]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    teams: Mapped[list[SeasonTeam]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class SeasonClosure(Model):
    """Local time in which no session may lie: holidays, exams, observances."""

    __tablename__ = "season_closure"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    start_local: Mapped[datetime]
    end_local: Mapped[datetime]
    reason: Mapped[Name]


class SeasonFloor(Model):
    """A voted floor; a set without one gets the default when a plan is made."""

    __tablename__ = "season_floor"
    __table_args__ = (UniqueConstraint("season_id", "set_key"),)

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    set_key: Mapped[Key]
    rate: Mapped[float]


class SeasonTeam(Model):
    """Sessions longer than `over_minutes` need `interpreters` interpreters of `language`."""

    __tablename__ = "season_team"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    language: Mapped[str] = mapped_column(String(20))
    over_minutes: Mapped[int]
    interpreters: Mapped[int]
