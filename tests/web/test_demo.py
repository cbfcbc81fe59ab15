"""The outbox of a demo shows the mail that it wrote, and exists nowhere else."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.app import create_app
from scheduler.config import Environment
from scheduler.extensions import db
from scheduler.messaging.channels import Letter
from scheduler.messaging.opening import open_channel
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.services.sign_in import request_sign_in
from tests.builders.people import NOW, add_user
from tests.fixtures.apps import make_settings
from tests.fixtures.page_client import PageClient
from tests.web.forms import send


def app_of(environment: Environment, data_dir: Path, database_url: str) -> Flask:
    app = create_app(make_settings(data_dir, database_url, environment=environment))
    app.test_client_class = PageClient
    return app


def test_the_outbox_of_a_demo_shows_a_sign_in_link_that_works(tmp_path: Path, database_url: str) -> None:
    app = app_of(Environment.DEMO, tmp_path, database_url)
    settings = app.extensions["settings"]
    client = app.test_client()
    assert "Nothing was written yet" in client.get("/outbox").text
    with app.app_context():
        add_user(email="pat@school.org", role="co_planner")
        request_sign_in("pat@school.org", NOW)
        deliver_waiting(open_channel(settings.mail_url, settings.mail_from), settings.base_url, NOW)
        db.engine.dispose()
    page = client.get("/outbox").text
    assert "To pat@school.org" in page
    link = re.search(rf'href="{settings.base_url}(/account/enter/[^"]+)"', page)
    assert link
    assert client.get(link[1]).status_code == 200


def test_letters_are_shown_as_text_the_newest_first_with_only_web_addresses_to_press(
    tmp_path: Path, database_url: str
) -> None:
    app = app_of(Environment.DEMO, tmp_path, database_url)
    settings = app.extensions["settings"]
    channel = open_channel(settings.mail_url, settings.mail_from)
    texts = ("<script>alert(1)</script>", "javascript:alert(1)", "Open http://localhost/a?b=1&c=2 now")
    for minutes, text in enumerate(texts):
        written_utc = NOW + timedelta(minutes=minutes)
        channel.send(Letter("pat@school.org", "en", f"<b>Letter {minutes}</b>", text, written_utc))
    page = app.test_client().get("/outbox").text
    assert "<script>" not in page
    assert 'href="javascript:' not in page
    assert 'href="http://localhost/a?b=1&amp;c=2"' in page
    where = [page.index(f"&lt;b&gt;Letter {number}&lt;/b&gt;") for number in (2, 1, 0)]
    assert where == sorted(where)


@pytest.mark.parametrize("environment", [Environment.PRODUCTION, Environment.TEST])
def test_there_is_no_outbox_elsewhere_and_no_page_leads_to_it(
    tmp_path: Path, database_url: str, environment: Environment
) -> None:
    client = app_of(environment, tmp_path, database_url).test_client()
    assert client.get("/outbox").status_code == 404
    assert "outbox" not in client.get("/account/sent").text


def test_a_demo_leads_from_the_sign_in_to_its_outbox(tmp_path: Path, database_url: str) -> None:
    client = app_of(Environment.DEMO, tmp_path, database_url).test_client()
    assert send(client, "/account/sign-in", email="pat@school.org").location == "/account/sent"
    assert 'href="/outbox"' in client.get("/account/sent").text


def test_the_address_alone_tells_everyone_where_to_go(tmp_path: Path, database_url: str) -> None:
    page = app_of(Environment.DEMO, tmp_path, database_url).test_client().get("/").text
    assert "Open the link in your letter" in page
    assert 'href="/account/sign-in"' in page
