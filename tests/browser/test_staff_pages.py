"""A liaison's and a partner's pages in a real browser: small phone, right to left, no scripts, on paper."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from scheduler.extensions import db
from scheduler.storage.models import District, Partner, Place, Provider, User
from tests.builders.board_rows import add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import add_caregiver, add_to_caseload, add_user
from tests.fixtures.browsers import DESKTOP, PHONE
from tests.fixtures.live import Served
from tests.web.browsing import signed_in

pytestmark = pytest.mark.browser

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

Enter = Callable[[str], Page]


@pytest.fixture
def staff(live_server: Served) -> dict[str, int]:
    """A liaison with one family, and a partner whose hall and crèche a plan uses; their ids by role."""
    with live_server.app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        plan = add_plan(add_run(add_open_season()))
        partner_id = added(Partner(name="Riverside Community Centre")).id
        hall = added(Place(name="Big room", format="hybrid", capacity=120, partner_id=partner_id))
        crew = added(Provider(name="Crèche", kind="childcare", capacity=15, partner_id=partner_id))
        add_session(plan, "Your child's support plan: a workshop", crew, place_id=hall.id)
        liaison = add_user(email="lee@school.org", role="liaison")
        email = "amina.abdirahman.of.the.long.address@example.org"
        add_to_caseload(liaison, add_caregiver(name="Amina", channel="email", email=email))
        partner = add_user(email="hall@example.org", role="partner", partner_id=partner_id)
        planner = add_user(email="pat@school.org")
        return {"liaison": liaison.id, "partner": partner.id, "planner": planner.id}


@pytest.fixture
def enter(browser: Browser, live_server: Served, staff: dict[str, int]) -> Iterator[Enter]:
    """Open a page without scripts, signed in as the person with this role."""
    context = browser.new_context(java_script_enabled=False)

    def enter(role: str) -> Page:
        held = signed_in(live_server.app, staff[role]).get_cookie("session")
        assert held is not None
        context.add_cookies([{"name": "session", "value": held.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/account/sign-in")
        return page

    yield enter
    context.close()


def read_in(server: Served, language: str) -> None:
    """Everybody's language of choice."""
    with server.app.app_context():
        db.session.execute(update(User).values(language=language))
        db.session.commit()


def assert_fits(page: Page) -> None:
    for window in (DESKTOP, PHONE):
        page.set_viewport_size(window)
        assert page.evaluate(OVERFLOW) == 0, page.url


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_a_liaison_fits_its_window_and_is_reached_by_keyboard(
    live_server: Served, enter: Enter, language: str
) -> None:
    read_in(live_server, language)
    page = enter("liaison")
    assert_fits(page)
    page.locator("main a[href^='/liaison/caregivers/']").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Amina")
    page.locator("summary").last.press("Enter")
    assert_fits(page)
    page.locator("a[href$='/letter']").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Amina")
    assert_fits(page)
    page.goto(f"{live_server.url}/liaison/hand-over")
    assert_fits(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_a_partner_fits_its_window(live_server: Served, enter: Enter, language: str) -> None:
    read_in(live_server, language)
    page = enter("partner")
    expect(page.get_by_role("heading", level=1)).to_have_text("Riverside Community Centre")
    assert_fits(page)


def test_paper_shows_the_letter_and_never_the_code_or_the_way_to_what_was_saved(enter: Enter) -> None:
    page = enter("liaison")
    page.get_by_role("link", name="Form, letter, note").press("Enter")
    page.emulate_media(media="print")
    expect(page.get_by_text("Code:")).to_be_hidden()
    expect(page.get_by_text("/f/").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Letter to print").press("Enter")
    page.emulate_media(media="print")
    expect(page.get_by_text("/f/")).to_be_visible()
    expect(page.get_by_text("Print this page.")).to_be_hidden()


def test_a_change_of_language_keeps_what_was_typed(
    browser: Browser, live_server: Served, staff: dict[str, int]
) -> None:
    context = browser.new_context()
    held = signed_in(live_server.app, staff["planner"]).get_cookie("session")
    assert held is not None
    context.add_cookies([{"name": "session", "value": held.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/board/groups/")
    page.fill("#name-en", "I look after my mother")
    page.locator(".languages summary").click()
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#name-en")).to_have_value("I look after my mother")
    page.reload()
    expect(page.locator("#name-en")).to_have_value("")
    context.close()
