"""A family's pages at 320 px, which is also a desktop at 400 % zoom, in forced colours, and unseen."""

import pytest
from playwright.sync_api import Page

from tests.browser.family_states import states_of
from tests.fixtures.browsers import PHONE
from tests.thorough import thoroughly

OVERFLOWING = """width => [...document.querySelectorAll("body *")]
    .filter(each => each.checkVisibility() && !each.closest(".visually-hidden, .skip-link, thead"))
    .filter(each => ((box) => box.right > width + 0.5 || box.left < -0.5)(each.getBoundingClientRect()))
    .map(each => each.outerHTML.slice(0, 100))"""
BORDER = "choice => getComputedStyle(choice.closest('label')).borderTopWidth"


@pytest.mark.parametrize("letter", ["ar", *thoroughly("es")], indirect=True)
def test_nothing_is_wider_than_a_page_of_320_pixels(page: Page, letter: str) -> None:
    page.set_viewport_size(PHONE)
    wide = {
        state: page.evaluate(OVERFLOWING, PHONE["width"]) for state in states_of(page, letter, paint=False)
    }
    assert {state: elements for state, elements in wide.items() if elements} == {}


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_in_forced_colours_a_border_marks_what_is_chosen(page: Page, letter: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{letter}reach")
    page.locator("[name=channel][value=paper]").check()
    borders = {
        channel: page.locator(f"[name=channel][value={channel}]").evaluate(BORDER)
        for channel in ("paper", "email")
    }
    assert borders == {"paper": "2px", "email": "1px"}
    page.goto(f"{letter}when")
    page.click(".brush-maybe")
    brushes = {
        level: page.locator(f".brush-{level}").evaluate("brush => getComputedStyle(brush).borderTopWidth")
        for level in ("maybe", "yes")
    }
    assert brushes == {"maybe": "4px", "yes": "2px"}


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_what_happens_is_told_to_who_does_not_see_it(page: Page, letter: str) -> None:
    page.goto(f"{letter}when")
    page.click("[name=fill][value=evenings]")
    assert page.get_by_role("status").filter(has_text="Change what is not right.").count() == 1
    page.locator("main details").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
    page.fill("#exact-0-from", "18:00")
    page.locator("main .actions .button").first.click()
    alert = page.get_by_role("alert")
    assert "Write when this time ends" in alert.inner_text()
    assert page.title().startswith("Please look again: ")
    field = page.locator("#exact-0-to")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == "Write when this time ends, such as 19:00."
