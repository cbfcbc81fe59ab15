"""Recordings of the form's questions, for those who would rather listen or watch than read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, LanguageCode, Model
from scheduler.storage.types import UtcDateTime


class Clip(Model):
    """One question in one language, spoken or signed. The recording is the file `name` in the data folder."""

    __tablename__ = "clip"
    __table_args__ = (UniqueConstraint("question", "language"),)

    id: Mapped[Id]
    question: Mapped[str] = mapped_column(String(30))
    language: Mapped[LanguageCode]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    media_type: Mapped[str] = mapped_column(String(30))
    recorded_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
