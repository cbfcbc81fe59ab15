"""The instance a plan was made from, kept so that the plan can be solved again and checked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, owner
from scheduler.storage.types import UtcDateTime


class Snapshot(Model):
    """Everything of an instance but its families, and how many families there were.

    `requirements_hash` is that of all that the run's plans were held to (storage/requirements.py).
    """

    __tablename__ = "snapshot"

    id: Mapped[Id]
    season_id: Mapped[int] = owner("season.id")
    taken_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    frame: Mapped[dict[str, Any]] = mapped_column(JSON)
    family_count: Mapped[int]
    requirements_hash: Mapped[str | None] = mapped_column(String(64))


class SnapshotFamily(Model):
    """One family of a snapshot under a random id. The row goes when the family goes."""

    __tablename__ = "snapshot_family"

    id: Mapped[Id]
    snapshot_id: Mapped[int] = owner("snapshot.id")
    family_id: Mapped[int] = owner("family.id")
    pseudonym: Mapped[str] = mapped_column(String(32), unique=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
