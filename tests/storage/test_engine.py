"""SQLite keeps the promises that PostgreSQL keeps by itself."""

import sqlite3
from pathlib import Path

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from scheduler import extensions
from scheduler.app import create_app
from scheduler.config import Settings
from scheduler.services.turns import may_write, only_read
from scheduler.storage.models import Caregiver, District
from scheduler.storage.sqlite_turns import Turns


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_a_pragma_is_in_force_on_every_connection(settings: Settings, pragma: str, value: object) -> None:
    with create_app(settings).app_context():
        for _ in range(2):
            with extensions.db.engine.connect() as connection:
                assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
            extensions.db.engine.dispose()


def test_a_transaction_takes_the_write_lock_when_it_begins(db: SQLAlchemy, tmp_path: Path) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        other = sqlite3.connect(tmp_path / "test.db", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_who_waits_too_long_for_a_turn_is_told_so_and_keeps_nobody_else_from_it(tmp_path: Path) -> None:
    engine, turns = create_engine(f"sqlite:///{tmp_path / 'turns.db'}"), Turns(patience_ms=30)
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", turns.take)
    event.listen(engine, "commit", turns.give_back)
    event.listen(engine, "rollback", turns.give_back)
    other = sqlite3.connect(tmp_path / "turns.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), engine.begin():
        pass
    other.execute("ROLLBACK")
    with engine.begin() as first:
        first.execute(text("CREATE TABLE said (word)"))
        with pytest.raises(OperationalError, match="locked"), engine.begin():
            pass
    with engine.begin() as second:
        assert second.execute(text("SELECT count(*) FROM said")).scalar() == 0
        assert second.execute(text("PRAGMA busy_timeout")).scalar() == 30
    other.close()
    engine.dispose()


def test_who_only_reads_waits_for_nobody_sees_what_was_there_and_cannot_write(
    db: SQLAlchemy, tmp_path: Path
) -> None:
    db.session.add(District(name="D", timezone="UTC", default_language="en"))
    db.session.commit()
    other = sqlite3.connect(tmp_path / "test.db", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    only_read()
    assert db.session.query(District.name).all() == [("D",)]
    other.execute("UPDATE district SET name = 'E'")
    other.execute("COMMIT")
    assert db.session.query(District.name).all() == [("D",)]
    with pytest.raises(OperationalError, match="readonly"):
        db.session.execute(text("UPDATE district SET name = 'F'"))
    may_write()
    assert db.session.query(District.name).all() == [("E",)]
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    db.session.execute(text("UPDATE district SET name = 'F'"))
    other.close()


def test_a_caregiver_of_no_family_is_refused(db: SQLAlchemy) -> None:
    db.session.add(Caregiver(family_id=99, name="A", language_spoken="en", language_read="en"))
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_word_that_a_column_does_not_know_is_refused(db: SQLAlchemy) -> None:
    db.session.add(District(name="D", timezone="UTC", default_language="en"))
    db.session.commit()
    with pytest.raises((IntegrityError, OperationalError)):
        db.session.execute(text("INSERT INTO audience (kind, key, name) VALUES ('club', 'k', 'n')"))
