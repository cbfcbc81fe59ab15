"""Sign-in by mail and sign-out, as a browser sees them."""

import pytest
from sqlalchemy import select

from scheduler.app import create_app
from scheduler.config import Environment
from scheduler.extensions import db
from scheduler.services.demo_sign_in import demo_sign_in_token
from scheduler.services.sign_in import sign_out_everywhere
from scheduler.storage.models import User
from tests.builders.people import NOW, add_season
from tests.fixtures.apps import make_settings
from tests.fixtures.entries import add_pages
from tests.web.forms import send
from tests.web.signing_in import SIGN_IN, mailed_link, signed_in, user_id

pytestmark = pytest.mark.usefixtures("entry_pages")


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
