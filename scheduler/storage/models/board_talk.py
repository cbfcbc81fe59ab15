"""What co-planners say about a season's plan, and how they vote on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class BoardComment(Model):
    """About an event, one session of it (what the plan held then and there), or the plan as a whole.

    An objection must be answered before a release.
    """

    __tablename__ = "board_comment"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    event_id: Mapped[int | None] = owner("event.id")
    start_local: Mapped[datetime | None]
    place_id: Mapped[int | None] = owner("place.id")
    objection: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(String(2000))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(2000))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    answered_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BoardVote(Model):
    """One vote a plan and co-planner; it may be changed until the release."""

    __tablename__ = "board_vote"
    __table_args__ = (UniqueConstraint("plan_id", "user_id"),)

    id: Mapped[Id]
    plan_id: Mapped[int] = owner("plan.id")
    user_id: Mapped[int] = owner("user.id")
    choice: Mapped[str] = mapped_column(choice("yes", "can_live", "no", name="board_vote_choice"))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
