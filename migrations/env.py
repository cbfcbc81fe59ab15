"""Run migrations inside the app's own engine, so that they see the same pragmas as the app."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection

from scheduler.storage import models  # noqa: F401  (fills the metadata)
from scheduler.storage.types import UtcDateTime


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Write our own column types into a migration by their plain names."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    return False


@contextmanager
def foreign_keys_at_rest(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by building it anew; its children must not go with the old one."""
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = connection.connection.driver_connection
    sqlite.execute("PRAGMA foreign_keys = OFF")
    yield
    broken = sqlite.execute("PRAGMA foreign_key_check").fetchall()
    sqlite.execute("PRAGMA foreign_keys = ON")
    if broken:
        raise RuntimeError(f"a migration broke {len(broken)} foreign keys: {broken[:5]}")


def run() -> None:
    database = current_app.extensions["migrate"].db
    with database.engine.connect() as connection, foreign_keys_at_rest(connection):
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
