"""The board in a real browser: on a small phone, from right to left, and without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import District, Job
from tests.builders.board_rows import (
    add_groups,
    add_open_season,
    add_plan,
    add_run,
    add_session,
    added,
    levels,
)
from tests.builders.people import add_user
from tests.fixtures.browsers import DESKTOP, PHONE
from tests.fixtures.live import Served

pytestmark = pytest.mark.browser

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def a_board(live_server: Served) -> None:
    """A plan with three groups, a session, yardsticks and an open bound."""
    with live_server.app.app_context():
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        add_groups()
        run = add_run(add_open_season(name="Spring"))
        rates = {"nights": 0.3, "no_car": 0.4, "speech": 0.5, "no_group": 0.7, "everyone": 0.6}
        add_plan(run, "headcount", rates)
        add_plan(run, "majority", rates)
        steps = levels(("smallest 1", 0.3, 0.3), ("smallest 2", 0.7, 0.8))
        plan = add_plan(run, rates=rates, levels=steps)
        add_session(plan, "Your child's support plan: a workshop", reach=dict.fromkeys(rates, 35))


def cookie(server: Served, language: str, **facts: str) -> dict[str, str]:
    """The session of a co-planner who reads a language."""
    client = server.app.test_client()
    with server.app.app_context():
        user_id = add_user(language=language, **facts).id
    with client.session_transaction() as session:
        session["signed_in"] = [user_id, 0, int(datetime.now(UTC).timestamp())]
    held = client.get_cookie("session")
    assert held is not None
    return {"name": "session", "value": held.value, "url": server.url}


@contextmanager
def opened(browser: Browser, server: Served, language: str = "en", **window: object) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": DESKTOP, **window})  # type: ignore[arg-type]
    context.add_cookies([cookie(server, language)])
    page = context.new_page()
    page.goto(f"{server.url}/board/")
    yield page
    context.close()


@pytest.mark.usefixtures("a_board")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_fits_its_window(browser: Browser, live_server: Served, language: str) -> None:
    with opened(browser, live_server, language) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("Spring")
        for window in (DESKTOP, PHONE):
            page.set_viewport_size(window)
            assert page.evaluate(OVERFLOW) == 0


@pytest.mark.usefixtures("a_board")
def test_a_session_in_the_calendar_leads_to_all_that_is_known_about_it(
    browser: Browser, live_server: Served
) -> None:
    with opened(browser, live_server, java_script_enabled=False) as page:
        page.locator("a.slot").filter(has_text="Your child's support plan").press("Enter")
        row = page.locator("tr:target")
        expect(row).to_contain_text("Room for Your child's support plan: a workshop")
        expect(row).to_be_in_viewport()


@pytest.mark.usefixtures("a_board")
def test_a_run_is_asked_for_and_cancelled_without_scripts(browser: Browser, live_server: Served) -> None:
    with opened(browser, live_server, java_script_enabled=False) as page:
        page.get_by_role("button", name="Plan this season").press("Enter")
        expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
        page.get_by_role("button", name="Cancel this run").press("Enter")
        expect(page.get_by_text("Stopping.")).to_be_visible()
        page.get_by_role("link", name="Check again").click()
        expect(page.get_by_text("Stopping.")).to_be_visible()


@pytest.mark.usefixtures("a_board")
def test_progress_shows_by_itself_and_the_board_returns_when_the_run_is_over(
    browser: Browser, live_server: Served
) -> None:
    with opened(browser, live_server) as page:
        page.get_by_role("button", name="Plan this season").click()
        expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
        with live_server.app.app_context():
            with page.expect_response(f"{live_server.url}/board/"):  # the board is renewed: the run has begun
                report(state="running", progress={"stage": "everyone", "best": 0.55, "seconds": 3})
            expect(page.get_by_text("55%")).to_be_visible()
            report(progress={"stage": "everyone", "best": 0.6, "seconds": 6})
            expect(page.get_by_text("60%")).to_be_visible()
            report(state="cancelled")
        expect(page.get_by_text("The last run was cancelled.")).to_be_visible()


def report(**facts: object) -> None:
    """What a worker would write about the newest job."""
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    for name, value in facts.items():
        setattr(job, name, value)
    db.session.commit()
