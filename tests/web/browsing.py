"""What the tests of several pages do: sign in, read the words, count what the database is asked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy import event

from scheduler.extensions import db
from tests.fixtures.page_client import PageClient


def signed_in(app: Flask, user_id: int) -> PageClient:
    """A browser in which this user has signed in."""
    client: Any = app.test_client()
    with client.session_transaction() as session:
        session["signed_in"] = [user_id, 0, int(datetime.now(UTC).timestamp())]
    return client


def words(html: str) -> str:
    """The text of a page, blanks joined."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """Every statement that the app's database is asked meanwhile."""
    statements: list[str] = []

    def note(*args: Any) -> None:
        statements.append(args[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
