"""In which language a page is written, and how a reader changes it."""

import re

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Caregiver, User
from tests.web.forms import send
from tests.web.signing_in import SIGN_IN, signed_in, user_id

pytestmark = pytest.mark.usefixtures("entry_pages")


OFFERED = ("en", "es", "ar")


@pytest.fixture
def three_languages(monkeypatch):
    """As if the catalogues of three languages were compiled."""
    for module in ("scheduler.web.language", "scheduler.web.context", "scheduler.services.choose_language"):
        monkeypatch.setattr(f"{module}.offered_languages", lambda: OFFERED)


def shown(page) -> tuple[str, str]:
    """The language and the direction that a page says it has."""
    found = re.search(r'<html lang="([^"]+)" dir="([^"]+)"', page.text)
    assert found
    return found[1], found[2]


@pytest.mark.usefixtures("three_languages")
class TestLanguage:
    def test_the_browser_is_asked_first_of_somebody_unknown(self, client):
        assert shown(client.get(SIGN_IN, headers={"Accept-Language": "ar-EG, en;q=0.5"})) == ("ar", "rtl")
        assert shown(client.get(SIGN_IN)) == ("en", "ltr")

    def test_a_choice_is_kept_and_what_was_typed_is_not_lost(self, client):
        changed = send(client, SIGN_IN, email="pat@scho", language="es")
        assert shown(changed) == ("es", "ltr")
        assert 'value="pat@scho"' in changed.text
        assert shown(client.get(SIGN_IN, headers={"Accept-Language": "ar"})) == ("es", "ltr")

    def test_a_page_without_a_form_leads_back_to_itself(self, client):
        chosen = send(client, "/account/sent", "/language?back=/account/sent", language="ar")
        assert chosen.location == "/account/sent"
        assert shown(client.get("/account/sent")) == ("ar", "rtl")

    @pytest.mark.parametrize(
        "back", ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/evil.example", ""]
    )
    def test_nobody_is_led_to_another_site(self, client, back):
        assert send(client, SIGN_IN, f"/language?back={back}", language="es").location == "/"

    def test_a_language_that_is_not_offered_is_refused(self, client):
        assert send(client, SIGN_IN, "/language", language="tlh").status_code == 400

    def test_a_user_is_answered_in_the_language_of_the_account(self, app, client, in_app):
        in_app(user_id, language="ar")
        signed_in(app, client)
        assert shown(client.get("/lending", headers={"Accept-Language": "es"})) == ("ar", "rtl")
        send(client, "/account/", "/language", language="es")
        assert shown(client.get("/lending")) == ("es", "ltr")
        assert in_app(lambda: db.session.scalar(select(User.language))) == "es"

    def test_a_caregiver_is_answered_in_the_language_they_read(self, client, paper, in_app):
        token, _, _ = paper
        assert shown(client.get(f"/p/{token}/", headers={"Accept-Language": "ar"})) == ("en", "ltr")
        changed = send(client, f"/p/{token}/", code="12 34", language="ar")
        assert shown(changed) == ("ar", "rtl")
        assert 'value="12 34"' in changed.text
        assert shown(client.get(f"/p/{token}/")) == ("ar", "rtl")
        assert in_app(lambda: db.session.scalar(select(Caregiver.language_read))) == "ar"
