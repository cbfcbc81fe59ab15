"""How little a family with nothing special has to press and to read."""

import pytest
from playwright.sync_api import Page

from tests.fixtures.browsers import PHONE

MOST_TAPS = 14
MOST_WORDS = 249
SEEN = """main => {
    const seen = main.cloneNode(true);
    const there = [main, ...main.querySelectorAll("*")];
    [seen, ...seen.querySelectorAll("*")].forEach((copy, number) => {
        const original = there[number];
        const clipped = getComputedStyle(original).clipPath !== "none";
        copy.toggleAttribute("data-unseen", clipped || !original.checkVisibility({visibilityProperty: true}));
        if (original.selectedOptions) copy.textContent = original.selectedOptions[0]?.textContent ?? "";
    });
    seen.querySelectorAll("[data-unseen]").forEach(copy => copy.remove());
    return seen.textContent;
}"""


class Reader:
    """Counts what is pressed, and the words that are in sight on each page."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0
        self.words: dict[str, int] = {}

    def read(self) -> None:
        text = self.page.locator("main").evaluate(SEEN)
        self.words[self.page.url.rstrip("/").rsplit("/", 1)[1]] = len(text.split())

    def tap(self, control: str) -> None:
        self.page.locator(control).first.click()
        self.taps += 1

    def go_on(self, to: str) -> None:
        self.read()
        self.tap("main .actions .button")
        self.page.wait_for_url(f"**/{to}")


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_a_family_with_nothing_special_is_soon_done(page: Page, letter: str) -> None:
    """Every choice that a list shows is counted as a word to read, however often it stands there."""
    reader = Reader(page)
    page.set_viewport_size(PHONE)
    page.goto(letter)
    reader.go_on("when")
    reader.tap("[name=fill][value=evenings]")
    page.wait_for_selector(".notice")
    reader.go_on("open-times/")
    reader.go_on("how")
    reader.tap("label:has(#format-in_person)")
    reader.go_on("talk")
    reader.go_on("reach")
    reader.tap("label:has([name=channel][value=paper])")
    reader.go_on("receipt")
    assert reader.taps <= MOST_TAPS
    assert sum(reader.words.values()) <= MOST_WORDS, reader.words
