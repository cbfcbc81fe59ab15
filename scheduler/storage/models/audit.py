"""The audit trail: who did what to what, by ids only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model
from scheduler.storage.types import UtcDateTime


class AuditEntry(Model):
    """No foreign keys: an entry outlives what it speaks of. Never a name, an address or an answer."""

    __tablename__ = "audit_entry"

    id: Mapped[Id]
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int | None]
