"""The page of the district's schools: a name that was typed wrong, or forgotten, is no dead end."""

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import Audience, District, Family, Provider, Student
from tests.builders.board_rows import added
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

PAGE = "/board/schools/"


@pytest.fixture
def client(app: Flask) -> PageClient:
    """Of a district with one school, whose name lacks a letter, and a family and a bus of that school."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        oak = added(Audience(kind="school", key="school-2", name="Oak Stret", zone="Oak Stret"))
        added(Family(zone="Oak Stret", students=[Student(name="", school_id=oak.id)]))
        added(Provider(name="Bus", kind="transport", zone="Oak Stret"))
        return signed_in(app, add_user().id)


def names(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row.key: row.name for row in db.session.query(Audience).order_by(Audience.id)}


def test_schools_are_added_each_once(app: Flask, client: PageClient) -> None:
    assert send(client, PAGE, schools="Elm Park\n OAK  STRET\nCedar Hill").location == PAGE
    assert names(app) == {"school-2": "Oak Stret", "school-1": "Elm Park", "school-3": "Cedar Hill"}
    refused = send(client, PAGE, schools=" ")
    assert refused.status_code == 422
    assert "Write the name of at least one school." in words(refused.text)


def test_a_new_name_goes_with_all_that_is_called_after_the_school(app: Flask, client: PageClient) -> None:
    assert send(client, PAGE, f"{PAGE}1", **{"school-1": "Oak Street"}).location == PAGE
    with app.app_context():
        zones = [db.session.query(model.zone).scalar() for model in (Audience, Family, Provider)]
    assert (names(app), zones) == ({"school-2": "Oak Street"}, ["Oak Street"] * 3)


@pytest.mark.parametrize(
    ("typed", "says"), [("elm park", "Another school has this name."), (" ", "Write a name.")]
)
def test_a_name_that_is_taken_or_missing_is_refused(
    app: Flask, client: PageClient, typed: str, says: str
) -> None:
    with app.app_context():
        added(Audience(kind="school", key="school-9", name="Elm Park"))
    refused = send(client, PAGE, f"{PAGE}1", **{"school-1": typed})
    assert refused.status_code == 422
    assert says in words(refused.text)
    assert names(app)["school-2"] == "Oak Stret"
    assert send(client, PAGE, f"{PAGE}7", **{"school-7": "Elm"}).status_code == 404
