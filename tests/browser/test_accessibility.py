"""axe finds nothing against WCAG 2.0 to 2.2, A and AA, on a family's pages, whatever state they are in."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.family_states import states_of

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def faults(page: Page) -> list[str]:
    """One line for each rule that an element breaks."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("letter", ["en", "es", "ar"], indirect=True)
def test_axe_finds_nothing_in_any_state(page: Page, letter: str) -> None:
    found = {state: faults(page) for state in states_of(page, letter)}
    assert {state: lines for state, lines in found.items() if lines} == {}
    assert len(found) >= 20


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_axe_finds_nothing_on_a_dark_screen_either(page: Page, letter: str) -> None:
    page.emulate_media(color_scheme="dark")
    found = {state: faults(page) for state in states_of(page, letter)}
    assert {state: lines for state, lines in found.items() if lines} == {}


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_axe_would_find_a_field_without_a_name(page: Page, letter: str) -> None:
    page.goto(f"{letter}when")
    page.evaluate("document.querySelector('label[for=week-sat-morning]').remove()")
    assert any("select-name" in line and "week-sat-morning" in line for line in faults(page))
