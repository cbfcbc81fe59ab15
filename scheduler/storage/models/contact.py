"""Tries to reach a caregiver: as little as it takes to choose the next one, never what was said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner


class ContactTry(Model):
    """A day, a way and what came of it. A caregiver's rows go once they have said when they can come."""

    __tablename__ = "contact_try"

    id: Mapped[Id]
    caregiver_id: Mapped[int] = owner("caregiver.id")
    season_id: Mapped[int] = owner("season.id")
    liaison_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    on_date: Mapped[date]
    way: Mapped[str] = mapped_column(choice("call", "sms", "email", "paper", "visit", name="contact_try_way"))
    outcome: Mapped[str] = mapped_column(
        choice("reached", "ask_later", "no_answer", "wrong_address", name="contact_try_outcome")
    )
    again_on: Mapped[date | None]
