"""A liaison's pages: whom to ask next, how, and the links and the letter of each caregiver."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import District, LinkToken, Season, User
from tests.builders.board_rows import added
from tests.builders.people import add_answer, add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

CASELOAD = "/liaison/"
NO_CODE_YET = "See what was saved before, with your code"

AddToCare = Callable[..., int]


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The browser of a liaison without a family yet, while a season is open."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        liaison_id = add_user(email="lee@school.org", name="Lee", role="liaison").id
    return signed_in(app, liaison_id)


@pytest.fixture
def add_to_care(app: Flask, client: PageClient) -> AddToCare:  # noqa: ARG001
    """Put a new caregiver, heard or not, into the care of the liaison; the caregiver's id."""

    def add(heard: bool = False, **facts: Any) -> int:
        with app.app_context():
            caregiver = add_caregiver(**facts)
            add_to_caseload(db.session.query(User).filter_by(name="Lee").one(), caregiver)
            if heard:
                add_answer(caregiver, db.session.query(Season).one())
            return caregiver.id

    return add


@pytest.fixture
def other_caregiver_id(app: Flask, client: PageClient) -> int:  # noqa: ARG001
    """Somebody in the care of another liaison."""
    with app.app_context():
        caregiver = add_caregiver(name="Chen")
        add_to_caseload(add_user(email="ana@school.org", role="liaison"), caregiver)
        return caregiver.id


def address(page: str, path: str) -> str:
    """The only path on the page that begins so and has a token."""
    (found,) = set(re.findall(rf"{path}/[a-z2-7]{{48}}/", page))
    return found


def code_on(page: str) -> str:
    found = re.search(r"Code: (\d{3} \d{3})", words(page))
    assert found
    return found[1]


class TestCaseload:
    def test_who_has_no_family_is_told_so(self, client: PageClient) -> None:
        assert "No family is in your care yet." in client.get(CASELOAD).text

    def test_between_seasons_there_is_nobody_to_ask(self, app: Flask, client: PageClient) -> None:
        with app.app_context():
            db.session.query(Season).update({"state": "closed"})
            db.session.commit()
        assert "No season is open now." in client.get(CASELOAD).text

    def test_those_who_are_not_heard_yet_come_first_by_language(
        self, client: PageClient, add_to_care: AddToCare
    ) -> None:
        add_to_care(name="Yusuf", language_spoken="so", heard=True)
        add_to_care(name="Amina", language_spoken="so", language_read="en")
        add_to_care(name="Binh", language_spoken="vi")
        add_to_care(name="Chau", language_spoken="vi")
        page = words(client.get(CASELOAD).text)
        assert "3 of 4 families have not said yet when they can come. That is not a no." in page
        assert "Not heard yet Vietnamese : 2 families Somali : 1 family" in page
        assert "Somali, reads English" in page
        where = [page.index(text) for text in ("Binh", "Chau", "Amina", "Heard: 1 family", "Yusuf")]
        assert where == sorted(where)

    def test_one_family_is_counted_as_one(self, client: PageClient, add_to_care: AddToCare) -> None:
        add_to_care()
        assert "1 of 1 family has not said yet" in words(client.get(CASELOAD).text)

    def test_when_all_are_heard_nothing_is_asked(self, client: PageClient, add_to_care: AddToCare) -> None:
        add_to_care(heard=True)
        page = client.get(CASELOAD).text
        assert "Every family has said when they can come." in page
        assert "Not heard yet" not in page

    def test_each_way_says_how_to_use_it(self, client: PageClient, add_to_care: AddToCare) -> None:
        add_to_care(channel="email", email="amina@example.org")
        for channel in ("sms", "call", "paper"):
            add_to_care(channel=channel, phone="+1 555 0100")
        page = client.get(CASELOAD).text
        assert re.findall(r'href="((?:mailto|sms|tel):[^"]+)"', page) == [
            "mailto:amina@example.org",
            "sms:+15550100",
            "tel:+15550100",
        ]
        assert "Letter on paper" in page

    def test_families_of_others_are_not_named(self, client: PageClient, other_caregiver_id: int) -> None:
        page = client.get(CASELOAD).text
        assert "Chen" not in page
        assert f"/liaison/caregivers/{other_caregiver_id}" not in page

    def test_more_families_ask_no_more_of_the_database_and_no_link_is_made_for_them(
        self, app: Flask, client: PageClient, add_to_care: AddToCare
    ) -> None:
        add_to_care()
        with counted_queries(app) as few:
            client.get(CASELOAD)
        for number in range(20):
            add_to_care(name=f"Caregiver {number}")
        with counted_queries(app) as many:
            assert "Caregiver 19" in client.get(CASELOAD).text
        assert len(many) == len(few)
        with app.app_context():
            assert db.session.query(LinkToken).count() == 0


