"""The page on which a co-planner moves a session, and the answer that a drop on the board gets."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.storage.models import Plan
from tests.builders.people import add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

DROPPED = {"HX-Request": "true"}


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        yield small_season()


@pytest.fixture
def client(app: Flask, plan: Plan) -> PageClient:  # noqa: ARG001
    return signed_in(app, add_user().id)


@pytest.fixture
def move(plan: Plan) -> str:
    """The page that moves Reading night."""
    return f"/board/plans/{plan.id}/sessions/{plan.sessions[0].id}/move"


def test_the_form_has_what_the_session_has_now(client: PageClient, move: str) -> None:
    page = client.get(move).text
    assert 'name="day" type="date" value="2026-03-03"' in page
    assert 'value="18:00" selected' in page
    assert re.search(r'name="crew" value="\d+" checked> Ms. Rivera', page)
    assert "What would change" not in page


def test_the_answer_names_gains_losses_rules_and_cost(client: PageClient, move: str) -> None:
    page = words(client.get(f"{move}?ask=1&day=2026-03-05&time=20:00").text)
    assert re.search(r"from Tuesday, March 3, 6:00\sPM, Hall to Thursday, March 5, 8:00\sPM, Hall", page)
    assert "Every rule would be kept." in page
    assert "Included least now: Night or shift work, 50%. Then: Night or shift work, 100%." in page
    assert "The cost goes from about $300.00 to about $280.00." in page
    assert "Night or shift work 50% 100% +10 20 fewer than 10" in page
    assert "Families in no group 50% 0% −15 fewer than 10 30" in page
    assert "Everyone 50% 40% −5 20 30" in page


def test_what_breaks_is_said_with_a_link_to_the_thing(client: PageClient, move: str, plan: Plan) -> None:
    page = client.get(f"{move}?ask=1&day=2026-03-05").text
    assert re.search(r"Ms. Rivera is at Math night then \(Thursday, March 5, 6:00\sPM, Gym\)", words(page))
    assert f'href="/board/plans/{plan.id}#session-{plan.sessions[1].id}">Math night</a>' in page
    closed = words(client.get(f"{move}?ask=1&day=2026-03-06").text)
    assert "Friday, March 6 is closed then: no school, or kept free." in closed


def test_a_move_that_shows_nothing_says_for_whom(client: PageClient, move: str) -> None:
    page = words(client.get(f"{move}?ask=1&time=19:00").text)
    assert "Fewer than 10 families gain and fewer than 10 lose in: Night or shift work, Families in" in page


def test_what_was_chosen_stays_chosen(client: PageClient, move: str) -> None:
    page = client.get(f"{move}?ask=1&day=2026-03-05&time=17:00&with_crew=1").text
    assert 'value="2026-03-05"' in page
    assert 'value="17:00" selected' in page
    assert 'type="checkbox" name="crew"' in page
    assert "checked" not in page
    assert "would not have enough hosts" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("day=someday", "Choose a day, such as 2026-03-17."),
        ("time=soon", "Choose a time from the list."),
        ("with_crew=1&crew=x", "Choose supports from the list."),
    ],
)
def test_what_cannot_be_read_is_named(client: PageClient, move: str, query: str, says: str) -> None:
    page = client.get(f"{move}?ask=1&{query}").text
    assert says in page
    assert "What would change" not in page


def test_a_drop_gets_the_answer_alone(client: PageClient, move: str) -> None:
    answer = client.get(f"{move}?ask=1&day=2026-03-05", headers=DROPPED).text
    assert answer.strip().startswith('<section class="what-if"')
    assert "data-close" in answer


def test_a_place_that_nobody_knows_is_told(client: PageClient, move: str) -> None:
    assert "does not know this place" in client.get(f"{move}?ask=1&place=9999").text


def test_a_session_of_another_plan_is_not_found(client: PageClient, plan: Plan) -> None:
    for query in ("", "?ask=1"):
        assert client.get(f"/board/plans/{plan.id}/sessions/9999/move{query}").status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, move: str) -> None:
    user_id = add_user(email="lia@school.org", role="liaison").id
    assert app.test_client().get(move).status_code == 303
    assert signed_in(app, user_id).get(move).status_code == 403


def test_the_board_leads_to_the_form_of_every_session(client: PageClient, plan: Plan) -> None:
    page = client.get("/board/").text
    for session in plan.sessions:
        assert f'href="/board/plans/{plan.id}/sessions/{session.id}/move"' in page


def test_an_answer_asks_the_database_little(app: Flask, client: PageClient, move: str) -> None:
    client.get(f"{move}?ask=1&day=2026-03-05", headers=DROPPED)
    with counted_queries(app) as statements:
        client.get(f"{move}?ask=1&day=2026-03-05", headers=DROPPED)
    assert len(statements) <= 8


class TestKeep:
    def test_a_kept_move_is_on_the_board_and_can_be_undone(self, client: PageClient, move: str) -> None:
        fields = {"day": "2026-03-05", "time": "20:00"}
        assert send(client, f"{move}?ask=1", move, **fields).location == "/board/"
        page = client.get("/board/").text
        assert re.search(
            r"Thursday, March 5 6:00\sPM Math night In person 8:00\sPM Reading night", words(page)
        )
        assert "Reading night was moved" in words(page)
        undo = re.search(r'action="(/board/steps/\d+/undo)"', page)
        assert undo is not None
        assert send(client, "/board/", undo[1]).location == "/board/"
        page = words(client.get("/board/").text)
        assert re.search(r"Tuesday, March 3 6:00\sPM Reading night", page)
        assert "Undo" not in page

    def test_a_plan_that_breaks_rules_says_so_and_offers_no_release(
        self, client: PageClient, move: str
    ) -> None:
        assert "Release this plan" in client.get("/board/").text
        send(client, move, move, day="2026-03-05")
        page = words(client.get("/board/").text)
        assert "This plan breaks rules and cannot be released" in page
        assert "Ms. Rivera is at" in page
        assert "Release this plan" not in page

    def test_whoever_comes_second_sees_the_difference_and_chooses(
        self, client: PageClient, move: str, plan: Plan
    ) -> None:
        math = f"/board/plans/{plan.id}/sessions/{plan.sessions[1].id}/move"
        send(client, move, move, day="2026-03-05", time="20:00")
        answer = send(client, math, math, time="19:00")
        assert answer.status_code == 409
        page = words(answer.text)
        assert "The board changed meanwhile" in page
        assert re.search(r"Moved Reading night from Tuesday, March 3, 6:00\sPM", page)
        again = re.search(r'href="(/board/plans/\d+/sessions/\d+/move[^"]*)"', answer.text)
        assert again is not None
        assert "time=19%3A00" in again[1] or "time=19:00" in again[1]
        assert send(client, math, math, time="19:00", over="1").status_code == 303
        assert re.search(r"Tuesday, March 3 6:00\sPM Reading night", words(client.get("/board/").text))

    def test_what_cannot_be_read_is_refused(self, client: PageClient, move: str) -> None:
        assert send(client, move, move, day="x").status_code == 400
        assert send(client, move, "/board/plans/999/sessions/1/move", day="2026-03-05").status_code == 404

    def test_an_undo_that_comes_too_late_changes_nothing(self, client: PageClient, move: str) -> None:
        send(client, move, move, day="2026-03-05", time="20:00")
        assert send(client, "/board/", "/board/steps/1/undo").status_code == 303
        assert send(client, "/board/", "/board/steps/1/undo").status_code == 303
        assert send(client, "/board/", "/board/steps/999/undo").status_code == 404
