"""Whoever writes to an SQLite database takes a turn, in a line without idle waits.

SQLite lets one transaction write at a time; all others sleep, for up to 100 ms a time, whether or not the
turn is free again by then. Here the threads of a process wait for each other, woken at once, and only the
first of them asks SQLite, every millisecond, since another process may have the turn.
"""

from __future__ import annotations

import sqlite3
import time
from threading import Lock
from typing import Any

from sqlalchemy.engine import Connection

_ASK_AGAIN_SECONDS = 0.001
_HAS_TURN = "has_turn"


class Turns:
    """The line of this process for one database; nobody waits in it for more than `patience_ms`."""

    def __init__(self, patience_ms: int) -> None:
        self._patience_ms = patience_ms
        self._line = Lock()

    def take(self, connection: Connection) -> None:
        """Begin a transaction that may write.

        Raises:
            OperationalError: when others kept the turn for longer than anybody waits.
        """
        until = time.monotonic() + self._patience_ms / 1000
        connection.info[_HAS_TURN] = self._line.acquire(timeout=self._patience_ms / 1000)
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            while not _took_turn(raw) and time.monotonic() < until:
                time.sleep(_ASK_AGAIN_SECONDS)
            if not raw.in_transaction:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self.give_back(connection)
            raise
        finally:
            raw.execute(f"PRAGMA busy_timeout = {self._patience_ms}")

    def give_back(self, connection: Connection) -> None:
        """Let the next one begin; of no effect where the transaction had no turn."""
        if connection.info.pop(_HAS_TURN, False):
            self._line.release()


def _took_turn(raw: Any) -> bool:
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as why:
        if why.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