class TestCaregiver:
    def test_the_form_opens_with_what_was_saved(self, client: PageClient, add_to_care: AddToCare) -> None:
        page = client.get(f"/liaison/caregivers/{add_to_care(heard=True)}").text
        assert "Has said when they can come." in page
        link = re.search(r'href="(/f/[^"]+)">Open the form', page)
        assert link
        form = client.get(link[1]).text
        assert "See my answers" in form
        assert NO_CODE_YET not in form

    def test_the_code_opens_what_the_letter_alone_does_not_show(
        self, client: PageClient, add_to_care: AddToCare
    ) -> None:
        caregiver_id = add_to_care(heard=True)
        page = client.get(f"/liaison/caregivers/{caregiver_id}").text
        letter = address(client.get(f"/liaison/caregivers/{caregiver_id}/letter").text, "/f")
        assert NO_CODE_YET in client.get(letter).text
        send(client, letter.replace("/f/", "/p/"), code=code_on(page))
        assert NO_CODE_YET not in client.get(letter).text

    def test_a_lost_letter_is_replaced(self, client: PageClient, add_to_care: AddToCare) -> None:
        about = f"/liaison/caregivers/{add_to_care()}"
        before, letter = client.get(about).text, address(client.get(f"{about}/letter").text, "/f")
        assert send(client, about, f"{about}/paper-link").location == about
        assert client.get(letter).status_code == 404
        assert client.get(address(client.get(f"{about}/letter").text, "/f")).status_code == 200
        assert code_on(client.get(about).text) != code_on(before)

    @pytest.mark.parametrize("page", ["", "/letter"])
    def test_a_caregiver_of_another_liaison_is_not_found(
        self, client: PageClient, other_caregiver_id: int, page: str
    ) -> None:
        assert client.get(f"/liaison/caregivers/{other_caregiver_id}{page}").status_code == 404

    def test_the_letter_of_another_liaison_is_not_replaced(
        self, client: PageClient, add_to_care: AddToCare, other_caregiver_id: int
    ) -> None:
        mine = f"/liaison/caregivers/{add_to_care()}"
        answer = send(client, mine, f"/liaison/caregivers/{other_caregiver_id}/paper-link")
        assert answer.status_code == 404


class TestLetter:
    def test_it_has_no_code_and_no_other_link_than_its_own(
        self, client: PageClient, add_to_care: AddToCare
    ) -> None:
        about = f"/liaison/caregivers/{add_to_care(name='Amina')}"
        page, letter = client.get(about).text, client.get(f"{about}/letter").text
        assert address(letter, "http://localhost/f")
        assert code_on(page) not in words(letter)
        assert "Hello Amina" in words(letter)
        assert "Would you rather talk? Lee can fill this in together with you." in words(letter)

    def test_it_is_in_the_language_that_the_caregiver_reads(
        self, client: PageClient, add_to_care: AddToCare
    ) -> None:
        page = client.get(f"/liaison/caregivers/{add_to_care(language_read='ar')}/letter").text
        assert '<html lang="en" dir="ltr">' in page
        assert '<article class="card" lang="ar" dir="rtl">' in page
        assert "مرحبًا Amina" in page

    def test_a_language_without_a_catalogue_is_written_in_what_its_readers_read_instead(
        self, client: PageClient, add_to_care: AddToCare
    ) -> None:
        page = client.get(f"/liaison/caregivers/{add_to_care(language_read='quc')}/letter").text
        assert '<article class="card" lang="es" dir="ltr">' in page


@pytest.mark.parametrize("role", ["co_planner", "partner"])
def test_others_than_liaisons_are_refused(app: Flask, client: PageClient, role: str) -> None:  # noqa: ARG001
    with app.app_context():
        user_id = add_user(email="pat@school.org", role=role).id
    assert signed_in(app, user_id).get(CASELOAD).status_code == 403
    assert app.test_client().get(CASELOAD).location == "/account/sign-in"
