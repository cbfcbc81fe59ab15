"""Posters through which families without a link join a season, and the counts that keep abuse out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, Name, owner
from scheduler.storage.types import UtcDateTime


class Poster(Model):
    """One open link to a season. Its code is an HMAC of this row under the server's link key.

    `place` tells the liaison where it hangs; families who join are in the care of that liaison.
    """

    __tablename__ = "poster"

    id: Mapped[Id]
    selector: Mapped[str] = mapped_column(String(32), unique=True)
    season_id: Mapped[int] = owner("season.id")
    liaison_id: Mapped[int] = owner("user.id")
    school_id: Mapped[int | None] = mapped_column(ForeignKey("audience.id", ondelete="SET NULL"))
    place: Mapped[Name]
    created_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class JoinedFamily(Model):
    """A family that no roster knew, and the poster through which it joined."""

    __tablename__ = "joined_family"

    family_id: Mapped[int] = mapped_column(ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    poster_id: Mapped[int] = owner("poster.id")


class TryCount(Model):
    """How often something was tried lately. `key` is an HMAC of who tried: nobody can be read out of it."""

    __tablename__ = "try_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_utc: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int]
