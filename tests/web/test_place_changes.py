"""The last change of a place is taken back by one press, until something else rests on it."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import AuditEntry, District, Partner, Place, PlanSession, Translation
from tests.builders.board_rows import added
from tests.builders.people import add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

PLACES = "/places/"
HALL = {"name": "Hall", "format": "in_person", "address": "1 Oak St", "parallel": "1"}
BUTTON = "Take the change back"


@pytest.fixture
def client(app: Flask) -> PageClient:
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        return signed_in(app, add_user().id)


@pytest.fixture
def hall(app: Flask, client: PageClient) -> int:
    """A hall in which sessions are planned, called so in Spanish too; open on Mondays, and on a map."""
    with app.app_context():
        small_season()
        hall = db.session.query(PlanSession).order_by(PlanSession.id).first()
        assert hall is not None
        place_id = int(hall.place_id)
    hours = {"open-0-0-from": "17:00", "open-0-0-to": "21:00", "geo": "40.712, -74.006"}
    change(client, place_id, **hours)
    with app.app_context():
        db.session.get_one(Place, place_id).back = None
        es = {"language": "es", "text": "Salón", "reviewed": True}
        added(Translation(subject_kind="place", subject_id=place_id, field="name", **es))
    return place_id


def change(client: PageClient, place_id: int, **fields: str) -> TestResponse:
    return send(client, f"{PLACES}{place_id}", **{**HALL, "sure": "on", **fields})


def values(client: PageClient, place_id: int) -> list[tuple[str, str]]:
    """What its form holds."""
    return re.findall(r'name="([a-z0-9-]+)"[^>]* value="([^"]*)"', client.get(f"{PLACES}{place_id}").text)


def number_of_change(client: PageClient, place_id: int) -> str:
    """As the button would send it."""
    form = rf'/places/{place_id}/back".*?name="number" value="([^"]+)"'
    found = re.search(form, client.get(PLACES).text, re.S)
    assert found is not None
    return found[1]


def take_back(client: PageClient, place_id: int, number: str) -> TestResponse:
    return send(client, PLACES, f"{PLACES}{place_id}/back", number=number)


def test_everything_is_as_it_was_with_the_names_in_other_languages(
    app: Flask, client: PageClient, hall: int
) -> None:
    form, page = values(client, hall), words(client.get(PLACES).text)
    change(client, hall, name="Gym", capacity="40", hearing_loop="on", address="2 Elm St")
    told = words(client.get(PLACES).text)
    before = "Name: Hall Address, or phone number: 1 Oak St How many people fit in: – Hearing loop: No"
    assert f"Until the last change: {before}" in told
    assert take_back(client, hall, number_of_change(client, hall)).location == f"{PLACES}#place-{hall}"
    assert values(client, hall) == form
    assert ("open-0-0-to", "21:00") in form
    assert words(client.get(PLACES).text) == page
    with app.app_context():
        names = db.session.query(Translation).one()
        assert (names.subject_id, names.language, names.text, names.reviewed) == (hall, "es", "Salón", True)
        last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert last is not None
        assert (last.action, last.subject_id) == ("change_place_back", hall)


def test_a_change_that_is_not_the_last_any_more_stays(client: PageClient, hall: int) -> None:
    change(client, hall, capacity="40")
    first = number_of_change(client, hall)
    change(client, hall, capacity="50")
    refused = take_back(client, hall, first)
    assert refused.status_code == 409
    assert "This place was changed again, or that was taken back already." in words(refused.text)
    assert take_back(client, hall, number_of_change(client, hall)).status_code == 303
    assert 'value="40"' in client.get(f"{PLACES}{hall}").text
    assert BUTTON not in client.get(PLACES).text
    assert take_back(client, hall, "").status_code == 409


def test_a_change_stays_once_a_release_holds_a_session_there(
    app: Flask, client: PageClient, hall: int
) -> None:
    change(client, hall, capacity="40")
    number = number_of_change(client, hall)
    with app.app_context():
        release_plan(1, 1, datetime.now(UTC))
    assert BUTTON not in client.get(PLACES).text
    refused = take_back(client, hall, number)
    assert refused.status_code == 409
    assert "Release 1 was made since and holds a session there." in words(refused.text)
    change(client, hall, capacity="50")
    assert take_back(client, hall, number_of_change(client, hall)).status_code == 303


@pytest.mark.parametrize("ticks", [("on", ""), ("", "on"), ("on", "on")])
def test_of_somebodys_home_nothing_is_kept(
    app: Flask, client: PageClient, hall: int, ticks: tuple[str, str]
) -> None:
    for tick, address in zip(ticks, ("2 Elm St", "3 Elm St"), strict=True):
        change(client, hall, address=address, **({"private_home": tick} if tick else {}))
    assert BUTTON not in client.get(PLACES).text
    with app.app_context():
        assert db.session.get_one(Place, hall).back is None


def test_only_who_may_change_a_place_takes_its_change_back(app: Flask, client: PageClient, hall: int) -> None:
    change(client, hall, capacity="40")
    number = number_of_change(client, hall)
    with app.app_context():
        library = added(Partner(name="Library")).id
        partner = signed_in(app, add_user(email="p@x.org", role="partner", partner_id=library).id)
    assert take_back(partner, hall, number).status_code == 404
    with app.app_context():
        db.session.get_one(Place, hall).partner_id = library
        db.session.commit()
    assert take_back(partner, hall, number).status_code == 303
