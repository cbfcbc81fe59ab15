"""Whoever reads a refused page in another language finds there all that was typed, and nothing was saved."""

import re
from html import unescape

from werkzeug.test import TestResponse

from scheduler.extensions import db
from scheduler.storage.models import EventProposal
from tests.fixtures.page_client import PageClient
from tests.web.forms import send

EVENTS = "/board/events/"


def in_language(client: PageClient, page: TestResponse, code: str) -> TestResponse:
    """Press a button of the list of languages, as a browser without scripts does."""
    found = re.search(r'<details class="languages">.*?action="([^"]+)">(.*?)</form>', page.text, re.DOTALL)
    assert found
    action, form = unescape(found[1]), found[2]
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(unescape(value))
    sent.setdefault("language", []).append(code)
    chosen = client.post(action, data=sent)
    assert chosen.status_code == 307
    return client.post(chosen.location, data=sent)


def test_what_was_typed_stands_in_the_page_of_the_other_language(board: PageClient) -> None:
    refused = send(board, EVENTS, f"{EVENTS}proposals", title="", text='For "all"\n& their dogs')
    arabic = in_language(board, refused, "ar")
    assert (arabic.status_code, 'lang="ar" dir="rtl"' in arabic.text) == (400, True)
    assert "For &#34;all&#34;\n&amp; their dogs</textarea>" in arabic.text
    assert "Write a title." not in arabic.text
    spanish = in_language(board, arabic, "es")
    assert 'lang="es"' in spanish.text
    assert "For &#34;all&#34;\n&amp; their dogs</textarea>" in spanish.text
    assert db.session.query(EventProposal).count() == 0


def test_a_field_that_is_called_language_keeps_its_own_value(board: PageClient) -> None:
    refused = send(board, EVENTS, f"{EVENTS}proposals", title="", text="Tea", language="so")
    assert 'lang="ar"' in in_language(board, refused, "ar").text


def test_it_leads_to_no_other_site(board: PageClient) -> None:
    answer = send(board, EVENTS, "/language?again=//evil.example", language="es")
    assert (answer.status_code, answer.location) == (307, "/")


def test_pages_that_say_that_something_failed_send_nothing_again(board: PageClient) -> None:
    failed = send(board, EVENTS, "/board/plans/999/choose", text="Tea")
    assert failed.status_code == 404
    assert '<details class="languages">' not in failed.text
