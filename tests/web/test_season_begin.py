"""The page on which a co-planner begins a season in a district that has nothing yet."""

from datetime import date, datetime

import pytest
from flask import Flask

from scheduler.domain.instance_json import parse_instance
from scheduler.extensions import db
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import Audience, AuditEntry, District, Season
from tests.builders.board_rows import added
from tests.builders.people import add_season, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import csrf_token, send

PAGE = "/board/season-begin/"
RIGHT = {
    "name": "Spring",
    "first": "2127-03-05",
    "last": "2127-03-19",
    "days": ["0", "1", "2", "3", "4", "5"],
    "earliest": "08:00",
    "latest": "00:00",
    "timezone": "America/New_York",
    "budget": "$4,500.50",
    "schools": "Oak Street School\n\n  Elm   Park School\noak street school",
    "closed-0-first": "2127-03-10",
    "closed-0-last": "",
    "closed-0-reason": "Exams",
}
"""From a Wednesday to a Wednesday."""


@pytest.fixture
def planner(app: Flask) -> PageClient:
    """The co-planner of a district that was begun by the command."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        return signed_in(app, add_user().id)


def test_where_no_season_is_open_the_board_leads_to_the_form_and_from_it_to_a_board(
    app: Flask, planner: PageClient
) -> None:
    assert f'href="{PAGE}"' in planner.get("/board/").text
    assert "About the season that was closed" not in planner.get("/board/season-end/").text
    assert 'value="America/New_York"' in planner.get(PAGE).text
    assert send(planner, PAGE, **RIGHT).location == "/board/"
    board = words(planner.get("/board/").text)
    assert all(told in board for told in ("Spring", "Exams", "There is no plan yet."))
    for page in ("events/", "preparing", "groups/", "rules/", "people/", "calendars/", "season-end/"):
        assert planner.get(f"/board/{page}").status_code == 200, page
    assert planner.get(PAGE).location == "/board/"
    with app.app_context():
        begun = db.session.query(AuditEntry).one()
        assert (begun.action, begun.subject_kind, begun.subject_id) == ("begin_season", "season", 1)


def test_whole_weeks_are_planned_and_what_lies_outside_the_days_is_closed(
    app: Flask, planner: PageClient
) -> None:
    send(planner, PAGE, **RIGHT)
    with app.app_context():
        season = db.session.query(Season).one()
        instance = parse_instance(season_frame(season))
        assert (instance.horizon.start, instance.horizon.weeks) == (date(2127, 3, 3), 3)
        assert (instance.horizon.day_start, instance.horizon.day_end) == (8 * 60, 24 * 60)
        assert instance.budget == 4500.5
        assert [(row.start, row.end) for row in instance.closed] == [
            (datetime(2127, 3, first), datetime(2127, 3, end))
            for first, end in ((3, 5), (9, 11), (16, 17), (20, 24))
        ]
        schools = [(row.key, row.name, row.zone) for row in db.session.query(Audience)]
    assert schools == [
        ("school-1", "Oak Street School", "Oak Street School"),
        ("school-2", "Elm Park School", "Elm Park School"),
    ]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": " "}, "Write a name."),
        ({"first": "soon"}, "Choose a day, such as 2026-03-17."),
        ({"first": "2026-03-04"}, "This day is over. Choose today or a later day."),
        ({"last": "2127-03-01"}, "The end must be later than the start."),
        ({"last": "2129-03-01"}, "A season lasts a year at most."),
        ({"days": []}, "Choose at least one day of the week."),
        ({"earliest": "8 am"}, "Write a time such as 17:30."),
        ({"latest": "07:00"}, "The end must be later than the start."),
        ({"timezone": "America/NewYork"}, "No time zone has this name. Try America/New_York."),
        ({"budget": "a lot"}, "Write an amount of money, such as 4500."),
        ({"schools": " \n"}, "Write the name of at least one school."),
        ({"closed-0-first": "2127-02-10"}, "Choose a date from"),
        ({"closed-0-last": "2127-03-08"}, "The end must be later than the start."),
        ({"closed-0-first": ""}, "Choose a day, such as 2026-03-17."),
        (
            {"closed-0-first": RIGHT["first"], "closed-0-last": RIGHT["last"]},
            "All days are closed. Leave at least one open.",
        ),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    app: Flask, planner: PageClient, fields: dict[str, str], says: str
) -> None:
    refused = send(planner, PAGE, **RIGHT | fields)
    assert refused.status_code == 422
    assert words(refused.text).count(says) == 2
    kept = [name for name in RIGHT if name not in {"days", "schools", "closed-0-last", *fields}]
    assert [name for name in kept if f'value="{RIGHT[name]}"' not in refused.text] == []
    with app.app_context():
        assert db.session.query(Season).count() == 0


def test_more_closed_days_lose_nothing(planner: PageClient) -> None:
    page = send(planner, PAGE, **RIGHT, more="on")
    assert page.status_code == 200
    assert 'name="closed-5-first"' in page.text
    assert 'value="Exams"' in page.text


def test_a_later_season_asks_for_no_schools_and_one_is_open_at_a_time(
    app: Flask, planner: PageClient
) -> None:
    token = csrf_token(planner.get(PAGE))
    with app.app_context():
        added(Audience(kind="school", key="oak", name="Oak"))
    assert 'name="schools"' not in planner.get(PAGE).text
    with app.app_context():
        add_season(name="Winter")
    refused = planner.post(PAGE, data={"csrf_token": token, **RIGHT})
    assert refused.status_code == 409
    assert "A season is open already." in words(refused.text)
    assert 'value="2127-03-05"' in refused.text
    with app.app_context():
        db.session.query(Season).update({"state": "closed"})
        db.session.commit()
    assert "About the season that was closed" in planner.get("/board/").text
    assert planner.post(PAGE, data={"csrf_token": token, **RIGHT}).location == "/board/"
    with app.app_context():
        assert db.session.query(Audience).count() == 1
