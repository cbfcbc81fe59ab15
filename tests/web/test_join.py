"""A family without a link joins with a poster's code, gets a link of its own, and need not say who it is."""

import re

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.posters import list_posters, make_poster
from scheduler.storage.models import Audience, Caregiver, District, Family, Season
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_season, add_user
from tests.fixtures.page_client import PageClient
from tests.fixtures.printing import Printed
from tests.web.browsing import signed_in, words
from tests.web.forms import csrf_token, send


@pytest.fixture
def poster(app: Flask) -> str:
    """The path of the page that Lee's poster leads to."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        added(Audience(kind="school", key="oak", name="Oak School"))
        liaison, season = add_user(email="lee@school.org", name="Lee", role="liaison"), add_season()
        make_poster(liaison.id, season.id, "Laundromat", None, NOW)
        (line,) = list_posters(liaison.id, season.id, app.extensions["settings"].link_key)
        return f"/join/{line.code}"


def once(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


def join(client: PageClient, poster: str, **typed: str):
    page = client.get(poster)
    fields = {"csrf_token": csrf_token(page), "once": once(page.text), "spoken": "so", **typed}
    return client.post(poster, data=fields)


def test_a_typed_code_leads_to_the_same_page_as_the_square(client: PageClient, poster: str) -> None:
    answer = send(client, "/join/", code=poster.removeprefix("/join/").upper().replace("-", " "))
    page = client.get(answer.location)
    assert "Which language do you speak?" in page.text


def test_a_wrong_code_is_named_and_stays_typed(client: PageClient, poster: str) -> None:  # noqa: ARG001
    answer = send(client, "/join/", code="aaaa-aaaa")
    assert answer.status_code == 422
    assert "That is no open code." in answer.text
    assert 'value="aaaa-aaaa"' in answer.text
    assert client.get("/join/aaaa-aaaa").status_code == 404


def test_whoever_joins_gets_a_link_of_their_own_and_then_the_form(client: PageClient, poster: str) -> None:
    answer = join(client, poster)
    assert answer.status_code == 303
    page = client.get(answer.location)
    (address,) = re.findall(r"http://localhost(/f/[a-z2-7]{48}/)", page.text)
    assert "Begin" in client.get(address).text


def test_the_link_is_in_the_language_of_the_page(app: Flask, client: PageClient, poster: str) -> None:
    page = client.get(poster)
    spanish = client.post(
        poster, data={"csrf_token": csrf_token(page), "once": "x", "name": "Amina", "language": "es"}
    )
    assert '<html lang="es"' in spanish.text
    assert 'value="Amina"' in spanish.text
    join(client, poster)
    with app.app_context():
        assert db.session.query(Caregiver).one().language_read == "es"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"spoken": "klingon"}, "Choose the language that you speak."),
        ({"school": "99"}, "Choose a school from the list."),
        ({"name": "x" * 201}, "Make this shorter: 200 letters at most."),
        ({"once": ""}, "Please open this page again from the poster."),
    ],
)
def test_what_is_wrong_is_named_and_nobody_joins(
    app: Flask, client: PageClient, poster: str, typed: dict[str, str], message: str
) -> None:
    answer = join(client, poster, **typed)
    assert answer.status_code == 422
    assert message in words(answer.text)
    with app.app_context():
        assert db.session.query(Family).count() == 0


def test_the_sixty_first_from_one_address_within_an_hour_is_asked_to_wait_and_loses_nothing(
    client: PageClient, poster: str
) -> None:
    for _ in range(60):
        assert join(client, poster).status_code == 303
    answer = join(client, poster, name="Amina")
    assert answer.status_code == 429
    assert "This was tried very often just now. Please try again in an hour." in answer.text
    assert 'value="Amina"' in answer.text


def test_codes_are_not_guessed_for_long(client: PageClient, poster: str) -> None:
    tried = [client.get(f"/join/aaaa-aa{number:02d}").status_code for number in range(22, 52)]
    assert set(tried) == {404}
    assert client.get("/join/bbbb-bbbb").status_code == 429
    assert client.get(poster).status_code == 200


class TestPosters:
    @pytest.fixture
    def liaison(self, app: Flask, poster: str) -> PageClient:  # noqa: ARG002
        return signed_in(app, 1)

    def test_a_liaison_makes_a_poster_and_sees_who_many_joined(
        self, liaison: PageClient, client: PageClient, poster: str
    ) -> None:
        join(client, poster)
        assert send(liaison, "/liaison/posters/", place="Clinic", school="1").status_code == 303
        page = words(liaison.get("/liaison/posters/").text)
        assert "Clinic Oak School · Joined: 0" in page
        assert "Laundromat Joined: 1" in page

    def test_the_family_is_then_in_the_caseload_of_the_liaison(
        self, liaison: PageClient, client: PageClient, poster: str
    ) -> None:
        join(client, poster, name="Amina", school="1")
        page = words(liaison.get("/liaison/").text)
        assert "Amina" in page
        assert "Oak School" in page

    def test_a_closed_poster_opens_nothing(
        self, liaison: PageClient, client: PageClient, poster: str
    ) -> None:
        send(liaison, "/liaison/posters/", "/liaison/posters/1/revoke")
        assert client.get(poster).status_code == 404

    def test_a_place_is_needed_to_know_it_again(self, liaison: PageClient) -> None:
        answer = send(liaison, "/liaison/posters/", place=" ", school="99")
        assert answer.status_code == 422
        assert "Write where it will hang, so that you know it again." in words(answer.text)
        assert "Choose a school from the list." in words(answer.text)

    def test_between_seasons_there_is_nothing_to_join(
        self, app: Flask, liaison: PageClient, client: PageClient, poster: str
    ) -> None:
        with app.app_context():
            db.session.query(Season).update({"state": "closed"})
            db.session.commit()
        assert "No season is open now." in liaison.get("/liaison/posters/").text
        assert client.get(poster).status_code == 404

    @pytest.mark.usefixtures("printing")
    def test_the_printed_poster_asks_in_every_language_and_its_square_opens_the_page(
        self, liaison: PageClient, poster: str
    ) -> None:
        printed = Printed(liaison.get("/liaison/posters/1.pdf").data)
        assert "¿Cuándo podría venir?" in printed.text
        assert poster.removeprefix("/join/") in printed.text
        assert printed.square_codes == [f"http://localhost{poster}"]
        assert len(printed) == 1

    def test_the_poster_of_another_liaison_is_not_found(self, app: Flask, poster: str) -> None:  # noqa: ARG002
        with app.app_context():
            other = add_user(email="ana@school.org", role="liaison").id
        client = signed_in(app, other)
        assert client.get("/liaison/posters/1.pdf").status_code == 404
        assert send(client, "/liaison/posters/", "/liaison/posters/1/revoke").status_code == 404
