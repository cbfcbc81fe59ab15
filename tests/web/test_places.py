"""Where sessions can be held: who adds and changes places, what is refused, and what is released already."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.extensions import db
from scheduler.storage.models import (
    AuditEntry,
    District,
    Partner,
    Place,
    PlaceOpening,
    PlanSession,
    Translation,
)
from tests.builders.board_rows import added
from tests.builders.people import add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

PLACES = "/places/"
HALL = {"name": "Hall", "format": "in_person", "parallel": "1"}
FACTS: dict[str, Any] = {
    "name": "Elm Park School, hall",
    "format": "hybrid",
    "address": "3 Elm Park",
    "join_url": "https://meet.example.org/elm",
    "capacity": "180",
    "parallel": "2",
    "step_free": "on",
    "quiet_room": "on",
    "zone": "Elm Park School",
    "cost": "40",
    "geo": "40.7127281, -74.0060152",
    "open-1-0-from": "16:00",
    "open-1-0-to": "20:30",
    "open-5-0-from": "09:00",
    "open-5-0-to": "00:00",
}


@pytest.fixture
def client(app: Flask) -> PageClient:
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        return signed_in(app, add_user().id)


@pytest.fixture
def hall(app: Flask, client: PageClient) -> int:  # noqa: ARG001
    """A hall with a kitchen, about which no form asks, called so in Spanish too."""
    with app.app_context():
        row = added(Place(name="Hall", format="in_person", address="1 Oak St", features=["kitchen"]))
        es = {"language": "es", "text": "Salón"}
        added(Translation(subject_kind="place", subject_id=row.id, field="name", **es))
        return int(row.id)


def place(app: Flask, name: str) -> dict[str, Any]:
    with app.app_context():
        row = db.session.query(Place).filter_by(name=name).one()
        facts = {key: value for key, value in vars(row).items() if not key.startswith("_")}
        return facts | {"open": [(each.day, each.start_minute, each.end_minute) for each in row.openings]}


def test_a_place_is_added_with_all_that_calendars_and_plans_need(app: Flask, client: PageClient) -> None:
    assert send(client, PLACES, **FACTS).status_code == 303
    found = place(app, "Elm Park School, hall")
    assert found["open"] == [(1, 960, 1230), (5, 540, 1440)]
    assert (found["latitude"], found["longitude"]) == (40.7127281, -74.0060152)
    assert {key: found[key] for key in ("address", "join_url", "capacity", "parallel", "private_home")} == {
        "address": "3 Elm Park",
        "join_url": "https://meet.example.org/elm",
        "capacity": 180,
        "parallel": 2,
        "private_home": False,
    }
    assert (found["format"], found["features"]) == ("hybrid", ["quiet_room", "step_free"])
    assert (found["zone"], found["cost_cents"]) == ("Elm Park School", 4000)
    page = client.get(f"{PLACES}{found['id']}").text
    assert 'value="40.712728, -74.006015"' in page
    assert 'value="20:30"' in page


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", " ", "Write a name."),
        ("name", "a" * 201, "Make this shorter: 200 letters at most."),
        ("join_url", "javascript:alert(1)", "Write a link that begins with https://"),
        ("capacity", "many", "Write a number from 1 to 100000."),
        ("cost", "a little", "Write an amount of money, such as 4500."),
        ("parallel", "0", "Write a number from 1 to 50."),
        ("geo", "Elm Park", "Write two numbers, such as 40.7127, -74.0060."),
        ("geo", "91, 10", "Write two numbers, such as 40.7127, -74.0060."),
        ("open-1-0-to", "15:00", "Write both times, the later one second."),
        ("open-1-0-to", "", "Write both times, the later one second."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: PageClient, field: str, typed: str, says: str
) -> None:
    refused = send(client, PLACES, **{**FACTS, field: typed})
    assert refused.status_code == 422
    assert says in words(refused.text)
    assert 'value="3 Elm Park"' in refused.text if field != "address" else True


def confirm(client: PageClient, place_id: int, **fields: Any) -> TestResponse:
    page = f"{PLACES}{place_id}"
    return send(client, page, **{**HALL, **fields})


def test_a_change_is_shown_before_it_is_made(app: Flask, client: PageClient, hall: int) -> None:
    asked = confirm(client, hall, name="Gym", address="1 Oak Street", private_home="on")
    said = words(asked.text)
    assert "Address, or phone number 1 Oak St 1 Oak Street" in said
    assert "Its names in other languages go" in said
    assert "The address is kept from others at once." in said
    assert place(app, "Hall")["address"] == "1 Oak St"
    back = confirm(client, hall, name="Gym", back="on")
    assert 'value="Gym"' in back.text
    assert confirm(client, hall, name="Gym", address="1 Oak Street", sure="on").status_code == 303
    found = place(app, "Gym")
    assert (found["address"], found["features"]) == ("1 Oak Street", ["kitchen"])
    with app.app_context():
        assert db.session.query(Translation).count() == 0
        audit = db.session.query(AuditEntry).filter_by(subject_kind="place").one()
        assert (audit.action, audit.subject_id) == ("change_place", hall)


def test_the_same_again_changes_nothing(app: Flask, client: PageClient, hall: int) -> None:
    assert confirm(client, hall, address="1 Oak St").status_code == 303
    with app.app_context():
        assert db.session.query(AuditEntry).filter_by(subject_kind="place").count() == 0


def test_a_place_that_was_added_is_taken_off_until_an_event_may_be_held_there(
    app: Flask, client: PageClient, hall: int
) -> None:
    assert send(client, PLACES, f"{PLACES}{hall}/remove").location == PLACES
    with app.app_context():
        assert db.session.query(Place).count() == db.session.query(Translation).count() == 0
        small_season()
        room = db.session.query(PlanSession.place_id).first()
        assert room is not None
        (used,) = room
        unused = added(Place(name="Attic", format="in_person")).id
    page = client.get(PLACES).text
    assert re.findall(r"/places/(\d+)/remove", page) == [str(unused)]
    assert send(client, PLACES, f"{PLACES}{used}/remove").status_code == 409
    assert send(client, PLACES, f"{PLACES}999/remove").status_code == 404


def test_a_partner_adds_and_changes_what_it_lends_and_nothing_else(
    app: Flask, client: PageClient, hall: int
) -> None:
    with app.app_context():
        library = added(Partner(name="Library"))
        room = added(Place(name="Room", format="in_person", partner_id=library.id)).id
        opening = PlaceOpening(day=0, start_minute=600, end_minute=700, place_id=room)
        added(opening)
        client = signed_in(app, add_user(email="p@x.org", role="partner", partner_id=library.id).id)
    listed = words(client.get(PLACES).text)
    assert "Room" in listed
    assert "Hall" not in listed
    assert client.get(f"{PLACES}{hall}").status_code == 404
    assert send(client, PLACES, f"{PLACES}{hall}/remove").status_code == 404
    assert send(client, PLACES, f"{PLACES}{hall}", **HALL, sure="on").status_code == 404
    assert confirm(client, room, name="Big room", sure="on").status_code == 303
    assert place(app, "Big room")["open"] == []
    send(client, PLACES, **FACTS)
    assert place(app, "Elm Park School, hall")["partner_id"] == place(app, "Big room")["partner_id"]


@pytest.mark.parametrize("role", ["liaison", "partner"])
def test_others_change_no_place(app: Flask, client: PageClient, hall: int, role: str) -> None:
    with app.app_context():
        client = signed_in(app, add_user(email="l@x.org", role=role).id)
    refused = client.get(f"{PLACES}{hall}")
    assert refused.status_code == (404 if role == "partner" else 403)
