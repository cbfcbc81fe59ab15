"""A typical paper is typed in with the keyboard alone, in so few keys that it takes less than a minute."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scheduler.domain.answers import Need
from scheduler.services.read_answers import read_answers
from scheduler.storage.models import District
from tests.builders.board_rows import added
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.browsers import DESKTOP, PHONE
from tests.fixtures.live import Served
from tests.web.browsing import signed_in

pytestmark = pytest.mark.browser

MOST_KEYS = 60
"""At one key a second, which is slow, a minute."""


class Keyboard:
    """Presses keys, and counts them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._raw = page.context.new_cdp_session(page)
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.pressed += 1

    def jump(self, letter: str) -> None:
        """Alt and a letter or number: Playwright's own keyboard leaves out what access keys are found by."""
        code = ord(letter.upper())
        typed = {"key": letter, "text": letter, "unmodifiedText": letter}
        key = {**typed, "windowsVirtualKeyCode": code, "modifiers": 1}
        self._raw.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        self._raw.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
        self.pressed += 2

    def tab(self, times: int = 1) -> None:
        self.press(*["Tab"] * times)


@pytest.fixture
def page(browser: Browser, live_server: Served) -> Iterator[Page]:
    """The page for Amina's answer, opened by her liaison."""
    with live_server.app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_season()
        liaison = add_user(email="lee@school.org", role="liaison")
        add_to_caseload(liaison, add_caregiver(name="Amina", language_spoken="so"))
        liaison_id = liaison.id
    context = browser.new_context(viewport=DESKTOP)
    held = signed_in(live_server.app, liaison_id).get_cookie("session")
    assert held is not None
    context.add_cookies([{"name": "session", "value": held.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/liaison/caregivers/1/answer", wait_until="networkidle")
    yield page
    context.close()


def test_a_typical_paper_takes_fewer_than_sixty_keys(page: Page, live_server: Served) -> None:
    """Evenings on weekdays, Saturday mornings maybe; in person or by phone; an interpreter and childcare
    for two, without either of which nobody can come; one topic; on paper, with consent."""
    keys = Keyboard(page)
    keys.tab(2)
    keys.press("y")  # weekdays, evening
    keys.tab()
    keys.press("m")  # Saturday, morning
    keys.jump("2")
    keys.tab()
    keys.press("Space")  # in person
    keys.tab(2)
    keys.press("Space")  # by phone
    keys.tab(2)
    keys.press("i")  # "I need this": an interpreter, of the language that they speak
    keys.tab(6)
    keys.press("i")  # childcare, past the three languages, papers and captions
    keys.tab()
    keys.press("2", ",", "5")
    keys.jump("3")
    keys.tab()
    keys.press(*"buses")
    keys.jump("5")
    keys.tab()
    keys.press("Space")  # on paper
    keys.tab()
    keys.press("Space")  # the family agreed
    keys.jump("s")
    expect(page.get_by_text("Saved. Read it back to the family")).to_be_visible()
    with live_server.app.app_context():
        saved = read_answers(1, 1)
    assert {day: [hours.level for hours in rows] for day, rows in saved.times.weekly.items()} == {
        **{day: ["yes"] for day in range(5)},
        5: ["maybe"],
    }
    assert saved.ways.formats == {"in_person", "phone"}
    assert set(saved.ways.needs) == {
        Need("interpreter", "must", "so"),
        Need("childcare", "must", "2, 5", amount=2),
    }
    assert saved.talk.topics == "buses"
    assert saved.typed is not None
    assert saved.typed.through == "paper"
    assert keys.pressed < MOST_KEYS, keys.pressed


@pytest.mark.parametrize("window", [DESKTOP, PHONE])
def test_the_page_fits_its_window(page: Page, window: dict[str, int]) -> None:
    page.set_viewport_size(window)  # type: ignore[arg-type]
    for summary in page.locator("main summary").all():
        summary.press("Enter")
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) == 0
