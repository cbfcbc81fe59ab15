"""The network goes away in the middle of the form, and nothing is lost, doubled or left behind."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scheduler.domain.answers import Talk
from scheduler.extensions import db
from scheduler.services.read_answers import AnswerView, read_answers
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import Caregiver, Season
from tests.builders.answers import evenings
from tests.builders.people import NOW
from tests.fixtures.browsers import PHONE
from tests.fixtures.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("letter", ["en"], indirect=True)]

KEPT = """async home => (await (await caches.open(`form ${home}`)).keys())
    .map(request => new URL(request.url).pathname)"""
CONTROLLED = "Boolean(navigator.serviceWorker.controller)"
WITHIN_SECONDS = 60


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, letter: str) -> Page:
    """The first step, once this phone holds the whole form."""
    page = phone.new_page()
    page.goto(f"{letter}when")
    wait_until_ready(page, letter)
    return page


def home_of(letter: str) -> str:
    return "/" + letter.split("/", 3)[3]


def who() -> tuple[int, int]:
    return db.session.query(Caregiver.id).scalar(), db.session.query(Season.id).scalar()


def stored(server: Served) -> AnswerView:
    with server.app.app_context():
        return read_answers(*who())


def leave(page: Page, to: str) -> None:
    page.locator("main .actions .button >> nth=0").first.click()
    page.wait_for_url(f"**/{to}")


def wait_until(page: Page, true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        page.wait_for_timeout(50)


def kept(page: Page, letter: str) -> set[str]:
    """What the phone holds of this link, such as `when` or `draft/when`."""
    home = home_of(letter)
    return {path.removeprefix(home) for path in page.evaluate(KEPT, home)}


def wait_until_ready(page: Page, letter: str) -> None:
    whole = {"when", "how", "talk", "reach", "waiting", "not-done"}
    wait_until(page, lambda: whole <= kept(page, letter) and page.evaluate(CONTROLLED))
    wait_until(page, lambda: any("on_this_phone.js" in path for path in kept(page, letter)))


def wait_for_drafts(page: Page, letter: str, count: int) -> None:
    wait_until(page, lambda: sum(name.startswith("draft/") for name in kept(page, letter)) == count)


def test_the_network_goes_in_the_middle_the_tab_is_closed_and_the_school_receives_it_once(
    live_server: Served, phone: BrowserContext, page: Page, letter: str
) -> None:
    phone.set_offline(True)
    page.select_option("#week-weekdays-evening", "yes")
    expect(page.locator("#on-phone")).to_be_visible()
    leave(page, "how")
    leave(page, "talk")
    page.fill("#topics", "Homework")
    wait_for_drafts(page, letter, 3)
    page.close()
    assert stored(live_server).version == 0

    again = phone.new_page()
    again.goto(letter)
    expect(again.locator("h1")).to_have_text("No network now")
    again.goto(f"{letter}talk")
    expect(again.locator("#topics")).to_have_value("Homework")
    leave(again, "reach")
    leave(again, "waiting")
    expect(again.get_by_text("Your school has not received it yet.")).to_be_visible()

    phone.set_offline(False)
    again.wait_for_url("**/receipt")
    expect(again.locator("main")).to_contain_text("Received by the school")
    wait_for_drafts(again, letter, 0)
    expect(again.locator("#on-phone")).to_be_hidden()
    answer = stored(live_server)
    assert (answer.times, answer.talk) == (evenings(*range(5)), Talk("Homework"))
    assert answer.version == 2


def test_what_the_school_received_though_the_phone_did_not_hear_so_is_stored_once(
    live_server: Served, phone: BrowserContext, page: Page, letter: str
) -> None:
    page.goto(f"{letter}talk")
    page.fill("#topics", "Homework")
    wait_for_drafts(page, letter, 1)
    phone.set_offline(True)
    leave(page, "reach")
    fields = page.evaluate(
        "async url => (await (await caches.match(url)).json()).fields", f"{home_of(letter)}draft/talk"
    )
    token = page.locator("[name=csrf_token]").first.get_attribute("value")
    phone.set_offline(False)
    phone.request.post(f"{letter}talk", form={**fields, "csrf_token": token})
    wait_for_drafts(page, letter, 0)
    assert stored(live_server).version == 1


def test_an_older_answer_from_the_phone_overwrites_no_newer_one(
    live_server: Served, phone: BrowserContext, page: Page, letter: str
) -> None:
    page.goto(f"{letter}talk")
    phone.set_offline(True)
    page.fill("#topics", "The older one")
    leave(page, "reach")
    with live_server.app.app_context():
        submit_availability(*who(), Talk("The newer one"), read_version=0, now_utc=NOW)
    phone.set_offline(False)
    page.goto(f"{letter}talk")
    expect(page.locator("#topics")).to_have_value("The older one")
    page.locator("main .actions .button >> nth=0").first.click()
    expect(page.locator("h1")).to_have_text("Which answer is right?")
    assert stored(live_server).talk == Talk("The newer one")


def test_nothing_stays_on_the_phone_after_forgetting_or_deleting(page: Page, letter: str) -> None:
    page.select_option("#week-weekdays-evening", "yes")
    wait_for_drafts(page, letter, 1)
    page.reload()
    page.get_by_role("button", name="Forget it on this phone").click()
    expect(page.locator("#week-weekdays-evening")).to_have_value("")
    assert page.evaluate("caches.keys()") == []
    page = page.context.new_page()
    page.goto(f"{letter}talk")
    wait_until_ready(page, letter)
    page.fill("#topics", "Homework")
    leave(page, "reach")
    page.goto(f"{letter}receipt")
    page.get_by_text("Delete all my answers").first.click()
    page.get_by_role("button", name="Yes, delete all my answers").click()
    page.wait_for_url("**/deleted")
    assert page.evaluate("caches.keys()") == []


def test_a_closed_tab_loses_nothing_that_was_typed(phone: BrowserContext, page: Page, letter: str) -> None:
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    page.fill("#exact-0-from", "18:00")
    page.select_option("#week-sat-morning", "maybe")
    wait_for_drafts(page, letter, 1)
    page.close()
    again = phone.new_page()
    again.goto(f"{letter}when")
    expect(again.locator("#exact-0-from")).to_have_value("18:00")
    expect(again.locator("#exact-0-from")).to_be_visible()
    expect(again.locator("#week-sat-morning")).to_have_value("maybe")


def test_what_only_the_school_can_do_is_not_done_without_a_network_and_our_own_page_says_so(
    live_server: Served, phone: BrowserContext, page: Page, letter: str
) -> None:
    page.select_option("#week-weekdays-evening", "yes")
    leave(page, "open-times/")
    page.goto(f"{letter}receipt")
    phone.set_offline(True)
    page.get_by_text("Delete all my answers").first.click()
    page.get_by_role("button", name="Yes, delete all my answers").click()
    expect(page.locator("h1")).to_have_text("This needs the network")
    expect(page.locator("main")).to_contain_text("Nothing was deleted or changed.")
    assert stored(live_server).times == evenings(*range(5))
    phone.set_offline(False)
    page.get_by_role("link", name="See what the school has").click()
    expect(page.locator("main")).to_contain_text("You can come")
