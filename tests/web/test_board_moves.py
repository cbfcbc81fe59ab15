"""The page on which a co-planner moves a session, and the answer that a drop on the board gets."""

import re

import pytest
from flask import Flask

from scheduler.storage.models import Plan
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

DROPPED = {"HX-Request": "true"}


@pytest.fixture
def move(small_plan: Plan) -> str:
    """The page that moves Reading night."""
    return f"/board/plans/{small_plan.id}/sessions/{small_plan.sessions[0].id}/move"


def test_the_form_has_what_the_session_has_now(board: PageClient, move: str) -> None:
    page = board.get(move).text
    assert 'name="day" type="date" value="2026-03-03"' in page
    assert 'value="18:00" selected' in page
    assert re.search(r'name="crew" value="\d+" checked> Ms. Rivera', page)
    assert 'action="#what-if"' in page, "the form leads to its answer"
    assert "What would change" not in page


def test_the_answer_names_gains_losses_rules_and_cost(board: PageClient, move: str) -> None:
    page = words(board.get(f"{move}?ask=1&day=2026-03-05&time=20:00").text)
    assert re.search(r"from Tuesday, March 3, 6:00\sPM, Hall to Thursday, March 5, 8:00\sPM, Hall", page)
    assert "Every rule would be kept." in page
    assert "Included least now: Night or shift work, 50%. Then: Night or shift work, 100%." in page
    assert "The cost goes from about $300.00 to about $280.00." in page
    assert "Night or shift work 50% 100% +10 20 fewer than 10" in page
    assert "Families in no group 50% 0% −15 fewer than 10 30" in page
    assert "Everyone 50% 40% −5 20 30" in page


def test_what_breaks_is_said_with_a_link_to_the_thing(board: PageClient, move: str, small_plan: Plan) -> None:
    page = board.get(f"{move}?ask=1&day=2026-03-05").text
    assert re.search(r"Ms. Rivera is at Math night then \(Thursday, March 5, 6:00\sPM, Gym\)", words(page))
    assert f'href="/board/plans/{small_plan.id}#session-{small_plan.sessions[1].id}">Math night</a>' in page
    closed = words(board.get(f"{move}?ask=1&day=2026-03-06").text)
    assert "Friday, March 6 is closed then: no school, or kept free." in closed


def test_a_start_that_is_not_on_the_list_stays_chosen(board: PageClient, move: str) -> None:
    assert 'value="18:10" selected' in board.get(f"{move}?ask=1&time=18:10").text


def test_a_move_that_shows_nothing_says_for_whom(board: PageClient, move: str) -> None:
    page = words(board.get(f"{move}?ask=1&time=19:00").text)
    assert "Fewer than 10 families gain and fewer than 10 lose in: Night or shift work, Families in" in page


def test_what_was_chosen_stays_chosen(board: PageClient, move: str) -> None:
    page = board.get(f"{move}?ask=1&day=2026-03-05&time=17:00&with_crew=1").text
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
def test_what_cannot_be_read_is_named(board: PageClient, move: str, query: str, says: str) -> None:
    page = board.get(f"{move}?ask=1&{query}").text
    assert says in page
    assert "What would change" not in page


def test_a_drop_gets_the_answer_alone(board: PageClient, move: str) -> None:
    answer = board.get(f"{move}?ask=1&day=2026-03-05", headers=DROPPED).text
    assert answer.strip().startswith('<section class="what-if"')
    assert "data-close" in answer


def test_a_place_that_nobody_knows_is_told(board: PageClient, move: str) -> None:
    assert "does not know this place" in board.get(f"{move}?ask=1&place=9999").text


def test_a_session_of_another_plan_is_not_found(board: PageClient, small_plan: Plan) -> None:
    for query in ("", "?ask=1"):
        assert board.get(f"/board/plans/{small_plan.id}/sessions/9999/move{query}").status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, move: str) -> None:
    user_id = add_user(email="lia@school.org", role="liaison").id
    assert app.test_client().get(move).status_code == 303
    assert signed_in(app, user_id).get(move).status_code == 403


