"""Sign-in by mail, sign-out, the code of a link on paper, the language of a page: as a browser sees them."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.app import create_app
from scheduler.config import Environment, Settings
from scheduler.extensions import db
from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.services.check_code import FAILURES_ALLOWED
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.services.demo_sign_in import demo_sign_in_token
from scheduler.services.links import issue_link, revoke_link, short_code
from scheduler.services.sign_in import sign_out_everywhere
from scheduler.storage.models import Caregiver, LinkToken, Message, User
from scheduler.web.entry import by_link, for_roles
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.fixtures.apps import make_settings
from tests.fixtures.page_client import PageClient
from tests.web.forms import csrf_token, send

SIGN_IN = "/account/sign-in"


def add_pages(app: Flask) -> None:
    """A page for each kind of entry, that says what the entry gave it."""

    @app.get("/planning")
    @for_roles("co_planner")
    def planning() -> dict[str, object]:
        return {"user": g.user.name, "season_id": g.season_id}

    @app.get("/lending")
    @for_roles("partner")
    def lending() -> dict[str, object]:
        return {"user": g.user.name}

    @app.get("/letter/<token>")
    @by_link("form", "paper")
    def letter(token: str) -> dict[str, bool]:  # noqa: ARG001
        return {"may_see_saved": g.may_see_saved}


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = PageClient
    add_pages(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def in_app(app: Flask) -> Callable:
    """Run a function in an app context of its own and give what it returns."""

    def run(work: Callable, *args: object, **named: object) -> object:
        with app.app_context():
            return work(*args, **named)

    return run


def user_id(**facts: object) -> int:
    return add_user(**facts).id


def mailed_link(app: Flask) -> str:
    """Deliver the mail that waits, and give the path of the link in it."""
    settings = app.extensions["settings"]
    outbox = OutboxFolder(settings.outbox_dir, settings.mail_from)
    with app.app_context():
        now_utc = db.session.scalars(select(Message.queued_utc).order_by(Message.id.desc())).first()
        deliver_waiting(outbox, settings.base_url, now_utc)
    found = re.search(rf"{settings.base_url}(/account/enter/\S+)", outbox.letters(1)[0].text)
    assert found
    return found[1]


def signed_in(app: Flask, client: FlaskClient) -> FlaskClient:
    send(client, SIGN_IN, email="pat@school.org")
    link = mailed_link(app)
    send(client, link)
    return client


def test_a_mailed_link_leads_back_to_the_page_that_was_asked_for(app, client, in_app):
    season_id = in_app(lambda: add_season().id)
    in_app(user_id, name="Pat", role="co_planner")
    assert client.get("/planning").location == SIGN_IN
    assert send(client, SIGN_IN, email="pat@school.org").location == "/account/sent"
    link = mailed_link(app)
    assert client.get("/planning").status_code == 303
    assert send(client, link).location == "/planning"
    assert client.get("/planning").json == {"user": "Pat", "season_id": season_id}


def test_opening_the_link_does_not_use_it_up_and_pressing_the_button_does(app, client, in_app):
    in_app(user_id, role="co_planner")
    send(client, SIGN_IN, email="pat@school.org")
    link = mailed_link(app)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert app.test_client().get(link).status_code == 200
    assert send(client, link).status_code == 303
    again = send(app.test_client(), link)
    assert again.status_code == 410
    assert "has been used or is too old" in again.text


def test_known_and_unknown_addresses_get_the_same_answer(client, in_app):
    in_app(user_id)
    known = send(client, SIGN_IN, email="pat@school.org")
    unknown = send(client, SIGN_IN, email="nobody@school.org")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.get_data() == unknown.get_data()


def test_what_is_no_address_is_shown_again_with_what_to_do(client):
    answer = send(client, SIGN_IN, email="pat at school")
    assert answer.status_code == 422
    assert 'value="pat at school"' in answer.text
    assert "Please write your whole email address" in answer.text


def test_a_session_planted_before_the_sign_in_does_not_survive_it(app, client, in_app):
    in_app(user_id)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    signed_in(app, client)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert "signed_in" in session


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app, client, in_app):
    in_app(user_id)
    signed_in(app, client)
    cookie = client.get_cookie("session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_another_role_is_refused_in_plain_words(app, client, in_app):
    in_app(user_id, role="co_planner")
    signed_in(app, client)
    refused = client.get("/lending")
    assert refused.status_code == 403
    assert "This page is not open to you" in refused.text


@pytest.mark.parametrize(
    ("role", "page"), [("co_planner", "/board/"), ("liaison", "/liaison/"), ("partner", "/partner/")]
)
def test_each_role_has_a_first_page(app, client, in_app, role, page):
    in_app(user_id, name="Pat", role=role)
    send(client, SIGN_IN, email="pat@school.org")
    assert send(client, mailed_link(app)).location == page
    assert "Hello, Pat" in client.get("/account/").text
    assert client.get(SIGN_IN).location == page


def test_signing_out_ends_this_browsers_session(app, client, in_app):
    in_app(user_id)
    signed_in(app, client)
    assert client.get("/planning").status_code == 200
    assert send(client, "/account/", "/account/sign-out").location == SIGN_IN
    assert client.get("/planning").status_code == 303


def test_signing_out_everywhere_ends_the_session_of_every_browser(app, client, in_app):
    in_app(user_id)
    signed_in(app, client)
    elsewhere = signed_in(app, app.test_client())
    send(client, "/account/", "/account/sign-out", everywhere="yes")
    assert elsewhere.get("/planning").status_code == 303


def test_a_session_ends_with_the_account_and_after_half_a_day(app, client, in_app):
    in_app(user_id)
    signed_in(app, client)
    with client.session_transaction() as session:
        who, epoch, since = session["signed_in"]
        session["signed_in"] = [who, epoch, since - 12 * 60 * 60 - 1]
    assert client.get("/planning").status_code == 303
    signed_in(app, client)
    assert client.get("/planning").status_code == 200
    in_app(sign_out_everywhere, who, NOW)
    assert client.get("/planning").status_code == 303


def test_a_ready_link_of_the_demo_works_at_every_press_in_a_demo_and_nowhere_else(tmp_path, database_url):
    statuses = {}
    for environment in Environment:
        settings = make_settings(tmp_path, database_url, environment=environment)
        app = create_app(settings)
        add_pages(app)
        with app.app_context():
            who = db.session.scalar(select(User.id)) or user_id(role="co_planner")
            db.engine.dispose()
        link = f"/account/demo/{demo_sign_in_token(who, settings.secret_key)}"
        statuses[environment] = app.test_client().get(link).status_code
        if settings.is_demo:
            for client in (app.test_client(), app.test_client()):
                send(client, link)
                assert client.get("/planning").json == {"user": "Pat", "season_id": None}
    assert statuses == {Environment.PRODUCTION: 404, Environment.DEMO: 200, Environment.TEST: 404}


@pytest.fixture
def paper(app: Flask) -> tuple[str, str, int]:
    """A link on paper: its token, its code, its row."""
    with app.app_context():
        key = app.extensions["settings"].link_key
        token = issue_link("paper", caregiver_id=add_caregiver().id, link_key=key, now_utc=NOW)
        db.session.commit()
        link_id = db.session.scalar(select(LinkToken.id))
        return token, short_code(link_id, key), link_id


def test_a_link_on_paper_shows_what_was_saved_only_after_its_code(client, paper):
    token, code, _ = paper
    assert "code of 6 digits" in client.get(f"/p/{token}/").text
    assert client.get(f"/letter/{token}").json == {"may_see_saved": False}
    assert send(client, f"/p/{token}/", code=code).location == f"/f/{token}/"
    assert client.get(f"/letter/{token}").json == {"may_see_saved": True}


def test_whoever_found_a_link_on_paper_deletes_nothing(client, paper, in_app):
    token, code, _ = paper
    in_app(add_season)
    assert send(client, f"/p/{token}/", f"/f/{token}/delete").location == f"/p/{token}/"
    door = client.get(f"/p/{token}/")
    client.post(f"/p/{token}/", data={"csrf_token": csrf_token(door), "code": code})
    deleted = client.post(f"/f/{token}/delete", data={"csrf_token": csrf_token(door)})
    assert deleted.location == f"/f/{token}/deleted"


def test_the_pass_after_the_code_is_for_that_link_and_that_browser(app, client, paper):
    token, code, link_id = paper
    send(client, f"/p/{token}/", code=code)
    assert app.test_client().get(f"/letter/{token}").json == {"may_see_saved": False}
    with app.app_context():
        key = app.extensions["settings"].link_key
        other = issue_link("paper", caregiver_id=add_caregiver().id, link_key=key, now_utc=NOW)
        db.session.commit()
    client.set_cookie(f"paper-{link_id + 1}", client.get_cookie(f"paper-{link_id}").value)
    assert client.get(f"/letter/{other}").json == {"may_see_saved": False}


def test_wrong_codes_are_counted_and_a_locked_link_still_opens_an_empty_form(client, paper):
    token, code, _ = paper
    for _ in range(FAILURES_ALLOWED):
        wrong = send(client, f"/p/{token}/", code="12")
        assert wrong.status_code == 422
        assert "That is not the code of this letter" in wrong.text
    locked = send(client, f"/p/{token}/", code=code)
    assert locked.status_code == 429
    assert "ask your school for a new letter" in locked.text
    assert client.get(f"/letter/{token}").json == {"may_see_saved": False}


def test_unknown_and_revoked_links_get_the_same_page(app, client, paper):
    token, _, link_id = paper
    with app.app_context():
        revoke_link(link_id, user_id(), NOW)
    revoked, unknown = client.get(f"/p/{token}/"), client.get(f"/p/{'a' * 48}/")
    assert revoked.status_code == unknown.status_code == 404
    assert "ask your school for a new link" in unknown.text
    assert revoked.text == unknown.text.replace("a" * 48, token)


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
