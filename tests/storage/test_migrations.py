"""Migrations make exactly the models' tables, and go up and down with rows in every table."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade

from scheduler.app import create_app
from scheduler.extensions import db
from tests.builders.any_rows import count_rows, fill_every_table
from tests.fixtures.apps import make_settings
from tests.thorough import thorough

REVISIONS = [s.revision for s in ScriptDirectory("migrations").walk_revisions()]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An app whose database has no table yet."""
    if request.param == "sqlite":
        return create_app(make_settings(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}"))
    return create_app(make_settings(tmp_path, request.getfixturevalue("empty_postgresql_url")))


def test_the_migrated_schema_equals_the_models(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        check()  # exits with a message where an upgrade is missing


def test_a_table_that_no_migration_makes_is_noticed(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        db.session.execute(db.text("DROP TABLE audit_entry"))
        db.session.commit()
        with pytest.raises(SystemExit):
            check()


def test_every_migration_goes_down_and_up_again_with_rows_in_it(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            before = fill_every_table(connection, db.metadata)
        for _ in REVISIONS:
            downgrade(revision="-1")
        assert db.inspect(db.engine).get_table_names() == ["alembic_version"]
        upgrade()
        with db.engine.begin() as connection:
            after = count_rows(connection, db.metadata)
    assert set(before.values()) == {2}
    assert set(after.values()) == {0}


@thorough
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_step_up_onto_each_revision_keeps_the_rows_below_it(empty_app: Flask, revision: str) -> None:
    with empty_app.app_context():
        upgrade(revision=revision)
        with db.engine.begin() as connection:
            metadata = db.MetaData()
            metadata.reflect(connection)
            metadata.remove(metadata.tables["alembic_version"])
            before = fill_every_table(connection, metadata)
        upgrade()
        with db.engine.begin() as connection:
            for name, rows in before.items():
                kept = connection.execute(db.select(db.func.count()).select_from(metadata.tables[name]))
                assert (name, kept.scalar_one()) == (name, rows)
