"""No page of the family's way is wider than the smallest phone, in any language that is offered."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from scheduler.extensions import db
from scheduler.language.catalogues import offered_languages
from scheduler.services.links import issue_link
from scheduler.storage.models import Caregiver, District, PriorityGroup
from tests.builders.people import NOW, add_caregiver, add_season
from tests.fixtures.browsers import PHONE
from tests.fixtures.live import Served

pytestmark = pytest.mark.browser

FORM = ("", "when", "how", "talk", "reach", "receipt", "groups/", "calendar/", "waiting", "not-done")
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
STICKING_OUT = """edge => [...document.querySelectorAll("body *")]
    .filter(each => each.checkVisibility() && !each.closest(".visually-hidden, .skip-link, svg"))
    .filter(each => {
        const { left, right } = each.getBoundingClientRect()
        const inside = !each.matches("button, .button, .choice") || each.scrollWidth <= each.clientWidth
        return left < -1 || right > edge + 1 || !inside
    })
    .map(each => `<${each.localName}> ${each.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def letter(live_server: Served) -> str:
    """The address of a caregiver's letter."""
    with live_server.app.app_context():
        db.session.add(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        add_season()
        db.session.add(PriorityGroup(key="alone", name="1", question="asked"))
        caregiver = add_caregiver(name="Amina")
        key = live_server.app.extensions["settings"].link_key
        token = issue_link("form", caregiver_id=caregiver.id, link_key=key, now_utc=NOW)
        db.session.commit()
    return f"{live_server.url}/f/{token}/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The smallest phone, without scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def read_in(server: Served, language: str) -> None:
    with server.app.app_context():
        db.session.execute(update(Caregiver).values(language_read=language))
        db.session.commit()


def sticking_out(page: Page) -> list[str]:
    """What is wider than the page, or than the button that it stands on, with everything unfolded."""
    page.evaluate(OPEN_ALL)
    return page.evaluate(STICKING_OUT, page.evaluate("document.documentElement.clientWidth"))


@pytest.mark.thorough
def test_nothing_sticks_out_at_320_px(live_server: Served, phone: Page, letter: str) -> None:
    phone.goto(f"{letter}when")
    phone.select_option("#week-weekdays-evening", "yes")
    phone.locator("main .actions .button").first.click()
    found = []
    for language in offered_languages():
        read_in(live_server, language)
        for address in (*(letter + page for page in FORM), f"{live_server.url}/wording/?language={language}"):
            phone.goto(address)
            assert phone.locator("html").get_attribute("lang") == language
            name = address.removeprefix(letter)
            found += [f"{language} {name}: {what}" for what in sticking_out(phone)]

    assert found == []
