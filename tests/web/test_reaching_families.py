"""A liaison notes tries to reach a family and hands families over; what was typed is never lost."""

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import Caregiver, District, User
from tests.builders.board_rows import added
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

CASELOAD, HAND_OVER = "/liaison/", "/liaison/hand-over"


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The browser of Lee, who speaks for Amina's family, while Chen's is in the care of Ana."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        lee, ana = (
            add_user(email=f"{name}@school.org", name=name, role="liaison") for name in ("Lee", "Ana")
        )
        add_to_caseload(lee, add_caregiver(name="Amina", channel="call", phone="+1 555 0100"))
        add_to_caseload(ana, add_caregiver(name="Chen"))
        lee_id = lee.id
    return signed_in(app, lee_id)


def page_of(app: Flask, name: str) -> str:
    with app.app_context():
        return f"/liaison/caregivers/{db.session.query(Caregiver).filter_by(name=name).one().id}"


def family_of(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.query(Caregiver).filter_by(name=name).one().family_id


def id_of(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.query(User).filter_by(name=name).one().id


class TestNotes:
    def test_a_note_leads_back_to_the_list_which_says_what_to_try_next(
        self, app: Flask, client: PageClient
    ) -> None:
        amina = page_of(app, "Amina")
        answer = send(client, amina, f"{amina}/contact", way="call", outcome="wrong_address")
        assert (answer.status_code, answer.location) == (303, CASELOAD)
        page = words(client.get(CASELOAD).text)
        assert "Phone call: Wrong number or address" in page
        assert "Letter on paper" in page

    def test_who_asked_to_be_asked_later_is_listed_with_the_day(self, app: Flask, client: PageClient) -> None:
        amina = page_of(app, "Amina")
        send(client, amina, f"{amina}/contact", way="call", outcome="ask_later", again_on="2099-03-02")
        assert "from Monday, March 2 on" in words(client.get(CASELOAD).text)

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"way": "call"}, "Choose what came of it."),
            ({"way": "pigeon", "outcome": "reached"}, "Choose how you tried."),
            ({"way": "call", "outcome": "ask_later"}, "Choose a day from"),
            ({"way": "call", "outcome": "ask_later", "again_on": "2020-01-01"}, "Choose a day from"),
        ],
    )
    def test_what_is_missing_is_named_and_what_was_typed_stays(
        self, app: Flask, client: PageClient, typed: dict[str, str], message: str
    ) -> None:
        amina = page_of(app, "Amina")
        answer = send(client, amina, f"{amina}/contact", **typed)
        assert answer.status_code == 422
        assert message in words(answer.text)
        assert f'value="{typed.get("again_on", "")}"' in answer.text

    def test_a_family_of_another_liaison_is_not_found(self, app: Flask, client: PageClient) -> None:
        note = {"way": "call", "outcome": "reached"}
        answer = send(client, page_of(app, "Amina"), f"{page_of(app, 'Chen')}/contact", **note)
        assert answer.status_code == 404


class TestHandOver:
    def test_the_family_leaves_the_list(self, app: Flask, client: PageClient) -> None:
        answer = send(client, HAND_OVER, family=family_of(app, "Amina"), to=id_of(app, "Ana"))
        assert (answer.status_code, answer.location) == (303, CASELOAD)
        assert "No family is in your care yet." in client.get(CASELOAD).text
        assert "Amina" in signed_in(app, id_of(app, "Ana")).get(CASELOAD).text

    def test_without_a_family_or_a_liaison_nothing_is_handed_over_and_the_page_says_why(
        self, app: Flask, client: PageClient
    ) -> None:
        nobody = send(client, HAND_OVER, to=id_of(app, "Ana"))
        assert (nobody.status_code, "Choose the families that you hand over." in nobody.text) == (422, True)
        amina = family_of(app, "Amina")
        to_nobody = send(client, HAND_OVER, family=amina)
        assert "Choose who takes them over." in to_nobody.text
        assert f'value="{amina}" checked' in to_nobody.text

    def test_with_no_other_liaison_there_is_nothing_to_choose(self, app: Flask, client: PageClient) -> None:
        with app.app_context():
            db.session.query(User).filter_by(name="Ana").update({"active": False})
            db.session.commit()
        page = client.get(HAND_OVER).text
        assert "There is no other liaison yet." in page
        assert "<h2>Somali" not in page
