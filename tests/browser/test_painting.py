"""Painting the week with a mouse: it sets the selects that everybody else chooses from."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.parametrize("letter", ["en"], indirect=True)

CELLS = ("#week-weekdays-evening", "#week-sat-evening", "#week-sun-evening")


@pytest.fixture
def week(page: Page, letter: str) -> Page:
    page.goto(f"{letter}when")
    return page


def drag_over(page: Page, *cells: str) -> None:
    for number, cell in enumerate(cells):
        if number == 0:
            page.locator(cell).scroll_into_view_if_needed()
        box = page.locator(cell).bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def chosen(page: Page, *cells: str) -> list[str]:
    return [page.locator(cell).input_value() for cell in cells]


def test_a_stroke_sets_every_cell_that_it_crosses_and_says_so(week: Page) -> None:
    week.click(".brush-yes")
    drag_over(week, *CELLS)
    assert chosen(week, *CELLS) == ["yes", "yes", "yes"]
    expect(week.locator("#painted")).to_have_text(
        "Monday to Friday, Evening: Yes; Saturday, Evening: Yes; Sunday, Evening: Yes"
    )
    week.click(".brush-open")
    drag_over(week, CELLS[1])
    assert chosen(week, *CELLS) == ["yes", "", "yes"]


def test_a_single_weekday_is_taken_back_to_not_known_although_the_others_are(week: Page) -> None:
    week.locator("main details").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
    week.click(".brush-open")
    drag_over(week, "#week-mon-evening")
    assert chosen(week, "#week-mon-evening") == ["open"]


def test_without_a_brush_nothing_is_painted(week: Page) -> None:
    week.click(".brush-yes")
    week.click(".brush-yes")
    assert week.locator(".brushes [aria-pressed=true]").count() == 0
    drag_over(week, *CELLS)
    week.keyboard.press("Escape")
    assert chosen(week, *CELLS) == ["", "", ""]


def test_escape_puts_the_brush_away(week: Page) -> None:
    week.click(".brush-no")
    week.keyboard.press("Escape")
    assert week.locator(".brushes [aria-pressed=true]").count() == 0


def test_what_was_painted_is_saved_like_what_was_chosen(week: Page) -> None:
    week.click(".brush-maybe")
    drag_over(week, *CELLS)
    week.locator("main .actions .button").first.click()
    week.wait_for_url("**/open-times/")
    week.go_back()
    assert chosen(week, *CELLS) == ["maybe", "maybe", "maybe"]
