"""How many families came to a session, as somebody who was there counted them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, owner
from scheduler.storage.types import UtcDateTime


class SessionCount(Model):
    """Counts alone, never who: no row leads to a family. `by_support` is {kind: families that used it}.

    `session_uid` is that of the released session. No plan is made from these rows.
    """

    __tablename__ = "session_count"
    __table_args__ = (UniqueConstraint("season_id", "session_uid"),)

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    session_uid: Mapped[str] = mapped_column(String(40))
    families: Mapped[int]
    by_support: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    noted_utc: Mapped[datetime] = mapped_column(UtcDateTime)
