"""A release, from the board's button to its number."""

import re
from collections.abc import Callable

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Release
from tests.builders.board_rows import add_open_season, add_plan, add_planned_season, add_run, add_session
from tests.fixtures.page_client import PageClient
from tests.web.browsing import words
from tests.web.forms import send

BOARD = "/board/"


def test_it_is_confirmed_first_and_then_numbered(planner: PageClient, in_app: Callable) -> None:
    def stored() -> int:
        plan = add_plan(add_run(add_open_season()))
        add_session(plan, "Reading night")
        return plan.id

    plan_id = in_app(stored)
    page = f"/board/plans/{plan_id}/release"
    asked = words(planner.get(page).text)
    assert "This is the first release of the season." in asked
    assert re.search(r"Added Reading night Tuesday, March 3, 6:00\sPM, Room for Reading night", asked)
    assert in_app(lambda: db.session.scalars(select(Release)).all()) == []
    send(planner, page)
    assert in_app(lambda: db.session.scalars(select(Release.number)).all()) == [1]
    board = words(planner.get(BOARD).text)
    assert "Release 1" in board
    assert "Release this plan" not in board


def test_a_yardstick_cannot_be_released(planner: PageClient, in_app: Callable) -> None:
    plan_id = in_app(lambda: add_planned_season(objective="majority"))
    page = f"/board/plans/{plan_id}/release"
    assert planner.get(page).status_code == 404
    assert send(planner, f"/board/plans/{plan_id}", page).status_code == 409
