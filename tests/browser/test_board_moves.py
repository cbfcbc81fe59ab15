"""What if, in a real browser: by dragging, by keyboard alone, and without scripts."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from scheduler.extensions import db
from scheduler.storage.models import District, PlanSession
from tests.browser.test_board import OVERFLOW, opened
from tests.builders.board_rows import added
from tests.builders.small_season import READING, small_season
from tests.fixtures.browsers import DESKTOP, PHONE
from tests.fixtures.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("a_planned_season")]

ANSWER = re.compile(r"March 5.*Ms\. Rivera is at Math night", re.DOTALL)


@pytest.fixture
def a_planned_season(live_server: Served) -> None:
    with live_server.app.app_context():
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        small_season()


def test_a_session_that_is_dropped_on_another_day_shows_what_would_change_and_saves_nothing(
    browser: Browser, live_server: Served
) -> None:
    with opened(browser, live_server) as page:
        reading = page.get_by_role("link", name="Reading night").first
        reading.drag_to(page.locator('[data-day="2026-03-05"]'))
        answer = page.get_by_role("region", name="What would change")
        expect(answer).to_contain_text(ANSWER)
        expect(answer).to_be_focused()
        page.keyboard.press("Escape")
        expect(answer).to_have_count(0)
        expect(reading).to_be_focused()
    with live_server.app.app_context():
        assert db.session.query(PlanSession).order_by(PlanSession.id).first().start_local == READING


def test_the_answer_to_a_drop_leads_to_the_form_that_asked_the_same(
    browser: Browser, live_server: Served
) -> None:
    with opened(browser, live_server) as page:
        page.get_by_role("link", name="Reading night").first.drag_to(page.locator('[data-day="2026-03-05"]'))
        page.get_by_role("link", name="Choose more").click()
        expect(page.get_by_label("Day")).to_have_value("2026-03-05")
        expect(page.get_by_role("region", name="What would change")).to_contain_text(ANSWER)


def test_a_move_is_asked_for_by_keyboard_without_scripts(browser: Browser, live_server: Served) -> None:
    with opened(browser, live_server, java_script_enabled=False) as page:
        page.get_by_role("link", name=re.compile("Move.*Reading night")).press("Enter")
        page.get_by_label("Day").fill("2026-03-05")
        page.get_by_label("Day").press("Enter")
        expect(page.get_by_role("region", name="What would change")).to_contain_text(ANSWER)
        page.get_by_role("link", name="Math night").first.press("Enter")
        assert urlsplit(page.url).fragment.startswith("session-")
        expect(page.locator("tr:target")).to_contain_text("Math night")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_form_and_its_answer_fit_their_window(
    browser: Browser, live_server: Served, language: str
) -> None:
    with opened(browser, live_server, language) as page:
        move = page.locator("[data-move]").first.get_attribute("data-move")
        page.goto(f"{live_server.url}{move}?ask=1&day=2026-03-05")
        expect(page.get_by_role("heading", level=2)).to_be_visible()
        for window in (DESKTOP, PHONE):
            page.set_viewport_size(window)
            assert page.evaluate(OVERFLOW) == 0


def test_a_dropped_session_is_kept_and_put_back(browser: Browser, live_server: Served) -> None:
    with opened(browser, live_server) as page:
        page.get_by_role("link", name="Reading night").first.drag_to(page.locator('[data-day="2026-03-05"]'))
        page.get_by_role("button", name="Keep this move").click()
        thursday, tuesday = (page.locator(f'[data-day="2026-03-0{day}"]') for day in (5, 3))
        expect(thursday).to_contain_text("Reading night")
        expect(page.get_by_text("This plan breaks rules and cannot be released")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(tuesday).to_contain_text("Reading night")
