"""Forms as a browser sends them: with the token of the page they stand on."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def csrf_token(page: TestResponse) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, f"{page.request.path} has no CSRF token"
    return found[1]


def send(client: FlaskClient, page: str, action: str | None = None, **fields: Any) -> TestResponse:
    """Open `page`, and send its form with `fields` to `action`, or to the page itself."""
    return client.post(action or page, data={"csrf_token": csrf_token(client.get(page)), **fields})
