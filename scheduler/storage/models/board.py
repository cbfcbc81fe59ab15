"""What co-planners did to a season's board, step by step."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, owner
from scheduler.storage.types import UtcDateTime


class BoardStep(Model):
    """One change of the board, numbered from 1 within its season: the number is the board's version.

    `plan_id` is the plan that the board shows since, `before_id` the one before it; `undoes_id` the step that
    this one takes back. `facts` hold the ids that its sentence names, never a family's, and the reason where
    one was given.
    """

    __tablename__ = "board_step"
    __table_args__ = (UniqueConstraint("season_id", "number"),)

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), index=True)
    before_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("board_step.id", ondelete="SET NULL"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
