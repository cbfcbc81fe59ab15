"""Who only reads waits for nobody; who writes takes a turn (on SQLite: there is one at a time)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.extensions import db
from scheduler.storage.engine import READS_ONLY


def only_read() -> None:
    """Begin a transaction in which nothing can be written, until it ends or `may_write` is called."""
    db.session.rollback()
    db.session.connection(execution_options={READS_ONLY: True})


def may_write() -> None:
    """End a transaction that only reads, so that the next statement takes its turn."""
    db.session.rollback()


def give_up_turn() -> None:
    """End a transaction that keeps others waiting; one that only reads goes on."""
    if not db.session.connection().get_execution_options().get(READS_ONLY):
        db.session.rollback()


@contextmanager
def a_turn() -> Iterator[None]:
    """Write meanwhile, from a page that only reads before and after."""
    may_write()
    try:
        yield
    finally:
        only_read()
