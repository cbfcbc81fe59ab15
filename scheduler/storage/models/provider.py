"""A provider: interpreter, childcare, transport, host or another support, with hours and limits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.storage.models.base import Id, Model, Name, owner


class Provider(Model):
    """`kind` is `host`, `interpreter`, `childcare`, `transport` or another support such as `captions`.

    `capacity` counts children (childcare) or people (transport); `zone` is where transport picks up.
    """

    __tablename__ = "provider"

    id: Mapped[Id]
    name: Mapped[Name]
    kind: Mapped[str] = mapped_column(String(30))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    formats: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacity: Mapped[int] = mapped_column(default=0)
    zone: Mapped[str | None] = mapped_column(String(60))
    minutes_per_day: Mapped[int | None]
    minutes_per_week: Mapped[int | None]
    minutes_per_season: Mapped[int | None]
    extra_minutes: Mapped[int] = mapped_column(default=0)
    cost_cents: Mapped[int] = mapped_column(default=0)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))

    hours: Mapped[list[ProviderHours]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    absences: Mapped[list[ProviderAbsence]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class ProviderHours(Model):
    """Can work every week on `day` (0 = Monday), local minutes after midnight."""

    __tablename__ = "provider_hours"

    id: Mapped[Id]
    provider_id: Mapped[int] = owner("provider.id")
    day: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]


class ProviderAbsence(Model):
    """Away, local time."""

    __tablename__ = "provider_absence"

    id: Mapped[Id]
    provider_id: Mapped[int] = owner("provider.id")
    start_local: Mapped[datetime]
    end_local: Mapped[datetime]
