"""Other ways to see a plan: by place, event and format, week by week, and when families can come."""

import re

import pytest
from flask import Flask

from scheduler.storage.models import Plan
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words

READING = r"Tuesday, March 3, 6:00\sPM"


def cells(page: str) -> list[list[str]]:
    """The words of the grid, row by row."""
    body = re.search(r'<table class="place-grid">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert body is not None
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def lines(page: str) -> list[str]:
    """The rows of the list that says the same."""
    body = re.search(r'<table class="line-table.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert body is not None
    return [words(row) for row in re.findall(r"<tr>.*?</tr>", body[1], re.DOTALL)]


@pytest.mark.parametrize(
    ("by", "name", "session"),
    [
        ("place", "Room for Reading night", "Reading night In person"),
        ("event", "Reading night", "Room for Reading night In person"),
        ("format", "In person", "Reading night Room for Reading night"),
    ],
)
def test_the_season_has_a_row_for_each_and_a_column_a_week(
    board: PageClient, small_plan: Plan, by: str, name: str, session: str
) -> None:
    page = board.get(f"/board/plans/{small_plan.id}/season?by={by}").text
    row = next(row for row in cells(page) if row[0] == name)
    assert len(row) == 1 + 6
    assert re.search(rf"^Week 1 {READING} {session}", row[1])
    assert row[2:] == [""] * 5


def test_a_week_has_a_column_a_day(board: PageClient, small_plan: Plan) -> None:
    page = board.get(f"/board/plans/{small_plan.id}/weeks/1").text
    assert "Week 1: Monday, March 2 to Sunday, March 8" in words(page)
    found = {row[0]: row[1:] for row in cells(page)}
    reading = found["Room for Reading night"]
    assert re.fullmatch(r"Tuesday, March 3 6:00\sPM Reading night In person", reading[1])
    assert [n for n, cell in enumerate(found["Room for Math night"]) if cell] == [3]


@pytest.mark.parametrize("path", ["season", "season?by=event", "weeks/1?by=format"])
def test_the_list_says_the_same_as_the_grid(board: PageClient, small_plan: Plan, path: str) -> None:
    page = board.get(f"/board/plans/{small_plan.id}/{path}").text
    assert re.fullmatch(rf"{READING} Reading night Room for Reading night In person", lines(page)[0])
    assert len(lines(page)) == sum(cell != "" for row in cells(page) for cell in row[1:])


def test_a_week_without_sessions_says_so_and_weeks_lead_to_each_other(
    board: PageClient, small_plan: Plan
) -> None:
    page = board.get(f"/board/plans/{small_plan.id}/weeks/2?by=event").text
    assert "No session lies in this time." in page
    for number in (1, 3):
        assert f'href="/board/plans/{small_plan.id}/weeks/{number}?by=event"' in page


def test_the_board_leads_to_each_way_of_seeing_it(board: PageClient, small_plan: Plan) -> None:
    page = board.get("/board/").text
    for path in ("season?by=place", "season?by=event", "season?by=format", "weeks/1", "weeks/6", "hours"):
        assert f'href="/board/plans/{small_plan.id}/{path}"' in page


def test_hours_are_shown_as_a_picture_and_as_a_table_that_says_the_same(
    board: PageClient, small_plan: Plan
) -> None:
    """20 families are free on Thursdays, 30 on Tuesdays, all day."""
    page = board.get(f"/board/plans/{small_plan.id}/hours").text
    first, end = (page.index(f'aria-labelledby="hours-{key}"') for key in ("nights", "no_group"))
    nights = page[first:end]
    assert "Night or shift work 20 families Most: Thursday, 5:00" in words(nights)
    assert nights.count('<rect class="heat-5"') == 4
    assert nights.count('<rect class="heat-0"') == 4 * 6
    table = words(nights[nights.index("<table") :])
    assert re.search(r"5:00\sPM – – – 100% – – – 6:00\sPM", table)
    everyone = words(page[page.index('aria-labelledby="hours-everyone"') :])
    assert re.search(r"5:00\sPM – 60% – 40% – – – 6:00\sPM", everyone)


@pytest.mark.parametrize("path", ["season?by=family", "weeks/0", "weeks/7"])
def test_what_is_not_there_is_not_found(board: PageClient, small_plan: Plan, path: str) -> None:
    assert board.get(f"/board/plans/{small_plan.id}/{path}").status_code == 404
    for of_no_plan in ("season", "weeks/1", "hours"):
        assert board.get(f"/board/plans/999/{of_no_plan}").status_code == 404


def test_others_than_co_planners_are_refused(app: Flask, small_plan: Plan) -> None:
    liaison = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    for path in ("season", "weeks/1", "hours"):
        assert liaison.get(f"/board/plans/{small_plan.id}/{path}").status_code == 403
