"""A holiday that becomes known is kept free in the next plan, and one that was wrong is not."""

from datetime import datetime

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import AuditEntry, District, SeasonClosure
from tests.builders.board_rows import add_open_season, added
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

PAGE = "/board/closed-days/"


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The co-planner of six weeks from Monday, 2 March 2026."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_open_season()
        return signed_in(app, add_user().id)


def closed(app: Flask) -> list[tuple[datetime, datetime, str]]:
    with app.app_context():
        rows = db.session.query(SeasonClosure).order_by(SeasonClosure.id)
        return [(row.start_local, row.end_local, row.reason) for row in rows]


def test_closed_days_are_added_and_taken_off(app: Flask, client: PageClient) -> None:
    assert f'href="{PAGE}"' in client.get("/board/").text
    snow = {"closed-0-first": "2026-03-10", "closed-0-reason": "Snow"}
    assert send(client, PAGE, **snow).location == PAGE
    send(client, PAGE, **{"closed-0-first": "2026-03-16", "closed-0-last": "2026-03-18"})
    assert closed(app) == [
        (datetime(2026, 3, 10), datetime(2026, 3, 11), "Snow"),
        (datetime(2026, 3, 16), datetime(2026, 3, 19), "Closed"),
    ]
    page = words(client.get(PAGE).text)
    assert "Snow Tuesday, March 10, 2026 Take off" in page
    assert "Closed Monday, March 16, 2026 – Wednesday, March 18, 2026 Take off" in page
    assert "Snow" in words(client.get("/board/").text)
    assert send(client, PAGE, f"{PAGE}1/open").location == PAGE
    assert [reason for _, _, reason in closed(app)] == ["Closed"]
    assert send(client, PAGE, f"{PAGE}1/open").status_code == 404
    with app.app_context():
        told = [row.action for row in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert told == ["close_days", "close_days", "open_days"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose a day, such as 2026-03-17."),
        ({"closed-0-first": "2026-05-10"}, "Choose a date from Monday, March 2, 2026 to Sunday, April 12"),
        ({"closed-0-first": "2026-03-10", "closed-0-last": "2026-03-09"}, "The end must be later"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    app: Flask, client: PageClient, fields: dict[str, str], says: str
) -> None:
    refused = send(client, PAGE, **{"closed-0-reason": "Snow", **fields})
    assert refused.status_code == 422
    assert words(refused.text).count(says) == 2
    assert 'value="Snow"' in refused.text
    assert closed(app) == []
