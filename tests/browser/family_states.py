"""A walk through the family's pages in every state: empty, filled in, wrong, and saved."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.calendars.test_busy import calendar

SHIFT = calendar("DTSTART:20260303T200000\nDTEND:20260304T090000")


def states_of(page: Page, letter: str, *, paint: bool = True) -> Iterator[str]:
    """The name of each state while `page` shows it; `letter` is the address of a caregiver's first page.

    `paint` takes up a brush, which only wide pages have.
    """
    page.goto(letter)
    yield "the letter"
    page.goto(f"{letter}receipt")
    yield "the receipt before anything is saved"
    yield from _when(page, letter, paint)
    yield from _how_and_talk(page, letter)
    yield from _reach(page, letter)
    yield from _afterwards(page, letter)


def save(page: Page) -> None:
    press(page, "main .actions .button >> nth=0")


def press(page: Page, button: str) -> None:
    """A press that leads to another page."""
    with page.expect_navigation():
        page.click(button)


def _when(page: Page, letter: str, paint: bool) -> Iterator[str]:
    page.goto(f"{letter}when")
    yield "when, empty"
    press(page, "[name=fill][value=evenings]")
    _open_everything(page)
    page.select_option("#rhythm", "two_weeks")
    if paint:
        page.click(".brush-maybe")
    yield "when, filled in, everything open"
    page.fill("#exact-0-from", "18:00")
    page.set_input_files(
        "#calendar", {"name": "a.ics", "mimeType": "text/calendar", "buffer": b"no calendar"}
    )
    press(page, "[name=import]")
    yield "when, with a file that is no calendar"
    save(page)
    yield "when, with a time that has no end"
    page.fill("#exact-0-from", "")
    _open_everything(page)
    page.set_input_files("#calendar", {"name": "a.ics", "mimeType": "text/calendar", "buffer": SHIFT})
    press(page, "[name=import]")
    yield "busy times to confirm"
    save(page)
    yield "open times"
    save(page)


def _how_and_talk(page: Page, letter: str) -> Iterator[str]:
    yield "how, empty"
    page.locator("[name=needs][value=yes]").check(force=True)
    _open_everything(page)
    yield "how, everything open"
    page.locator("[name=need-childcare][value=must]").check(force=True)
    save(page)
    yield "how, with a number that is missing"
    page.goto(f"{letter}talk")
    yield "talk, empty"
    page.fill("#topics", "a" * 2001)
    _open_everything(page)
    page.check("#offer-food")
    save(page)
    yield "talk, with too many words"
    page.fill("#topics", "Reading")
    save(page)


def _reach(page: Page, letter: str) -> Iterator[str]:
    page.goto(f"{letter}reach")
    yield "reach, empty"
    page.locator("[name=channel][value=email]").check(force=True)
    save(page)
    yield "reach, with an address that is missing"
    page.fill("#email", "a@b.org")
    page.check("#may-keep")
    save(page)


def _afterwards(page: Page, letter: str) -> Iterator[str]:
    page.goto(f"{letter}receipt")
    _open_everything(page)
    yield "the receipt"
    for step in ("when", "how", "talk", "reach"):
        page.goto(f"{letter}{step}")
        yield f"{step}, saved"
    page.goto(letter)
    yield "the letter, answered"
    page.goto(f"{letter}talk")
    with page.context.new_page() as other:
        other.goto(f"{letter}talk")
        other.fill("#topics", "Something else")
        save(other)
    page.fill("#topics", "Maths")
    save(page)
    yield "two answers"
    page.goto(f"{letter}receipt")
    _open_everything(page)
    press(page, "form[action$='delete'] button")
    yield "everything deleted"


def _open_everything(page: Page) -> None:
    page.locator("main details").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
