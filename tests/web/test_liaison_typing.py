"""The page on which a liaison types in a whole answer: nothing without consent, nothing typed is lost."""

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.read_answers import read_answers
from scheduler.storage.models import Answer, Caregiver, District, Season
from tests.builders.board_rows import added
from tests.builders.people import add_answer, add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

TYPED = {
    "version": "0",
    "week-weekdays-evening": "yes",
    "format-in_person": "on",
    "need-childcare": "must",
    "need-childcare-more": "2, 5",
    "topics": "Buses",
    "channel": "paper",
}
GIVEN = {"through": "phone", "consent": "on"}


@pytest.fixture
def client(app: Flask) -> PageClient:
    """The browser of Lee, who speaks for Amina's family, while Chen's is in the care of Ana."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        lee = add_user(email="lee@school.org", name="Lee", role="liaison")
        add_to_caseload(lee, add_caregiver(name="Amina"))
        add_to_caseload(
            add_user(email="ana@school.org", name="Ana", role="liaison"), add_caregiver(name="Chen")
        )
        lee_id = lee.id
    return signed_in(app, lee_id)


def page_of(app: Flask, name: str = "Amina") -> str:
    with app.app_context():
        return f"/liaison/caregivers/{db.session.query(Caregiver).filter_by(name=name).one().id}/answer"


def test_the_whole_answer_is_stored_and_read_back(app: Flask, client: PageClient) -> None:
    answer = send(client, page_of(app), **TYPED, **GIVEN)
    assert (answer.status_code, answer.location) == (303, page_of(app) + "/typed")
    page = words(client.get(answer.location).text)
    assert "You can come: 5:00 PM – 9:30 PM" in page
    assert "Childcare: ages 2, 5" in page
    assert "Buses" in page
    assert "Lee typed this in while you talked on" in page


def test_the_family_reads_on_its_receipt_who_typed_it(app: Flask, client: PageClient) -> None:
    send(client, page_of(app), **TYPED, **{**GIVEN, "through": "paper"})
    about = client.get(page_of(app).removesuffix("/answer")).text
    link = about[about.index('href="/f/') + 6 :].split('"')[0]
    assert "Lee typed this in from your paper on" in words(client.get(f"{link}receipt").text)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"through": "phone"}, "Only with the family’s consent may this be typed in."),
        ({"consent": "on"}, "Choose how the family gave you this."),
        ({**GIVEN, "need-childcare-more": "two"}, "Write the age of each child in years"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(
    app: Flask, client: PageClient, given: dict[str, str], message: str
) -> None:
    answer = send(client, page_of(app), **{**TYPED, **given})
    assert answer.status_code == 422
    assert message in words(answer.text)
    assert "Buses" in answer.text
    with app.app_context():
        assert db.session.query(Answer).count() == 0


def test_another_row_for_a_date_keeps_what_was_typed(app: Flask, client: PageClient) -> None:
    page = send(client, page_of(app), **TYPED, more="date").text
    assert 'id="date-0-on"' in page
    assert "Buses" in page


def test_a_newer_answer_is_told_and_replaced_only_by_saving_again(app: Flask, client: PageClient) -> None:
    with app.app_context():
        add_answer(db.session.get_one(Caregiver, 1), db.session.query(Season).one())
    first = send(client, page_of(app), **TYPED, **GIVEN)
    assert first.status_code == 409
    assert "Meanwhile a newer answer was saved." in words(first.text)
    assert 'name="version" value="1"' in first.text
    assert send(client, page_of(app), **{**TYPED, "version": "1"}, **GIVEN).status_code == 303
    with app.app_context():
        assert read_answers(1, 1).talk.topics == "Buses"


def test_the_page_begins_with_what_was_saved(app: Flask, client: PageClient) -> None:
    send(client, page_of(app), **TYPED, **GIVEN)
    page = client.get(page_of(app)).text
    assert 'value="2, 5"' in page
    assert 'name="version" value="1"' in page


@pytest.mark.parametrize("page", ["", "/typed"])
def test_a_family_of_another_liaison_is_not_found(app: Flask, client: PageClient, page: str) -> None:
    assert client.get(page_of(app, "Chen") + page).status_code == 404


def test_nothing_can_be_typed_for_a_family_of_another_liaison(app: Flask, client: PageClient) -> None:
    assert send(client, page_of(app), page_of(app, "Chen"), **TYPED, **GIVEN).status_code == 404
