"""A place or a host that came after an event can be chosen for it."""

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import AuditEntry, District, Event, Place, Provider
from tests.builders.board_rows import added
from tests.builders.people import add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send


@pytest.fixture
def event_id(db) -> int:  # type: ignore[no-untyped-def]  # noqa: ARG001
    added(District(name="Oak", timezone="America/New_York", default_language="en"))
    return int(small_season().sessions[0].event_id)


@pytest.fixture
def client(app: Flask, event_id: int) -> PageClient:  # noqa: ARG001
    return signed_in(app, add_user().id)


def chosen(event_id: int) -> tuple[list[str], list[str]]:
    event = db.session.get_one(Event, event_id, populate_existing=True)
    return [place.name for place in event.places], [host.name for host in event.hosts]


def test_what_came_later_is_chosen_and_what_was_chosen_is_ticked(client: PageClient, event_id: int) -> None:
    page = f"/board/events/{event_id}/resources/"
    assert f'href="{page}"' in client.get("/board/events/").text
    barn = added(Place(name="Barn", format="in_person")).id
    lou = added(Provider(name="Lou", kind="host", formats=["in_person"])).id
    assert "Barn (In person)" in words(client.get(page).text)
    assert client.get(page).text.count(" checked") == 3
    assert send(client, page, places=barn, hosts=lou).location == f"/board/events/#event-{event_id}"
    assert chosen(event_id) == (["Barn"], ["Lou"])
    assert db.session.query(AuditEntry).filter_by(action="set_event_resources").count() == 1


def test_an_event_keeps_a_place_and_the_hosts_that_it_needs(client: PageClient, event_id: int) -> None:
    page, before = f"/board/events/{event_id}/resources/", chosen(event_id)
    nobody = words(send(client, page).text)
    assert nobody.count("Choose at least one place.") == nobody.count("Choose at least one host.") == 2
    lou = added(Provider(name="Lou", kind="host", formats=["in_person"])).id
    bus = added(Provider(name="Bus", kind="transport")).id
    db.session.get_one(Event, event_id).hosts_needed = 2
    db.session.commit()
    few = send(client, page, places="1", hosts=lou)
    assert few.status_code == 422
    assert "would not have enough hosts." in words(few.text)
    assert send(client, page, places="1", hosts=[lou, bus]).status_code == 404
    assert send(client, "/board/events/", "/board/events/99/resources/").status_code == 404
    assert chosen(event_id) == before
