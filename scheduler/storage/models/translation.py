"""Translations of texts that staff write (event titles, place names, group names, ...)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, LanguageCode, Model


class Translation(Model):
    """`subject_kind` is a table's name, `subject_id` its row, `field` its column."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "field", "language"),)

    id: Mapped[Id]
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(30))
    language: Mapped[LanguageCode]
    text: Mapped[str] = mapped_column(String(4000))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reviewed: Mapped[bool] = mapped_column(default=False)
