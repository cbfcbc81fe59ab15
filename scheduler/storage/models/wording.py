"""Better words for a page, as its readers suggest them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Key, LanguageCode, Model
from scheduler.storage.types import UtcDateTime

LONGEST_WORDS = 500


class WordingSuggestion(Model):
    """Who suggested it is nowhere. `page` is the name of a view, never an address."""

    __tablename__ = "wording_suggestion"

    id: Mapped[Id]
    language: Mapped[LanguageCode]
    page: Mapped[Key]
    said: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    better: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    received_utc: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
