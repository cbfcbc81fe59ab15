"""A liaison prints the form for a caregiver, in their language, with a square code of their own link."""

import re

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.language.catalogues import gettext_for, offered_languages
from scheduler.storage.models import Caregiver, District
from tests.builders.board_rows import added
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.page_client import PageClient
from tests.fixtures.printing import Printed, letters
from tests.thorough import thoroughly
from tests.web.browsing import signed_in

pytestmark = pytest.mark.usefixtures("printing")


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The browser of Lee, who speaks for Amina's family and not for Chen's."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        lee = add_user(email="lee@school.org", name="Lee", role="liaison")
        add_to_caseload(lee, add_caregiver(name="Amina"))
        add_caregiver(name="Chen")
        lee_id = lee.id
    return signed_in(app, lee_id)


def page_of(app: Flask, name: str) -> str:
    with app.app_context():
        return f"/liaison/caregivers/{db.session.query(Caregiver).filter_by(name=name).one().id}"


def form_of(app: Flask, client: PageClient, size: str = "normal") -> Printed:
    answer = client.get(f"{page_of(app, 'Amina')}/form.pdf?size={size}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    return Printed(answer.data)


def test_it_asks_all_that_the_form_asks_on_one_sheet(app: Flask, client: PageClient) -> None:
    form = form_of(app, client)
    text = " ".join(form.text.split())
    for asked in (
        "Hello Amina",
        "1. When could you come?",
        "Saturday",
        "2. How can you take part?",
        "A hearing loop",
        "3. What is on your mind?",
        "4. How can we reach you?",
        "The school may type my answers into its computer for me.",
    ):
        assert asked in text
    assert len(form) == 2


def test_the_square_code_opens_the_caregivers_own_form_which_shows_nothing_saved(
    app: Flask, client: PageClient
) -> None:
    (address,) = form_of(app, client).square_codes
    assert address.startswith("http://localhost/f/")
    page = app.test_client().get(address.removeprefix("http://localhost"))
    assert page.status_code == 200
    assert "See what was saved before, with your code" in page.text


def test_large_print_says_the_same_in_letters_of_18_points(app: Flask, client: PageClient) -> None:
    normal, large = form_of(app, client), form_of(app, client, "large")
    words = re.findall(r"\w{4,}", normal.text)
    assert set(words) - set(re.findall(r"\w{4,}", large.text)) <= set(
        re.findall(r"[a-z2-7]{4,}", normal.text)
    )
    assert len(large) > len(normal)


def test_it_is_in_the_language_that_the_caregiver_reads_and_the_next_page_in_the_liaisons(
    app: Flask, client: PageClient
) -> None:
    with app.app_context():
        db.session.query(Caregiver).update({"language_read": "ar"})
        db.session.commit()
    form = form_of(app, client)
    assert "When could you come?" not in form.text
    assert "Noto-Sans-Arabic" in form.fonts
    assert "My families" in client.get("/liaison/").text


@pytest.mark.parametrize("size", ["huge", "../normal"])
def test_a_size_that_is_not_printed_is_not_found(app: Flask, client: PageClient, size: str) -> None:
    assert client.get(f"{page_of(app, 'Amina')}/form.pdf?size={size}").status_code == 404


def test_the_form_of_another_liaisons_family_is_not_found(app: Flask, client: PageClient) -> None:
    assert client.get(f"{page_of(app, 'Chen')}/form.pdf").status_code == 404


ALWAYS = ["en", "ar", "zh-Hans"]


@pytest.mark.parametrize("language", [*ALWAYS, *thoroughly(*sorted({*offered_languages()} - {*ALWAYS}))])
def test_every_language_prints_the_same_questions_in_its_own_words(
    app: Flask, client: PageClient, language: str
) -> None:
    with app.app_context():
        db.session.query(Caregiver).update({"language_read": language})
        db.session.commit()
    form = form_of(app, client)
    words = gettext_for(language).gettext
    if language != "ur":  # whose letters are drawn in pieces that no reader of PDFs puts together
        for asked in ("When could you come?", "How can we reach you?"):
            assert letters(words(asked)) <= letters(form.text)
    assert 2 <= len(form) <= 3
    assert len(form.square_codes) == 1
