"""A co-planner closes a season on a page that says what happens, and can take it back for some days."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.forget_ended_seasons import forget_ended_seasons
from scheduler.storage.models import Answer, AuditEntry, District, Season
from tests.builders.board_rows import added
from tests.builders.people import add_answer, add_caregiver, add_season, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

PAGE = "/board/season-end/"
CLOSE, REOPEN = f"{PAGE}1/close", f"{PAGE}1/reopen"


@pytest.fixture
def planner(app: Flask) -> PageClient:
    """A co-planner, and a season of 2026 with an answer that may not be kept."""
    with app.app_context():
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        add_answer(add_caregiver(), add_season())
        return signed_in(app, add_user().id)


def answers_left(app: Flask, after: timedelta) -> int:
    """How many answers there are when a worker has looked, so long from now."""
    with app.app_context():
        forget_ended_seasons(datetime.now(UTC) + after)
        return db.session.query(Answer).count()


def test_nothing_is_closed_before_the_box_is_ticked(app: Flask, planner: PageClient) -> None:
    refused = send(planner, PAGE, CLOSE)
    assert refused.status_code == 422
    assert "Tick this box if you want to close the season." in words(refused.text)
    with app.app_context():
        assert db.session.query(Season.state).scalar() == "open"


def test_what_may_not_be_kept_goes_three_days_after_closing_and_not_before(
    app: Flask, planner: PageClient
) -> None:
    assert "every answer is deleted that its family did not let us keep" in words(planner.get(PAGE).text)
    send(planner, PAGE, CLOSE, sure="on")
    assert "No family can answer for “Spring” any more." in words(planner.get(PAGE).text)
    assert "About the season that was closed" in words(planner.get("/board/rules/").text)
    assert [answers_left(app, timedelta(days=days)) for days in (2, 4)] == [1, 0]
    with app.app_context():
        actions = db.session.query(AuditEntry.action, AuditEntry.actor_kind).order_by(AuditEntry.id).all()
    assert actions == [("close_season", "user"), ("forget_answers", "worker")]


def test_a_season_that_was_closed_by_mistake_is_opened_again_and_has_lost_nothing(
    app: Flask, planner: PageClient
) -> None:
    send(planner, PAGE, CLOSE, sure="on")
    send(planner, PAGE, REOPEN)
    assert "Close the season" in words(planner.get(PAGE).text)
    assert answers_left(app, timedelta(days=4)) == 1


def test_it_is_not_opened_again_once_deleting_may_have_begun_or_another_is_open(
    app: Flask, planner: PageClient
) -> None:
    send(planner, PAGE, CLOSE, sure="on")
    with app.app_context():
        add_season(name="Fall")
    assert send(planner, "/board/rules/", REOPEN).status_code == 409
    with app.app_context():
        db.session.query(Season).filter_by(name="Fall").delete()
        long_ago = datetime.now(UTC) - timedelta(days=3)
        db.session.query(Season).update({"closed_utc": long_ago})
        db.session.commit()
    page = words(planner.get(PAGE).text)
    assert "It cannot be opened again" in page
    assert "Open it again" not in page
    assert send(planner, "/account/", REOPEN).status_code == 409
