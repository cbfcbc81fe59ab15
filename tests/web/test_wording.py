"""Readers suggest better words, staff read them; a promise is never only in words nobody has reviewed."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.suggest_wording import MOST_IN_AN_HOUR, read_suggestions
from scheduler.storage.models import District, WordingSuggestion
from tests.builders.board_rows import added
from tests.builders.people import add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

ASK = "/wording/?page=account.sign_in_page&language=es"
SEND = "/wording/?page=account.sign_in_page&language=es"


@pytest.fixture
def client(app: Flask) -> PageClient:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    return app.test_client()


def stored(app: Flask) -> list[tuple[str, str, str, str]]:
    with app.app_context():
        return [(each.language, each.page, each.said, each.better) for each in read_suggestions()]


def test_every_page_leads_to_a_form_in_its_own_language(client: PageClient):
    page = client.get("/account/sign-in", headers={"Accept-Language": "ar"}).text

    assert 'href="/wording/?page=account.sign_in_page&amp;language=ar"' in page
    assert '<html lang="ar" dir="rtl">' in client.get("/wording/?page=account.sign_in_page&language=ar").text


def test_a_suggestion_is_kept_with_its_language_and_page_and_nothing_about_its_sender(app, client):
    sent = send(client, ASK, SEND, said="Acceder ", better="Entrar")

    assert sent.status_code == 303
    assert "Gracias" in client.get(sent.location).text
    assert stored(app) == [("es", "account.sign_in_page", "Acceder", "Entrar")]
    assert set(WordingSuggestion.__table__.columns.keys()) == {
        "id", "language", "page", "said", "better", "received_utc"
    }  # fmt: skip


def test_the_same_suggestion_twice_is_one(app, client):
    for _ in range(2):
        send(client, ASK, SEND, said="Acceder", better="Entrar")

    assert len(stored(app)) == 1


def test_what_is_missing_or_too_long_is_said_and_nothing_typed_is_lost(app, client):
    empty = send(client, ASK, SEND, said=" ", better="Entrar")
    long = send(client, ASK, SEND, said="x" * 501, better="Entrar")

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Escriba a qué palabras se refiere." in words(empty.text)
    assert "Entrar" in empty.text
    assert "x" * 501 in long.text
    assert stored(app) == []


def test_another_language_shows_the_form_again_as_typed(app, client):
    shown = send(client, ASK, SEND, said="Acceder", better="Entrar", language="ar")

    assert '<html lang="ar" dir="rtl">' in shown.text
    assert "Acceder" in shown.text
    assert stored(app) == []


def test_a_page_that_does_not_exist_is_not_kept(app, client):
    send(client, ASK, "/wording/?page=/f/secret&language=tlh", said="Sign in", better="")

    assert stored(app)[0][1] == ""


def test_more_than_a_person_would_write_in_an_hour_is_refused_and_stays_in_the_form(app, client):
    with app.app_context():
        for number in range(MOST_IN_AN_HOUR):
            recent = datetime.now(UTC) - timedelta(minutes=50)
            db.session.add(
                WordingSuggestion(language="en", page="", said=f"{number}", better="", received_utc=recent)
            )
        db.session.commit()

    refused = send(client, ASK, SEND, said="Acceder", better="Entrar")

    assert refused.status_code == 429
    assert "Acceder" in refused.text
    assert len(stored(app)) == MOST_IN_AN_HOUR


class TestStaff:
    def test_they_see_what_waits_and_which_languages_nobody_has_reviewed(self, app, client):
        send(client, ASK, SEND, said="Acceder", better="Entrar")
        with app.app_context():
            liaison = signed_in(app, add_user(role="liaison").id)

        page = words(liaison.get("/wording/suggestions").text)

        assert "Español Acceder Entrar account.sign_in_page" in page
        assert "No native speaker has reviewed these languages yet: Español, العربية" in page

    def test_one_that_is_done_leaves_the_list(self, app, client):
        send(client, ASK, SEND, said="Acceder", better="Entrar")
        with app.app_context():
            planner = signed_in(app, add_user().id)
            suggestion_id = read_suggestions()[0].id

        for _ in range(2):
            send(planner, "/account/", f"/wording/suggestions/{suggestion_id}/done")

        assert stored(app) == []
        assert "Nobody has suggested words that still wait." in planner.get("/wording/suggestions").text

    def test_nobody_else_does(self, app, client):
        with app.app_context():
            partner = signed_in(app, add_user(role="partner").id)

        assert partner.get("/wording/suggestions").status_code == 403
        assert client.get("/wording/suggestions").location == "/account/sign-in"


class TestPromises:
    TEXT = "Please write nothing about yourself. We do not keep who sent this."

    def test_a_promise_that_nobody_has_reviewed_has_the_english_beside_it(self, client):
        page = client.get("/wording/?language=ar").text

        assert "يرجى ألا تكتب شيئًا عن نفسك." in page
        assert f'<span class="source-words" lang="en" dir="ltr">{self.TEXT}</span>' in page

    def test_in_english_it_is_said_once(self, client):
        assert client.get("/wording/?language=en").text.count(self.TEXT) == 1

    def test_a_reviewed_one_stands_alone(self, client, monkeypatch):
        monkeypatch.setattr("scheduler.web.promises.is_reviewed", lambda _language: True)

        assert self.TEXT not in client.get("/wording/?language=ar").text
