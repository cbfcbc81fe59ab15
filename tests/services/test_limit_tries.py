"""Tries are counted by whoever makes them, for an hour, without keeping who that was."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.limit_tries import Limit, TooManyTriesError, count_try, neighbourhood
from scheduler.storage.models import TryCount
from tests.fixtures.databases import on_both_databases

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
KEY = "the secret key of this test, long enough"
TWICE = Limit("test", 2)


def try_(whose: str, now_utc: datetime = NOON, limit: Limit = TWICE, key: str = KEY) -> bool:
    """Whether the try was allowed."""
    try:
        count_try(limit, whose, key, now_utc)
    except TooManyTriesError:
        return False
    return True


@on_both_databases
@pytest.mark.usefixtures("db")
class TestLimit:
    def test_after_as_many_as_are_allowed_the_next_is_refused(self) -> None:
        assert [try_("192.0.2.1") for _ in range(4)] == [True, True, False, False]

    def test_somebody_else_and_something_else_are_counted_apart(self) -> None:
        assert [try_("192.0.2.1") for _ in range(3)][-1] is False
        assert try_("192.0.2.2")
        assert try_("192.0.2.1", limit=Limit("other", 2))

    def test_when_the_hour_is_over_it_begins_anew_and_the_old_count_is_gone(self) -> None:
        assert [try_("192.0.2.1") for _ in range(3)][-1] is False
        assert try_("192.0.2.1", NOON + timedelta(hours=1))
        assert db.session.query(TryCount).count() == 1

    def test_the_row_does_not_tell_who_tried_to_anyone_without_the_key(self) -> None:
        try_("192.0.2.1")
        try_("192.0.2.1", key=KEY + "!")
        rows = [row.key for row in db.session.query(TryCount)]
        assert len(set(rows)) == 2
        assert all(re.fullmatch("[0-9a-f]{64}", row) for row in rows)


@on_both_databases
def test_many_at_once_get_no_more_than_one_by_one(app: Flask) -> None:
    def one(_: int) -> bool:
        with app.app_context():
            return try_("192.0.2.1", limit=Limit("test", 3))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(16))) == 3


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_one_connection_has_one_count(address: str | None, counted_as: str) -> None:
    assert neighbourhood(address) == counted_as
