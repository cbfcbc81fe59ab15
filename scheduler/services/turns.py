"""Who only reads waits for nobody; who writes takes a turn (on SQLite: there is one at a time)."""

from __future__ import annotations

from scheduler.extensions import db
from scheduler.storage.engine import READS_ONLY


def only_read() -> None:
    """Begin a transaction in which nothing can be written, until it ends or `may_write` is called."""
    db.session.rollback()
    db.session.connection(execution_options={READS_ONLY: True})


def may_write() -> None:
    """End a transaction that only reads, so that the next statement takes its turn."""
    db.session.rollback()
