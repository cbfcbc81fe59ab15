"""People who sign in: co-planners, liaisons and partners."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, LanguageCode, Model, Name, choice, owner
from scheduler.storage.types import UtcDateTime


class User(Model):
    """`represents` is for co-planners who are not of the district. `sign_in_epoch` ends old sessions."""

    __tablename__ = "user"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Name]
    role: Mapped[str] = mapped_column(choice("co_planner", "liaison", "partner", name="user_role"))
    language: Mapped[LanguageCode]
    represents: Mapped[str | None] = mapped_column(choice("families", "community", name="user_represents"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    active: Mapped[bool] = mapped_column(default=True)
    sign_in_epoch: Mapped[int] = mapped_column(default=0)


class SignInToken(Model):
    """A mailed sign-in link: random, stored hashed (SHA-256), short-lived, used once."""

    __tablename__ = "sign_in_token"

    id: Mapped[Id]
    user_id: Mapped[int] = owner("user.id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    used_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
