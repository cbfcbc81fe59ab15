"""What co-planners hold the next plan to, beside the rules of the season."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class BoardWish(Model):
    """A wish holds until it is withdrawn.

    `pin`: the event is held at that place at `start_local`. `free`: no session of the event (of any, where
    none is named) meets the time from `start_local` to `end_local`; kept off all its days, it is left out.
    `cap`: the plan costs at most `cents`. `floor`: the set of families gets at least `rate` this season.
    `weight`: the event counts so many times.
    """

    __tablename__ = "board_wish"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    kind: Mapped[str] = mapped_column(choice("pin", "free", "cap", "floor", "weight", name="board_wish_kind"))
    event_id: Mapped[int | None] = owner("event.id")
    place_id: Mapped[int | None] = owner("place.id")
    start_local: Mapped[datetime | None]
    end_local: Mapped[datetime | None]
    cents: Mapped[int | None]
    set_key: Mapped[str | None] = mapped_column(String(60))
    rate: Mapped[float | None]
    weight: Mapped[float | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
