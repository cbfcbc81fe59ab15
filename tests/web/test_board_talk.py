"""The page on which co-planners talk about a plan and vote on it."""

from collections.abc import Iterator
from datetime import time

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.keep_move import keep_move
from scheduler.services.talk_on_board import comment
from scheduler.services.what_if_views import Wanted
from scheduler.storage.models import District, Plan, Season
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        yield small_season()


@pytest.fixture
def user(plan: Plan) -> int:  # noqa: ARG001
    return add_user().id


@pytest.fixture
def client(app: Flask, user: int) -> PageClient:
    return signed_in(app, user)


@pytest.fixture
def talk(plan: Plan) -> str:
    return f"/board/plans/{plan.id}/talk"


def test_an_objection_is_made_answered_and_no_longer_in_the_way(
    client: PageClient, talk: str, plan: Plan
) -> None:
    event = f"event-{plan.sessions[0].event_id}"
    send(client, talk, f"{talk}/comments", text="No bus.", about=event, objection="on")
    page = words(client.get(talk).text)
    assert "Reading night – Objection No bus. Pat" in page
    assert "1 objection has no answer yet." in page
    assert "1 objection has no answer yet." in words(client.get(f"/board/plans/{plan.id}/release").text)
    send(client, talk, f"{talk}/comments/1/answer", **{"answer-1": "A bus was booked."})
    page = words(client.get(talk).text)
    assert "Answer A bus was booked. Pat" in page
    assert "no answer yet" not in page


def test_a_release_waits_for_the_votes_that_the_season_asks_for(
    client: PageClient, talk: str, plan: Plan
) -> None:
    db.session.get_one(Season, plan.season_id).approvals_needed = 1
    db.session.commit()
    release = f"/board/plans/{plan.id}/release"
    page = words(client.get(release).text)
    assert "1 more co-planner has to vote yes, or that they can live with it." in page
    assert "Release it" not in page
    send(client, talk, f"{talk}/vote", choice="can_live", reason="")
    assert "Pat : I can live with it" in words(client.get(talk).text)
    assert send(client, release).location == "/board/"
    assert "Release 1" in words(client.get("/board/").text)


@pytest.mark.parametrize(
    ("action", "fields", "says"),
    [
        ("comments", {"text": " "}, "Write a sentence or two."),
        ("comments", {"text": "x" * 2001}, "Make this shorter: 2000 letters at most."),
        ("vote", {"choice": "no", "reason": ""}, "Write a sentence or two."),
    ],
)
def test_what_cannot_be_taken_is_named(
    client: PageClient, talk: str, action: str, fields: dict[str, str], says: str
) -> None:
    answer = send(client, talk, f"{talk}/{action}", **fields)
    assert answer.status_code == 400
    assert says in words(answer.text)
    assert fields.get("text", "").strip() in answer.text


def test_a_comment_is_taken_back(client: PageClient, talk: str) -> None:
    send(client, talk, f"{talk}/comments", text="Hm.")
    assert "Hm." in client.get(talk).text
    send(client, talk, f"{talk}/comments/1/take-back")
    assert "Hm." not in client.get(talk).text


def test_a_session_is_spoken_of_from_the_board_and_its_words_outlive_the_plan(
    client: PageClient, talk: str, plan: Plan, user: int
) -> None:
    about = f"session-{plan.sessions[0].id}"
    assert f'href="{talk}?about={about}#talk-title"' in client.get("/board/").text
    assert f'<option value="{about}" selected>' in client.get(f"{talk}?about={about}").text
    send(client, talk, f"{talk}/comments", text="Too early.", about=about)
    moved = keep_move(plan.id, plan.sessions[0].id, Wanted(at=time(19)), user, NOW)
    page = words(client.get(f"/board/plans/{moved}/talk").text).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "Reading night, Tuesday, March 3, 6:00 PM, Room for Reading night Too early. Pat" in page


def test_what_is_not_there_is_not_found(client: PageClient, talk: str) -> None:
    assert client.get("/board/plans/999/talk").status_code == 404
    assert send(client, talk, f"{talk}/comments/999/take-back").status_code == 404
    assert send(client, talk, f"{talk}/comments", text="x", about="event-999").status_code == 404
    assert send(client, talk, f"{talk}/comments", text="x", about="session-999").status_code == 404
    assert send(client, talk, f"{talk}/comments", text="x", about="me").status_code == 404
    assert send(client, talk, f"{talk}/vote", choice="perhaps").status_code == 400


def test_more_comments_ask_no_more_of_the_database(
    app: Flask, client: PageClient, talk: str, plan: Plan, user: int
) -> None:
    comment(plan.season_id, None, "First.", user, NOW, objection=True)
    with counted_queries(app) as few:
        client.get(talk)
    for number in range(50):
        comment(plan.season_id, plan.sessions[0].event_id, f"Word {number}.", user, NOW, objection=False)
    with counted_queries(app) as many:
        assert "Word 49." in client.get(talk).text
    assert len(many) == len(few)


def test_others_than_co_planners_are_refused(app: Flask, talk: str) -> None:
    client = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    assert client.get(talk).status_code == 403
    assert client.post(f"{talk}/vote").status_code == 403
