"""Two browsers on the same board see each other and each other's changes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scheduler.storage.models import District
from tests.browser.test_board import cookie
from tests.builders.board_rows import added
from tests.builders.small_season import small_season
from tests.fixtures.browsers import DESKTOP
from tests.fixtures.live import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def two(browser: Browser, live_server: Served) -> Iterator[tuple[Page, Page]]:
    with live_server.app.app_context():
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        small_season()
    contexts, pages = [], []
    for email, name in (("pat@school.org", "Pat"), ("robin@school.org", "Robin")):
        context = browser.new_context(viewport=DESKTOP)
        context.add_cookies([cookie(live_server, "en", email=email, name=name)])
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/board/")
        pages.append(page)
    yield pages[0], pages[1]
    for context in contexts:
        context.close()


def test_each_sees_that_the_other_is_there(two: tuple[Page, Page]) -> None:
    pat, robin = two
    expect(robin.get_by_text("Here too: Pat")).to_be_visible()
    expect(pat.get_by_text("Here too: Robin")).to_be_visible()


def test_a_change_of_one_shows_on_the_board_of_the_other(two: tuple[Page, Page]) -> None:
    pat, robin = two
    pat.get_by_role("link", name="Reading night").first.drag_to(pat.locator('[data-day="2026-03-10"]'))
    pat.get_by_role("button", name="Keep this move").click()
    expect(robin.locator('[data-day="2026-03-10"]')).to_contain_text("Reading night")
    robin.get_by_role("button", name="Undo").click()
    expect(pat.locator('[data-day="2026-03-03"]')).to_contain_text("Reading night")


def test_what_is_being_done_is_not_swept_away_but_the_change_is_told(two: tuple[Page, Page]) -> None:
    pat, robin = two
    robin.get_by_role("link", name="Math night").first.drag_to(robin.locator('[data-day="2026-03-12"]'))
    expect(robin.get_by_role("region", name="What would change")).to_be_visible()
    pat.get_by_role("link", name="Reading night").first.drag_to(pat.locator('[data-day="2026-03-10"]'))
    pat.get_by_role("button", name="Keep this move").click()
    expect(robin.get_by_text("Pat: Reading night was moved")).to_be_visible()
    expect(robin.get_by_role("region", name="What would change")).to_be_visible()
    robin.get_by_role("button", name="Keep this move").click()
    expect(robin.get_by_role("heading", level=1)).to_have_text("The board changed meanwhile")
