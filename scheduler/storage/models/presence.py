"""Who looks at a season's board now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Model
from scheduler.storage.types import UtcDateTime


class BoardPresence(Model):
    """Only the last time counts: no history of who looked when is kept."""

    __tablename__ = "board_presence"

    season_id: Mapped[int] = mapped_column(ForeignKey("season.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    seen_utc: Mapped[datetime] = mapped_column(UtcDateTime)
