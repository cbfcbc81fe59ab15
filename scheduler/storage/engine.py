"""How the program talks to its database: the same promises on SQLite as on PostgreSQL."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url

from scheduler.storage.sqlite_turns import Turns

SQLITE_BUSY_TIMEOUT_MS = 10_000
READS_ONLY = "reads_only"


def engine_options(database_url: str) -> dict[str, Any]:
    """Give the keyword arguments of `create_engine` for `database_url`."""
    options: dict[str, Any] = {"hide_parameters": True}  # an error that is logged must not tell about whom
    if make_url(database_url).get_backend_name() == "postgresql":
        options |= {"pool_pre_ping": True, "connect_args": {"options": "-c timezone=utc"}}
    return options


def prepare_engine(engine: Engine) -> None:
    """Give an SQLite `engine` its pragmas and whole transactions; leave any other engine as it is.

    sqlite3 starts a transaction late and takes the write lock later still, so that two readers who both
    go on to write can fail each other. Here each transaction begins with the lock (SQLAlchemy, "SQLite:
    using SQLAlchemy to emit BEGIN"), and whoever comes second waits for up to `SQLITE_BUSY_TIMEOUT_MS`.

    A transaction with the execution option `READS_ONLY` takes no lock and waits for nobody; it sees the
    database as it was when it began, and cannot write.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    turns = Turns(SQLITE_BUSY_TIMEOUT_MS)

    def begin(connection: Connection) -> None:
        if _reads_only(connection):
            connection.exec_driver_sql("BEGIN")
        else:
            turns.take(connection)

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", turns.give_back)
    event.listen(engine, "rollback", turns.give_back)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _reads_only(connection: Connection) -> bool:
    """Whether this transaction cannot write, which its connection is told."""
    reads_only = bool(connection.get_execution_options().get(READS_ONLY, False))
    if connection.info.get(READS_ONLY, False) != reads_only:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads_only else 'OFF'}")
        connection.info[READS_ONLY] = reads_only
    return reads_only


def overwrite_deleted(engine: Engine) -> None:
    """Leave no trace of what was deleted in the files of an SQLite database, as far as other readers allow.

    `secure_delete` overwrites it in the database itself; the write-ahead log still has older pages until it
    is emptied (SQLite, "PRAGMA wal_checkpoint"). PostgreSQL overwrites them on its own, when it vacuums.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
