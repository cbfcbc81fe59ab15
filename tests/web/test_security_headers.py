"""What every answer tells the browser, what other sites cannot send here, and what never reaches the log."""

import logging
from html import unescape
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from scheduler.app import create_app
from scheduler.config import Environment
from scheduler.redaction import without_tokens
from scheduler.web.entry import public
from tests.fixtures.apps import make_settings
from tests.web.forms import csrf_token

SIGN_IN = "/account/sign-in"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app, with a page that breaks and one that says what was sent to it."""

    def echo() -> dict[str, list[str]]:
        return {name: values for name, values in request.form.lists() if name != "csrf_token"}

    def broken() -> str:
        raise RuntimeError("something broke")

    app.add_url_rule("/echo", "echo", public(echo), methods=["POST"])
    app.add_url_rule("/broken/<path:rest>", "broken", public(lambda rest: broken()))  # noqa: ARG005
    return app


@pytest.mark.parametrize("path", [SIGN_IN, "/no/such/page", "/static/css/commonhour.css", "/account/"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_pages_are_never_kept_by_a_cache_and_never_found_by_search(client: FlaskClient) -> None:
    headers = client.get(SIGN_IN).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert client.get("/static/css/commonhour.css").headers["Cache-Control"] != "no-store"


def test_production_allows_https_only_for_pages_and_cookies(tmp_path: Path, database_url: str) -> None:
    site = {"environment": Environment.PRODUCTION, "base_url": "https://localhost"}
    client = create_app(make_settings(tmp_path, database_url, **site)).test_client()
    page = client.get(SIGN_IN, base_url="https://localhost")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "; Secure; HttpOnly;" in page.headers["Set-Cookie"]
    sent = client.post(
        SIGN_IN,
        base_url="https://localhost",
        data={"csrf_token": csrf_token(page), "email": "pat@school.org"},
    )
    assert sent.location == "/account/sent"


def test_a_form_without_its_token_changes_nothing(client: FlaskClient) -> None:
    assert client.post("/echo", data={"name": "Amina"}).status_code == 400


@pytest.mark.parametrize(
    ("came_from", "status"), [("same-origin", 200), ("same-site", 403), ("cross-site", 403)]
)
def test_what_another_site_sends_is_refused_even_with_a_token(
    client: FlaskClient, came_from: str, status: int
) -> None:
    fields = {"csrf_token": csrf_token(client.get(SIGN_IN))}
    assert client.post("/echo", data=fields, headers={"Sec-Fetch-Site": came_from}).status_code == status


def test_another_site_may_link_here(client: FlaskClient) -> None:
    assert client.get(SIGN_IN, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_form_whose_token_ran_out_can_be_sent_again_with_everything_typed(client: FlaskClient) -> None:
    typed = {"topics": 'line one\nline <two> & "three"', "day": ["mon", "tue"]}
    expired = client.post(
        "/echo", data={**typed, "csrf_token": "old"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert expired.status_code == 400
    assert "Nothing you typed is lost" in expired.text
    again = client.post("/echo", data=fields_of(expired.text))
    assert again.json == {"topics": [typed["topics"]], "day": ["mon", "tue"]}


def test_a_button_alone_can_be_pressed_again_too(client: FlaskClient) -> None:
    expired = client.post("/echo", headers={"Sec-Fetch-Site": "same-origin"})
    assert client.post("/echo", data=fields_of(expired.text)).json == {}


def test_what_another_site_typed_is_not_offered_to_be_sent(client: FlaskClient) -> None:
    refused = client.post("/echo", data={"topics": "planted"})
    assert refused.status_code == 400
    assert "planted" not in refused.text


def test_the_log_of_requests_holds_no_token() -> None:
    for path in ("/f/{}/when", "/p/{}/", "/feeds/{}.ics", "/account/enter/{}", "/account/demo/{}"):
        assert "token" not in without_tokens(path.format("MQ.token-4_4"))
    assert without_tokens("/board/plans/4") == "/board/plans/4"


def test_a_page_that_breaks_says_so_kindly(app: Flask, client: FlaskClient) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = client.get("/broken/x")
    assert page.status_code == 500
    assert "It is not your fault" in page.text
    assert "something broke" not in page.text


def test_the_log_of_a_page_that_broke_holds_no_token(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    token = "k" * 16 + "4" * 32
    with caplog.at_level(logging.ERROR):
        client.get(f"/broken/{token}/when")
    assert "Exception on /broken/[token]/when [GET]" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [("/no/such/page", 404, "There is no page here"), ("/echo", 405, "There is nothing to see here")],
)
def test_errors_are_told_in_plain_words(client: FlaskClient, path: str, status: int, words: str) -> None:
    page = client.get(path)
    assert page.status_code == status
    assert words in page.text


def test_a_host_that_is_not_ours_is_refused_in_production(tmp_path: Path, database_url: str) -> None:
    site = {"environment": Environment.PRODUCTION, "base_url": "https://localhost"}
    client = create_app(make_settings(tmp_path, database_url, **site)).test_client()
    assert client.get(SIGN_IN, base_url="https://evil.example").status_code == 400


def fields_of(page: str) -> dict[str, list[str]]:
    """The hidden fields of a page as a browser would send them."""
    fields: dict[str, list[str]] = {}
    for part in page.split('<input type="hidden" name="')[1:]:
        name, _, rest = part.partition('" value="')
        fields.setdefault(name, []).append(unescape(rest.partition('"')[0]))
    return fields
