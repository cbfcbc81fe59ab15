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
    assert answer.startswith('<section class="what-if"')
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
