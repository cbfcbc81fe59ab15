"""The outbox: what is to be told to whom. Links and texts are made only when it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, LanguageCode, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class Message(Model):
    """`parameters` hold ids only; `dedupe_key` makes queueing the same message twice one message."""

    __tablename__ = "message"

    id: Mapped[Id]
    caregiver_id: Mapped[int | None] = owner("caregiver.id")
    user_id: Mapped[int | None] = owner("user.id")
    channel: Mapped[str] = mapped_column(choice("email", "sms", name="message_channel"))
    language: Mapped[LanguageCode]
    template: Mapped[str] = mapped_column(String(60))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(
        choice("waiting", "sent", "failed", name="message_state"), default="waiting", index=True
    )
    attempts: Mapped[int] = mapped_column(default=0)
    queued_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(300))
