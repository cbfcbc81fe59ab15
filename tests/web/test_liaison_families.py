"""A liaison adds an adult to a family, and removes one that joined through a poster and is none."""

import re

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.join_season import NewFamily, join_season
from scheduler.services.links import open_link
from scheduler.services.posters import OpenPoster, make_poster
from scheduler.storage.models import AuditEntry, Caregiver, District, Family, User
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

ADULT = {"name": "Yusuf", "spoken": "so", "read": "ar"}


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The browser of a liaison, Lee."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        lee = add_user(email="lee@school.org", name="Lee", role="liaison").id
    return signed_in(app, lee)


@pytest.fixture
def amina(app: Flask, client: PageClient) -> str:  # noqa: ARG001
    """The page of a caregiver in Lee's care, whom the school's roster brought."""
    with app.app_context():
        caregiver = add_caregiver(name="Amina", language_spoken="so", language_read="so")
        add_to_caseload(db.session.query(User).one(), caregiver)
        return f"/liaison/caregivers/{caregiver.id}"


@pytest.fixture
def joke(app: Flask, client: PageClient) -> tuple[str, str]:  # noqa: ARG001
    """The page of a caregiver who joined through Lee's poster, and the token of their link."""
    keys = app.extensions["settings"].secret_key, app.extensions["settings"].link_key
    with app.app_context():
        lee, season = db.session.query(User).one().id, 1
        poster = OpenPoster(make_poster(lee, season, "Laundromat", None, NOW), season, lee, None)
        new = NewFamily("Mickey Mouse", "en", "en", None, once="a page")
        token = join_season(poster, new, "192.0.2.1", secret_key=keys[0], link_key=keys[1], now_utc=NOW)
        mickey = db.session.query(Caregiver.id).filter_by(name="Mickey Mouse").scalar()
    return f"/liaison/caregivers/{mickey}", token


class TestAnotherAdult:
    def test_the_page_begins_with_the_languages_of_the_adult_who_is_known(
        self, client: PageClient, amina: str
    ) -> None:
        page = client.get(f"{amina}/another-adult").text
        assert re.findall(r'<option value="(\w+)" selected', page) == ["so", "so"]

    def test_they_have_a_link_and_a_language_of_their_own(
        self, app: Flask, client: PageClient, amina: str
    ) -> None:
        answer = send(client, f"{amina}/another-adult", **ADULT)
        assert answer.status_code == 303
        assert "Other adults of this family Amina" in words(client.get(answer.location).text)
        assert "Other adults of this family Yusuf" in words(client.get(amina).text)
        with app.app_context():
            known, yusuf = db.session.query(Caregiver).order_by(Caregiver.id)
            assert yusuf.family_id == known.family_id
            assert (yusuf.name, yusuf.language_spoken, yusuf.language_read) == ("Yusuf", "so", "ar")
            entry = db.session.query(AuditEntry).filter_by(action="add_adult").one()
            assert (entry.actor_kind, entry.subject_id) == ("user", yusuf.id)

    def test_a_second_press_adds_nobody_twice(self, app: Flask, client: PageClient, amina: str) -> None:
        send(client, f"{amina}/another-adult", **ADULT)
        again = send(client, f"{amina}/another-adult", **ADULT)
        assert again.status_code == 422
        assert "An adult of this name is in the family already." in again.text
        with app.app_context():
            assert db.session.query(Caregiver).count() == 2

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"name": " "}, "Write what you call them."),
            ({"name": "x" * 201}, "Make this shorter: 200 letters at most."),
            ({"read": "klingon"}, "Choose a language from the list."),
        ],
    )
    def test_what_is_wrong_is_named_and_what_was_typed_stays(
        self, client: PageClient, amina: str, typed: dict[str, str], message: str
    ) -> None:
        answer = send(client, f"{amina}/another-adult", **{**ADULT, **typed})
        assert answer.status_code == 422
        assert message in words(answer.text)
        assert '<option value="so" selected' in answer.text


class TestRemoving:
    def test_the_page_says_what_goes_and_the_press_removes_the_family_and_its_link(
        self, app: Flask, client: PageClient, joke: tuple[str, str]
    ) -> None:
        page, token = joke
        assert "joined through the poster “ Laundromat ”" in words(client.get(page).text)
        asked = words(client.get(f"{page}/remove").text)
        assert "Mickey Mouse" in asked
        assert "Everything it said is deleted, and its link stops working." in asked
        assert send(client, f"{page}/remove").location == "/liaison/"
        assert client.get(page).status_code == 404
        assert client.get(f"/f/{token}/").status_code == 404
        with app.app_context():
            assert open_link(token, ["form"], app.extensions["settings"].link_key) is None
            assert db.session.query(Family).count() == 0

    def test_who_removed_it_is_audited_without_a_name(
        self, app: Flask, client: PageClient, joke: tuple[str, str]
    ) -> None:
        send(client, f"{joke[0]}/remove")
        with app.app_context():
            entry = db.session.query(AuditEntry).filter_by(action="withdraw_family").one()
            assert (entry.actor_kind, entry.subject_kind) == ("user", "family")
            assert entry.actor_id == db.session.query(User.id).scalar()

    def test_a_family_of_the_roster_is_not_removed_so(
        self, app: Flask, client: PageClient, amina: str
    ) -> None:
        assert "Remove this family" not in client.get(amina).text
        assert client.get(f"{amina}/remove").status_code == 404
        assert send(client, amina, f"{amina}/remove").status_code == 404
        with app.app_context():
            assert db.session.query(Family).count() == 1

    def test_another_liaison_neither_adds_nor_removes(self, app: Flask, joke: tuple[str, str]) -> None:
        with app.app_context():
            ana = add_user(email="ana@school.org", role="liaison").id
        other = signed_in(app, ana)
        for page, fields in ((f"{joke[0]}/remove", {}), (f"{joke[0]}/another-adult", ADULT)):
            assert other.get(page).status_code == 404
            assert send(other, "/liaison/", page, **fields).status_code == 404
        with app.app_context():
            assert db.session.query(Caregiver).count() == 1