def test_the_board_leads_to_the_form_of_every_session(board: PageClient, small_plan: Plan) -> None:
    page = board.get("/board/").text
    for session in small_plan.sessions:
        assert f'href="/board/plans/{small_plan.id}/sessions/{session.id}/move"' in page


def test_an_answer_asks_the_database_little(app: Flask, board: PageClient, move: str) -> None:
    board.get(f"{move}?ask=1&day=2026-03-05", headers=DROPPED)
    with counted_queries(app) as statements:
        board.get(f"{move}?ask=1&day=2026-03-05", headers=DROPPED)
    assert len(statements) <= 9  # with that which begins


class TestKeep:
    def test_a_kept_move_is_on_the_board_and_can_be_undone(self, board: PageClient, move: str) -> None:
        fields = {"day": "2026-03-05", "time": "20:00"}
        assert send(board, f"{move}?ask=1", move, **fields).location == "/board/"
        page = board.get("/board/").text
        assert re.search(
            r"Thursday, March 5 6:00\sPM Math night In person 8:00\sPM Reading night", words(page)
        )
        assert "Reading night was moved" in words(page)
        undo = re.search(r'action="(/board/steps/\d+/undo)"', page)
        assert undo is not None
        assert send(board, "/board/", undo[1]).location == "/board/"
        page = words(board.get("/board/").text)
        assert re.search(r"Tuesday, March 3 6:00\sPM Reading night", page)
        assert "Undo" not in page
        assert "Do it again Reading night was moved" in page
        again = undo[1].replace("undo", "again")
        assert send(board, "/board/", again).location == "/board/"
        page = words(board.get("/board/").text)
        assert re.search(r"8:00\sPM Reading night", page)
        assert "Do it again" not in page
        assert send(board, "/board/", again).location == "/board/", "too late: the board is shown as it is"
        assert send(board, "/board/", "/board/steps/999/again").status_code == 404

    def test_a_plan_that_breaks_rules_says_so_and_offers_no_release(
        self, board: PageClient, move: str
    ) -> None:
        assert "Release this plan" in board.get("/board/").text
        send(board, move, move, day="2026-03-05")
        page = words(board.get("/board/").text)
        assert "This plan breaks rules and cannot be released" in page
        assert "Ms. Rivera is at" in page
        assert "Release this plan" not in page

    def test_whoever_comes_second_sees_the_difference_and_chooses(
        self, board: PageClient, move: str, small_plan: Plan
    ) -> None:
        math = f"/board/plans/{small_plan.id}/sessions/{small_plan.sessions[1].id}/move"
        send(board, move, move, day="2026-03-05", time="20:00")
        answer = send(board, math, math, time="19:00")
        assert answer.status_code == 409
        page = words(answer.text)
        assert "The board changed meanwhile" in page
        assert re.search(r"Moved Reading night from Tuesday, March 3, 6:00\sPM", page)
        again = re.search(r'href="(/board/plans/\d+/sessions/\d+/move[^"]*)"', answer.text)
        assert again is not None
        assert "time=19%3A00" in again[1] or "time=19:00" in again[1]
        assert send(board, math, math, time="19:00", over="1").status_code == 303
        assert re.search(r"Tuesday, March 3 6:00\sPM Reading night", words(board.get("/board/").text))

    def test_what_cannot_be_read_is_refused(self, board: PageClient, move: str) -> None:
        assert send(board, move, move, day="x").status_code == 400
        assert send(board, move, "/board/plans/999/sessions/1/move", day="2026-03-05").status_code == 404

    def test_an_undo_that_comes_too_late_changes_nothing(self, board: PageClient, move: str) -> None:
        send(board, move, move, day="2026-03-05", time="20:00")
        assert send(board, "/board/", "/board/steps/1/undo").status_code == 303
        assert send(board, "/board/", "/board/steps/1/undo").status_code == 303
        assert send(board, "/board/", "/board/steps/999/undo").status_code == 404
