"""The board as a co-planner's browser sees it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import Job, Plan, Snapshot
from tests.builders.board_rows import (
    add_event,
    add_open_season,
    add_plan,
    add_planned_season,
    add_run,
    add_session,
)
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words

BOARD = "/board/"


def test_a_season_without_a_plan_offers_to_make_one(planner: PageClient, in_app: Callable) -> None:
    season_id = in_app(lambda: add_open_season().id)
    page = planner.get(BOARD)
    assert "There is no plan yet." in words(page.text)
    assert "Plan this season" not in page.text, "there is nothing to plan"
    in_app(lambda: add_event(season_id))
    assert "Press “Plan this season” to make the first one." in words(planner.get(BOARD).text)


def test_without_an_open_season_the_page_says_so(planner: PageClient) -> None:
    assert "No season is open now" in planner.get(BOARD).text


def test_a_session_stands_in_the_calendar_and_in_a_table_that_says_more(
    planner: PageClient, in_app: Callable
) -> None:
    def stored() -> None:
        run = add_run(add_open_season())
        plan = add_plan(run, rates={"everyone": 0.5})
        add_session(plan, "Reading night", start=datetime(2026, 3, 10, 18, 30))

    in_app(stored)
    page = planner.get(BOARD).text
    calendar, table = page.split('<section class="sessions"')
    assert re.search(r"Tuesday, March 10 6:30\sPM Reading night In person", words(calendar))
    assert "Week 2: Monday, March 9 to Sunday, March 15" in words(table)
    assert re.search(r"6:30\sPM – 8:00\sPM Reading night Room for Reading night In person", words(table))
    assert "Everyone 125" in words(table)


def test_the_cost_of_a_plan_stands_beside_the_cap_that_it_was_made_under(
    planner: PageClient, in_app: Callable
) -> None:
    cap = [{"kind": "cap", "budget": 1000.0}]
    run = in_app(lambda: add_run(add_open_season(budget_cents=520_000)).id)
    in_app(lambda: add_plan(db.session.get_one(Job, run), cost_cents=99_000, wishes=cap))
    assert "$990.00 of $1,000.00" in words(planner.get(BOARD).text)


@pytest.mark.parametrize(
    ("withdrew", "says"),
    [(0, "without anyone who withdrew since"), (9, "without anyone"), (16, "less those who withdrew (15)")],
)
def test_families_who_withdrew_are_left_out_when_a_plan_is_solved_again(
    planner: PageClient, in_app: Callable, withdrew: int, says: str
) -> None:
    def stored() -> None:
        plan = db.session.get_one(Plan, add_planned_season())
        db.session.get_one(Snapshot, plan.snapshot_id).family_count = withdrew
        db.session.commit()

    in_app(stored)
    assert f"Yes, from the data kept as 3fa9c1d2e8, {says}" in words(planner.get(BOARD).text)


def test_a_plan_of_choice_can_be_seen_a_yardstick_only_seen(planner: PageClient, in_app: Callable) -> None:
    plan_id = in_app(lambda: add_planned_season(objective="headcount", yardstick=True))
    page = planner.get(f"/board/plans/{plan_id}").text
    assert "Yardstick, never released: Headcount poll" in words(page)
    assert "Release this plan" not in page
    assert planner.get("/board/plans/999").status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, in_app: Callable) -> None:
    user_id = in_app(lambda: add_user(email="lia@school.org", role="liaison").id)
    assert app.test_client().get(BOARD).status_code == 303
    assert signed_in(app, user_id).get(BOARD).status_code == 403
