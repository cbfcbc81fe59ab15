"""What co-planners put to the vote, beside plans: the rules that plans are made and released by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class Motion(Model):
    """One change that is carried or lost by votes (services/motions.py); `values` are those of its kind.

    Groups belong to no season. `void`: it was carried when what it speaks of was gone. `back` is the kind and
    the values of the motion that would bring back what held before this one was carried.
    """

    __tablename__ = "motion"

    id: Mapped[Id]
    season_id: Mapped[int | None] = owner("season.id")
    kind: Mapped[str] = mapped_column(
        choice("floor", "weight", "step", "rule", "add_group", "remove_group", "trade", name="motion_kind")
    )
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(
        choice("carried", "lost", "withdrawn", "void", name="motion_outcome")
    )
    decided_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class MotionVote(Model):
    """One vote a motion and co-planner; it may be changed until the motion is decided."""

    __tablename__ = "motion_vote"
    __table_args__ = (UniqueConstraint("motion_id", "user_id"),)

    id: Mapped[Id]
    motion_id: Mapped[int] = owner("motion.id")
    user_id: Mapped[int] = owner("user.id")
    choice: Mapped[str] = mapped_column(choice("yes", "can_live", "no", name="motion_vote_choice"))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
