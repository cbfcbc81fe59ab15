"""Who makes sessions possible: each kind of helper has few fields of its own, and plans use what they say."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.extensions import db
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import Audience, AuditEntry, District, Partner, Provider, Season
from tests.builders.board_rows import add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

HELPERS = "/helpers/"
MONDAY = {"open-0-0-from": "15:00", "open-0-0-to": "21:00"}


@pytest.fixture
def client(app: Flask) -> PageClient:
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        added(Audience(kind="school", key="oak", name="Oak Street School", zone="north"))
        add_open_season()
        return signed_in(app, add_user().id)


def add(client: PageClient, kind: str, **fields: Any) -> TestResponse:
    page = f"{HELPERS}new?kind={kind}"
    return send(client, page, f"{HELPERS}new", kind=kind, **{"name": "Ana", **MONDAY, **fields})


def planned_with(app: Flask) -> dict[str, Any]:
    """The only helper, as a plan is made with them."""
    with app.app_context():
        [found] = season_frame(db.session.query(Season).one())["providers"]
        return dict(found)


@pytest.mark.parametrize(
    ("kind", "fields", "asked"),
    [
        ("host", {"formats": ["in_person", "phone"]}, {"formats": ["in_person", "phone"]}),
        (
            "interpreter",
            {"formats": ["online"], "language-0": "so", "language-1": "es", "language-2": "so"},
            {"languages": ["so", "es"], "formats": ["online"]},
        ),
        ("childcare", {"capacity": "12", "formats": ["phone"]}, {"capacity": 12, "formats": ["in_person"]}),
        ("transport", {"capacity": "24", "zone": "north"}, {"capacity": 24, "zone": "north"}),
        ("captions", {"formats": ["online"]}, {"formats": ["online"]}),
        ("meal", {}, {"formats": ["in_person"]}),
        ("device", {}, {"formats": ["online"]}),
        ("written", {"language-0": "ar"}, {"kind": "written-ar", "languages": []}),
    ],
)
def test_a_helper_of_each_kind_is_added_and_changed_without_losing_anything(
    app: Flask, client: PageClient, kind: str, fields: dict[str, Any], asked: dict[str, Any]
) -> None:
    assert add(client, kind, **fields).location == f"{HELPERS}#helper-1"
    found = planned_with(app)
    assert {"kind": kind, **asked}.items() <= found.items()
    assert found["available"] == [["mon", "15:00", "21:00"]]
    assert send(client, f"{HELPERS}1", **{"name": "Ana", **MONDAY, **fields}).status_code == 303
    assert planned_with(app) == found
    assert "Ana" in words(client.get(HELPERS).text)


def test_what_somebody_costs_and_how_long_they_work_reaches_the_plan(app: Flask, client: PageClient) -> None:
    away = {"away-0-first": "2026-03-09", "away-1-first": "2026-03-16", "away-1-last": "2026-03-18"}
    add(client, "host", formats=["in_person"], cost="90", week="6.5", extra="30", **away)
    found = planned_with(app)
    assert (found["cost"], found["minutes_per_week"], found["extra_minutes"]) == (90, 390, 30)
    assert found["away"] == [
        ["2026-03-09T00:00", "2026-03-10T00:00"],
        ["2026-03-16T00:00", "2026-03-19T00:00"],
    ]
    page = client.get(f"{HELPERS}1").text
    for shown in ('value="6.5"', 'value="30"', 'value="90.00"', 'value="2026-03-18"', 'name="away-3-first"'):
        assert shown in page


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("host", {"name": " ", "formats": ["phone"]}, "Write a name."),
        ("host", {}, "Choose at least one way."),
        ("interpreter", {"formats": ["phone"]}, "Choose a language from the list."),
        ("written", {"language-0": "tlh"}, "Choose a language from the list."),
        ("childcare", {}, "Write a number from 1 to 10000."),
        ("transport", {"capacity": "20"}, "Choose a school from the list."),
        ("meal", {"cost": "a lot"}, "Write an amount of money, such as 4500."),
        ("meal", {"week": "200"}, "Write a number from 0 to 168."),
        ("meal", {"extra": "-5"}, "Write a number from 0 to 600."),
        ("meal", {"open-0-0-to": "14:00"}, "Write both times, the later one second."),
        ("meal", {"away-0-last": "2026-03-18"}, "Choose a day, such as 2026-03-17."),
        ("meal", {"away-0-first": "2026-03-18", "away-0-last": "2026-03-17"}, "The end must be later"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    app: Flask, client: PageClient, kind: str, fields: dict[str, Any], says: str
) -> None:
    refused = add(client, kind, **fields)
    assert refused.status_code == 422
    assert words(refused.text).count(says) == 2
    assert 'value="15:00"' in refused.text
    with app.app_context():
        assert db.session.query(Provider).count() == 0


def test_a_helper_whom_a_plan_names_stays_and_another_is_taken_off(app: Flask, client: PageClient) -> None:
    with app.app_context():
        crew = added(Provider(name="Crèche", kind="childcare", capacity=8))
        add_session(add_plan(add_run(db.session.query(Season).one())), "Tea", crew)
    add(client, "meal")
    page = client.get(HELPERS).text
    assert f"{HELPERS}1/remove" not in page
    assert send(client, HELPERS, f"{HELPERS}1/remove").status_code == 409
    assert send(client, HELPERS, f"{HELPERS}2/remove").location == HELPERS
    with app.app_context():
        assert [row.name for row in db.session.query(Provider)] == ["Crèche"]
        told = [row.action for row in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert told == ["add_helper", "remove_helper"]
    assert client.get(f"{HELPERS}new?kind=magic").location == HELPERS
    assert client.get(f"{HELPERS}9").status_code == 404


def test_a_partner_sees_and_changes_those_whom_it_lends(app: Flask, client: PageClient) -> None:
    add(client, "meal", name="School kitchen")
    with app.app_context():
        library = added(Partner(name="Library"))
        theirs = signed_in(app, add_user(email="pat@library.org", role="partner", partner_id=library.id).id)
    assert theirs.get(f"{HELPERS}1").status_code == 404
    assert add(theirs, "host", formats=["in_person"], name="Lou").status_code == 303
    assert "School kitchen" not in theirs.get(HELPERS).text
    assert "Library" in words(client.get(HELPERS).text)
    assert send(theirs, HELPERS, f"{HELPERS}1/remove").status_code == 404
    assert send(theirs, f"{HELPERS}2", name="Lou Reed", formats=["phone"]).status_code == 303
    assert "Without any hours nothing is planned with them." in words(theirs.get(HELPERS).text)


def test_the_board_and_the_form_of_an_event_say_what_is_still_missing(client: PageClient) -> None:
    board = words(client.get("/board/").text)
    assert "Helpers : at least one host Events" in board
    add(client, "host", formats=["in_person"])
    assert "Helpers : at least one host Begun Events" in words(client.get("/board/").text)
    send(client, "/board/events/", "/board/events/proposals", title="Tea", times="Saturdays", text="For all.")
    draft = words(client.get("/board/events/proposals/1/event").text)
    assert "There is no place yet. Add a place" in draft
    assert "There is no host yet." not in draft
