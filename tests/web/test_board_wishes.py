"""What the next plan is held to, as a co-planner asks for it on the board."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Job, Plan
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

BOARD = "/board/"


def shown(board: PageClient) -> str:
    return words(board.get(BOARD).text)


def test_a_session_is_pinned_and_the_pin_taken_back(board: PageClient, small_plan: Plan) -> None:
    answer = send(board, BOARD, f"/board/sessions/{small_plan.sessions[0].id}/pin")
    assert answer.location == "/board/#wishes"
    page = shown(board)
    assert re.search(r"Reading night stays at Tuesday, March 3, 6:00\sPM, Room for Reading night\.", page)
    assert "Pinned" in page
    withdraw = re.search(r'action="(/board/wishes/\d+/withdraw)"', board.get(BOARD).text)
    assert withdraw is not None
    send(board, BOARD, withdraw[1])
    assert "Pinned" not in shown(board)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"free-day": "2026-03-06"}, r"Nothing is held Friday, March 6\."),
        (
            {"free-day": "2026-03-06", "free-from": "17:00", "free-to": "19:00"},
            r"Nothing is held Friday, March 6, 5:00\sPM – 7:00\sPM\.",
        ),
    ],
)
def test_time_is_kept_free(board: PageClient, fields: dict[str, str], says: str) -> None:
    send(board, BOARD, "/board/wishes/free", **fields)
    assert re.search(says, shown(board))


def test_time_is_kept_free_of_one_event(board: PageClient, small_plan: Plan) -> None:
    event = str(small_plan.sessions[0].event_id)
    send(board, BOARD, "/board/wishes/free", **{"free-day": "2026-03-06", "free-event": event})
    assert "Reading night is not held Friday, March 6." in shown(board)


def test_the_cost_is_capped_a_floor_raised_and_a_weight_tried(board: PageClient, small_plan: Plan) -> None:
    event = str(small_plan.sessions[0].event_id)
    assert "A cap goes in steps of $20.00, so that no family can be found by it." in shown(board)
    send(board, BOARD, "/board/wishes/cap", **{"cap-dollars": "$4,510"})
    send(board, BOARD, "/board/wishes/floor", **{"floor-set": "nights", "floor-percent": "40"})
    for times in ("3", "2.5"):
        send(board, BOARD, "/board/wishes/weight", **{"weight-event": event, "weight-times": times})
    page = shown(board)
    assert "Reading night counts 2.5 times" in page
    assert "Reading night counts 3 times" not in page
    assert "It costs at most $4,500.00." in page
    assert "Night or shift work: at least 40%." in page


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("free", {"free-day": "soon"}, "Choose a day, such as 2026-03-17."),
        ("free", {"free-day": "2026-03-06", "free-from": "noon"}, "Write a time such as 17:30"),
        (
            "free",
            {"free-day": "2026-03-06", "free-from": "19:00", "free-to": "17:00"},
            "The end must be later than the start.",
        ),
        ("cap", {"cap-dollars": "a lot"}, "Write an amount of money, such as 4500."),
        ("cap", {"cap-dollars": "nan"}, "Write an amount of money, such as 4500."),
        ("floor", {"floor-set": "nights", "floor-percent": "140"}, "Write a number from 0 to 100."),
        ("weight", {"weight-event": "1", "weight-times": "0"}, "Write a number from 0.1 to 10."),
    ],
)
def test_what_cannot_be_read_is_named_and_stays_as_typed(
    board: PageClient, kind: str, fields: dict[str, str], says: str
) -> None:
    answer = send(board, BOARD, f"/board/wishes/{kind}", **fields)
    assert answer.status_code == 400
    assert says in words(answer.text)
    typed = list(fields.values())[-1]
    assert f'value="{typed}"' in answer.text
    assert "Nothing yet." in answer.text


@pytest.mark.parametrize("path", ["sessions/999/pin", "wishes/999/withdraw", "wishes/peace"])
def test_what_is_not_there_is_not_found(board: PageClient, path: str) -> None:
    assert send(board, BOARD, f"/board/{path}").status_code == 404


def test_a_set_that_nobody_knows_is_not_found(board: PageClient) -> None:
    fields = {"floor-set": "rich", "floor-percent": "40"}
    assert send(board, BOARD, "/board/wishes/floor", **fields).status_code == 404
    fields = {"weight-event": "", "weight-times": "2"}
    assert send(board, BOARD, "/board/wishes/weight", **fields).status_code == 404


def test_no_floor_is_offered_for_fewer_than_ten_families(board: PageClient) -> None:
    page = board.get(BOARD).text
    assert '<option value="nights"' in page
    assert '<option value="pooled"' not in page


def test_plan_around_this_asks_for_a_run_that_stays_near(board: PageClient, small_plan: Plan) -> None:
    assert "Plan around this" in shown(board)
    answer = send(
        board,
        BOARD,
        f"/board/seasons/{small_plan.season_id}/plan",
        objective="leximin",
        around=str(small_plan.id),
    )
    assert answer.status_code == 303
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job is not None
    assert job.arguments["around"] == small_plan.id
    assert "Plan around this" not in shown(board)


def test_a_wish_is_undone_like_a_move(board: PageClient, small_plan: Plan) -> None:
    send(board, BOARD, f"/board/sessions/{small_plan.sessions[0].id}/pin")
    page = board.get(BOARD).text
    assert "A wish for the next plan was made" in words(page)
    undo = re.search(r'action="(/board/steps/\d+/undo)"', page)
    assert undo is not None
    send(board, BOARD, undo[1])
    assert "Nothing yet." in shown(board)


def test_others_than_co_planners_are_refused(app: Flask, small_plan: Plan) -> None:
    liaison = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    for path in (f"sessions/{small_plan.sessions[0].id}/pin", "wishes/cap", "wishes/1/withdraw"):
        assert liaison.post(f"/board/{path}").status_code == 403
