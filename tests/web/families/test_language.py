"""The form in another language, changed on any of its pages."""

import pytest

from scheduler.extensions import db
from scheduler.storage.models import Caregiver
from tests.web.families.filling import fill, filled_in
from tests.web.forms import send


@pytest.fixture
def three_languages(monkeypatch):
    """As if the catalogues of three languages were compiled."""
    for module in ("scheduler.web.language", "scheduler.web.context", "scheduler.services.choose_language"):
        monkeypatch.setattr(f"{module}.offered_languages", lambda: ("en", "es", "ar"))


@pytest.mark.usefixtures("three_languages")
class TestLanguage:
    def test_a_change_of_language_loses_nothing_and_saves_nothing(self, client, home):
        changed = fill(client, home.url + "when", week__sat__morning="maybe", language="ar")
        assert '<html lang="ar" dir="rtl">' in changed.text
        assert filled_in(changed.text)["week-sat-morning"] == "maybe"
        assert home.stored().version == 0

    def test_it_is_kept_for_this_caregiver(self, app, client, home):
        send(client, home.url, home.url + "language/start", language="ar")
        assert '<html lang="ar" dir="rtl">' in app.test_client().get(home.url + "how").text
        with app.app_context():
            assert db.session.get_one(Caregiver, home.caregiver).language_read == "ar"

    def test_dates_and_names_of_days_are_those_of_the_language(self, client, home):
        send(client, home.url, home.url + "language/start", language="es")
        assert "sábado" in client.get(home.url + "when").text
        assert "somalí" in client.get(home.url + "how").text

    def test_a_language_that_has_the_same_name_twice_is_named_once(self, client, home):
        send(client, home.url, home.url + "language/start", language="es")
        assert ">Español</option>" in client.get(home.url + "how").text

    def test_each_language_is_offered_by_its_own_name(self, client, home):
        page = client.get(home.url + "when").text
        assert all(f">{name}</span></button>" in page for name in ("English", "Español", "العربية"))

    def test_a_language_that_is_not_offered_is_refused(self, client, home):
        assert fill(client, home.url + "when", language="tlh").status_code == 400
