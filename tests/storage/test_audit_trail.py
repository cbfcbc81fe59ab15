"""The audit trail takes entries, and gives none away again."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import AuditEntry
from tests.builders.people import NOW
from tests.fixtures.databases import on_both_databases

pytestmark = pytest.mark.usefixtures("db")


@on_both_databases
@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE audit_entry SET actor_id = 2",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = 1",
    ],
)
def test_an_entry_is_neither_changed_nor_removed(edit: str) -> None:
    record_audit("user", 1, "release", "release", 7, NOW)
    db.session.commit()
    with pytest.raises(DatabaseError, match="the audit trail cannot be edited"):
        db.session.execute(text(edit))
    db.session.rollback()
    entry = db.session.query(AuditEntry).one()
    assert (entry.actor_id, entry.action, entry.subject_id) == (1, "release", 7)


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.services)], indirect=True
)
def test_it_is_not_emptied_either() -> None:
    record_audit("user", 1, "release", "release", 7, NOW)
    db.session.commit()
    with pytest.raises(DatabaseError, match="the audit trail cannot be edited"):
        db.session.execute(text("TRUNCATE audit_entry"))
    db.session.rollback()
    assert db.session.query(AuditEntry).count() == 1
