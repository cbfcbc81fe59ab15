"""What a calendar program meets when it polls a feed."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event, update
from werkzeug.http import http_date

from scheduler.extensions import db
from scheduler.services.calendar_links import caregiver_calendar
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import District, Event
from tests.builders.board_rows import add_open_season, add_plan, add_run, add_session
from tests.builders.people import NOW, add_caregiver, add_user
from tests.fixtures.page_client import PageClient


@pytest.fixture
def feed(app: Flask) -> SimpleNamespace:
    """The address of a caregiver's feed, and a way to release its plan again."""
    with app.app_context():
        db.session.add(District(name="Oak", timezone="America/New_York", default_language="en"))
        caregiver = add_caregiver()
        plan = add_plan(add_run(add_open_season()))
        add_session(plan)
        planner = add_user()
        db.session.execute(update(Event).values(for_everyone=True))
        db.session.commit()
        release_plan(plan.id, planner.id, NOW)
        link_key = app.extensions["settings"].link_key
        url = f"/feeds/{caregiver_calendar(caregiver.id, link_key, NOW).token}.ics"
        ids = plan.id, planner.id

    def release_again(days_later: int) -> None:
        with app.app_context():
            release_plan(*ids, NOW + timedelta(days=days_later))

    return SimpleNamespace(url=url, release_again=release_again)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL that the app sends meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    with app.app_context():
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_feed_is_private_and_kept_out_of_search_engines(client: PageClient, feed: SimpleNamespace) -> None:
    response = client.get(feed.url)
    assert response.mimetype == "text/calendar"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_feed_is_dated_by_its_release(client: PageClient, feed: SimpleNamespace) -> None:
    assert client.get(feed.url).headers["Last-Modified"] == http_date(NOW)


def test_a_client_that_has_this_version_is_told_so_without_looking_at_a_session(
    client: PageClient, feed: SimpleNamespace, statements: list[str]
) -> None:
    tag = client.get(feed.url).headers["ETag"]
    assert any("release_session" in statement for statement in statements)
    statements.clear()
    response = client.get(feed.url, headers={"If-None-Match": tag})
    assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", tag)
    assert not any("release_session" in statement for statement in statements)


def test_a_client_that_knows_only_the_date_is_told_so_too(client: PageClient, feed: SimpleNamespace) -> None:
    dated = client.get(feed.url).headers["Last-Modified"]
    assert client.get(feed.url, headers={"If-Modified-Since": dated}).status_code == 304


def test_a_new_release_is_sent_to_both(client: PageClient, feed: SimpleNamespace) -> None:
    first = client.get(feed.url).headers
    feed.release_again(days_later=1)
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert client.get(feed.url, headers=header).status_code == 200


def test_the_version_counts_where_a_client_sends_both(client: PageClient, feed: SimpleNamespace) -> None:
    dated = client.get(feed.url).headers["Last-Modified"]
    headers = {"If-None-Match": '"another"', "If-Modified-Since": dated}
    assert client.get(feed.url, headers=headers).status_code == 200


def test_options_in_the_address_are_followed(client: PageClient, feed: SimpleNamespace) -> None:
    plain, asked = client.get(feed.url), client.get(f"{feed.url}?tz=utc&alarm=60")
    assert b"DTSTART;TZID=America/New_York:20260303T180000" in plain.data
    assert b"DTSTART:20260303T230000Z" in asked.data
    assert b"TRIGGER:-PT60M" in asked.data
    assert asked.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("query", ["tz=mars", "alarm=soon", "alarm=-5", "alarm=999999", "alarm=10081"])
def test_an_option_that_nobody_knows_is_refused(
    client: PageClient, feed: SimpleNamespace, query: str
) -> None:
    assert client.get(f"{feed.url}?{query}").status_code == 400
