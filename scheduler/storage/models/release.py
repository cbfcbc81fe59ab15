"""A release: a numbered plan that was published, frozen as families were told it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class Release(Model):
    """Numbered from 1 within its season."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("season_id", "number"),)

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    number: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="RESTRICT"), index=True)
    released_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    sessions: Mapped[list[ReleaseSession]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ReleaseSession.start_local"
    )


class ReleaseSession(Model):
    """A session as it was published.

    `uid` lasts over all releases of the season; `sequence` rises when time, place or status change.
    `texts` holds title, description and place name by language, and of a private home `home_address` in
    place of its address; `supports` the languages interpreted and the kinds of support that will be
    there. `latitude` and `longitude` are those of the place, as far as a calendar may tell them.
    """

    __tablename__ = "release_session"
    __table_args__ = (UniqueConstraint("release_id", "uid"),)

    id: Mapped[Id]
    release_id: Mapped[int] = owner("release.id")
    uid: Mapped[str] = mapped_column(String(40), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(choice("confirmed", "cancelled", name="release_session_status"))
    event_id: Mapped[int] = owner("event.id")
    place_id: Mapped[int] = owner("place.id")
    start_local: Mapped[datetime]
    minutes: Mapped[int]
    changed_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    supports: Mapped[dict[str, Any]] = mapped_column(JSON)
