"""The logs of a real server hold nothing that opens a page."""

import logging
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from gunicorn.config import Config

from scheduler.logs import SafeAccessLogger
from scheduler.redaction import without_tokens
from tests.fixtures.live import Installation


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/f/secrettoken/when", "/f/…/when"),
        ("/p/secrettoken/", "/p/…/"),
        ("/join/abcd-efgh", "/join/…"),
        ("/joined/secrettoken", "/joined/…"),
        ("/feeds/secrettoken.ics", "/feeds/…"),
        ("/account/enter/secrettoken", "/account/enter/…"),
        ("/account/demo/1.secret-token", "/account/demo/…"),
        ("//f/secrettoken/when", "/f/…/when"),
        ("/F/secrettoken", "/F/…"),
        (f"/x/f/{'secret' * 8}/", "/x/f/…/"),
        ("/board/plans/7", "/board/plans/7"),
    ],
)
def test_tokens_are_cut_out_of_paths(path: str, shown: str) -> None:
    assert without_tokens(path) == shown


def test_a_served_request_leaves_no_token_and_no_query_in_the_log(whole_installation: Installation) -> None:
    for path in (
        "/f/secrettoken/?x=secretquery",
        "//f/secrettoken/",
        "/feeds/secrettoken.ics",
        "/p/secrettoken/",
    ):
        with pytest.raises(HTTPError):
            urlopen(whole_installation.url + path)
    log = whole_installation.log.read_text()
    assert "/f/…/" in log
    assert "secret" not in log


def test_gunicorns_own_errors_quote_no_token(capsys: pytest.CaptureFixture[str]) -> None:
    logger = SafeAccessLogger(Config())
    logger.error_log.propagate, logger.error_log.handlers = False, [logging.StreamHandler()]
    logger.error("Error handling request %s %s", "GET", f"/f/{'secret' * 8}/when")
    assert "Error handling request GET /f/[token]/when" in capsys.readouterr().err
