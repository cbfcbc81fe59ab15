"""The page on which staff say which priority groups there are."""

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import District, Membership, PriorityGroup
from tests.builders.board_rows import added
from tests.builders.people import add_caregiver, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

GROUPS = "/board/groups/"


@pytest.fixture
def client(app: Flask) -> PageClient:
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        return signed_in(app, add_user().id)


def test_a_group_is_added_from_an_answer_and_names_the_question(client: PageClient) -> None:
    assert send(client, GROUPS, question="device").location == GROUPS
    page = words(client.get(GROUPS).text)
    assert "Needs a device or internet “I need this”: A device or internet fewer than 10" in page


def test_a_count_of_families_is_coarse(app: Flask, client: PageClient) -> None:
    with app.app_context():
        group = added(PriorityGroup(key="ride", name="Needs a ride", question="ride"))
        for _ in range(12):
            added(Membership(family_id=add_caregiver().family_id, group_id=group.id, source="answer"))
    assert "“I need this”: A ride 10 Take off" in words(client.get(GROUPS).text)


def test_a_barrier_is_asked_about_in_the_districts_words(client: PageClient) -> None:
    send(client, GROUPS, GROUPS + "asked", **{"name-en": "  No internet  at home "})
    assert "No internet at home Asked by itself, on the last page" in words(client.get(GROUPS).text)


def test_a_people_is_refused_and_what_was_typed_stays(client: PageClient) -> None:
    refused = send(client, GROUPS, GROUPS + "asked", **{"name-en": "Somali families"})
    assert refused.status_code == 422
    assert "This names where a family comes from." in words(refused.text)
    assert 'value="Somali families"' in refused.text


@pytest.mark.parametrize(("typed", "says"), [("", "Write what families are asked"), ("a" * 201, "shorter")])
def test_a_sentence_is_needed_and_not_too_long(client: PageClient, typed: str, says: str) -> None:
    refused = send(client, GROUPS, GROUPS + "asked", **{"name-en": typed})
    assert (refused.status_code, says in words(refused.text)) == (422, True)


@pytest.mark.parametrize("question", ["asked", "meal", "interpreter:tlh", ""])
def test_only_the_questions_of_the_list_lead_to_a_group(client: PageClient, question: str) -> None:
    assert send(client, GROUPS, question=question).status_code == 400


def test_a_group_is_taken_off_once(app: Flask, client: PageClient) -> None:
    send(client, GROUPS, question="ride")
    with app.app_context():
        group_id = db.session.query(PriorityGroup.id).scalar()
    assert send(client, GROUPS, f"{GROUPS}{group_id}/remove").location == GROUPS
    assert send(client, GROUPS, f"{GROUPS}{group_id}/remove").status_code == 404
    assert "Needs a ride “I need this”" not in words(client.get(GROUPS).text)


def test_a_liaison_cannot_change_the_groups(app: Flask) -> None:
    with app.app_context():
        liaison = signed_in(app, add_user(email="lee@school.org", role="liaison").id)
    assert liaison.get(GROUPS).status_code == 403
