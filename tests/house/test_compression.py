"""Pages and styles are sent small, to whoever can unpack them; calendars keep the tags of their versions."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.web.styles import PIECES

STYLE = "/static/css/commonhour.css"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A client that may be sent packed bytes, which the client of the other tests cannot read."""
    return FlaskClient(app)


@pytest.mark.parametrize("packing", ["br", "zstd", "deflate"])
@pytest.mark.parametrize("address", [STYLE, "/account/sign-in"])
def test_a_page_and_its_style_are_packed_as_the_browser_asks(
    browser: FlaskClient, address: str, packing: str
) -> None:
    plain = browser.get(address, headers={"Accept-Encoding": "identity"})
    packed = browser.get(address, headers={"Accept-Encoding": packing})
    assert packed.headers["Content-Encoding"] == packing
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) * 0.6


def test_who_can_unpack_nothing_is_sent_it_as_it_is(browser: FlaskClient) -> None:
    sent = browser.get(STYLE).text
    pieces = {path.stem: path.read_text() for path in Path("static/css/commonhour").iterdir()}
    assert set(pieces) == set(PIECES)
    assert sent == "\n".join(pieces[name] for name in PIECES)


def test_a_style_that_has_not_changed_is_not_sent_again(browser: FlaskClient) -> None:
    first = browser.get(STYLE, headers={"Accept-Encoding": "br"})
    again = browser.get(STYLE, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
