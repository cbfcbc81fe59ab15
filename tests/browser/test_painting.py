"""Painting the week with a mouse or a finger: it sets the selects that everybody else chooses from."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

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


@pytest.fixture
def tablet(browser: Browser, letter: str) -> Iterator[Page]:
    """The week on a screen that is touched, wide enough for a table and too low for all of the page."""
    context = browser.new_context(viewport={"width": 800, "height": 500}, has_touch=True)
    page = context.new_page()
    page.goto(f"{letter}when")
    yield page
    context.close()


def stroke_over(page: Page, *cells: str) -> None:
    """One finger goes down in the first cell, over the others, and up."""
    touch = page.context.new_cdp_session(page)
    page.locator(cells[0]).scroll_into_view_if_needed()
    points = []
    for cell in cells:
        box = page.locator(cell).bounding_box()
        assert box
        points.append({"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2})
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
    for start, end in pairwise(points):
        for step in range(1, 9):
            at = {axis: start[axis] + (end[axis] - start[axis]) * step / 8 for axis in ("x", "y")}
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_paints_and_the_page_stays_where_it_is(tablet: Page) -> None:
    tablet.tap(".brush-yes")
    tablet.locator(CELLS[0]).scroll_into_view_if_needed()
    before = tablet.evaluate("scrollY")
    stroke_over(tablet, *CELLS)
    assert chosen(tablet, *CELLS) == ["yes", "yes", "yes"]
    assert tablet.evaluate("scrollY") == before


def test_without_a_brush_a_finger_scrolls_and_paints_nothing(tablet: Page) -> None:
    stroke_over(tablet, *reversed(CELLS))
    assert chosen(tablet, *CELLS) == ["", "", ""]
    assert tablet.evaluate("new Promise((done) => { onscroll = () => done(true); scrollY && done(true); })")
