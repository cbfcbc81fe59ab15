"""The one district of this installation, the partners who lend to it, and the sets its events invite."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Key, LanguageCode, Model, Name, choice


class District(Model):
    """One row: one installation is one district. `synthetic` marks the demo's invented data."""

    __tablename__ = "district"

    id: Mapped[Id]
    name: Mapped[Name]
    timezone: Mapped[str] = mapped_column(String(60))
    default_language: Mapped[LanguageCode]
    synthetic: Mapped[bool] = mapped_column(default=False)


class Audience(Model):
    """A school, a grade or another set of families that events invite; never prioritised."""

    __tablename__ = "audience"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(choice("school", "grade", "other", name="audience_kind"))
    key: Mapped[Key] = mapped_column(unique=True)
    name: Mapped[Name]
    zone: Mapped[str | None] = mapped_column(String(60))


class Partner(Model):
    """An organisation that offers places or providers."""

    __tablename__ = "partner"

    id: Mapped[Id]
    name: Mapped[Name]
    email: Mapped[str | None] = mapped_column(String(254))
