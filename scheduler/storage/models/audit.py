"""The audit trail: who did what to what, by ids only."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, String, Table, text
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model
from scheduler.storage.types import UtcDateTime

TRIGGERS: Final = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be edited'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be edited'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail cannot be edited'; END $$",
        "CREATE TRIGGER audit_entry_no_edit BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
    ),
}


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


@listens_for(AuditEntry.__table__, "after_create")
def _refuse_edits(_table: Table, connection: Connection, **_: object) -> None:
    """Whoever reaches the database can add to the trail, and neither change nor remove what is there."""
    for statement in TRIGGERS[connection.dialect.name]:
        connection.execute(text(statement))
