"""The audit trail: who did what to what."""

from __future__ import annotations

from datetime import datetime

from scheduler.extensions import db
from scheduler.storage.models import AuditEntry


def record_audit(
    actor_kind: str,
    actor_id: int | None,
    action: str,
    subject_kind: str,
    subject_id: int | None,
    now_utc: datetime,
) -> None:
    """Add an entry to the caller's transaction: kinds and ids, never a name, an address or an answer."""
    db.session.add(
        AuditEntry(
            at_utc=now_utc,
            actor_kind=actor_kind,
            actor_id=actor_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
        )
    )
