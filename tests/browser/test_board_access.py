"""The board for everybody: nothing for axe to find, nothing wider than a phone, by keyboard, on paper."""

import re
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from scheduler.storage.models import District
from tests.browser.board_states import states_of
from tests.browser.test_accessibility import faults
from tests.browser.test_board import cookie
from tests.browser.test_ways_of_seeing import OVERFLOWING
from tests.builders.board_rows import added
from tests.builders.full_memo import GROUPS, full_memo
from tests.builders.small_season import small_season
from tests.fixtures.browsers import DESKTOP, PHONE
from tests.fixtures.live import Served
from tests.thorough import IS_THOROUGH, thorough

pytestmark = pytest.mark.browser


@pytest.fixture
def planner(browser: Browser, live_server: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A desktop window in which a co-planner has signed in who reads the language of the parameter."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    context.add_cookies([cookie(live_server, request.param)])
    yield context.new_page()
    context.close()


@thorough
@pytest.mark.parametrize("planner", ["en", "ar"], indirect=True)
def test_axe_finds_nothing_in_any_state_and_nothing_is_wider_than_a_phone(
    planner: Page, live_server: Served
) -> None:
    found, dark, wide, names = {}, {}, {}, []
    for state in states_of(planner, live_server):
        names.append(state)
        found[state] = faults(planner)
        if IS_THOROUGH and planner.locator("html").get_attribute("lang") == "en":
            planner.emulate_media(color_scheme="dark")
            dark[state] = faults(planner, rules=["color-contrast"])
            planner.emulate_media(color_scheme="light")
        planner.set_viewport_size(PHONE)
        wide[state] = planner.evaluate(OVERFLOWING, PHONE["width"])
        planner.set_viewport_size(DESKTOP)
    assert {state: lines for state, lines in found.items() if lines} == {}
    assert {state: lines for state, lines in dark.items() if lines} == {}
    assert {state: elements for state, elements in wide.items() if elements} == {}
    assert len(names) >= 41


FOCUS = """() => {
    const at = document.activeElement
    const style = getComputedStyle(at)
    const seen = style.outlineStyle !== "none" || style.boxShadow !== "none"
    return [at.outerHTML.slice(0, 80), seen || at === document.body]
}"""
REACHABLE = """[...document.querySelectorAll("a[href], button, summary, input, select")]
    .filter((each) => each.closest("main") && each.checkVisibility())
    .filter((each) => each.type !== "hidden" && !each.disabled).length"""


@pytest.mark.parametrize("planner", ["en"], indirect=True)
def test_the_tab_key_reaches_everything_on_the_board_and_shows_where_it_is(
    planner: Page, live_server: Served
) -> None:
    a_small_season(live_server)
    planner.goto(f"{live_server.url}/board/")
    planner.locator("#main").focus()
    reached, unseen = [], []
    for _ in range(planner.evaluate(REACHABLE)):
        planner.keyboard.press("Tab")
        where, is_seen = planner.evaluate(FOCUS)
        reached.append(where)
        if not is_seen:
            unseen.append(where)
    assert unseen == []
    assert [where for where in reached if "page-footer" in where or "<body" in where] == []


@thorough
@pytest.mark.parametrize("planner", ["en"], indirect=True)
def test_a_session_is_moved_kept_undone_pinned_and_planned_around_by_keyboard_alone(
    planner: Page, live_server: Served
) -> None:
    a_small_season(live_server)
    planner.goto(f"{live_server.url}/board/")
    planner.get_by_role("link", name=re.compile("Move.*Reading night")).press("Enter")
    planner.get_by_label("Day").fill("2026-03-10")
    planner.get_by_label("Day").press("Enter")
    planner.get_by_role("button", name="Keep this move").press("Enter")
    expect(planner.locator('[data-day="2026-03-10"]')).to_contain_text("Reading night")
    planner.get_by_role("button", name="Undo").press("Enter")
    expect(planner.locator('[data-day="2026-03-03"]')).to_contain_text("Reading night")
    planner.get_by_role("button", name=re.compile("Pin.*Reading night")).press("Enter")
    expect(planner.get_by_text("Reading night stays at")).to_be_visible()
    planner.locator("summary", has_text="Keep a time free").press("Enter")
    planner.get_by_label("Day", exact=True).fill("2026-03-12")
    planner.get_by_role("button", name="Keep it free").press("Enter")
    expect(planner.locator(".wish-list li")).to_have_count(2)
    planner.get_by_role("button", name="Plan around this").press("Enter")
    expect(planner.get_by_text("Waiting for its turn.")).to_be_visible()


@thorough
@pytest.mark.parametrize("planner", ["en"], indirect=True)
def test_a_plan_is_talked_about_voted_on_and_released_and_an_event_made_by_keyboard_alone(
    planner: Page, live_server: Served
) -> None:
    a_small_season(live_server)
    planner.goto(f"{live_server.url}/board/")
    planner.get_by_role("link", name="Talk and vote").press("Enter")
    write(planner, "What do you want to say?", "There is no bus.")
    planner.get_by_label("I object").press("Space")
    planner.get_by_role("button", name="Say it").press("Enter")
    expect(planner.get_by_text("1 objection has no answer yet.")).to_be_visible()
    write(planner, "Answer", "A bus was booked.")
    planner.get_by_role("button", name="Answer it").press("Enter")
    planner.get_by_label("Yes").press("Space")
    planner.get_by_role("button", name="Vote", exact=True).press("Enter")
    expect(planner.get_by_text("Before this plan can be released")).to_have_count(0)
    planner.get_by_role("link", name="Back to the board").press("Enter")
    planner.get_by_role("link", name="Release this plan").press("Enter")
    planner.get_by_role("button", name="Release it").press("Enter")
    planner.get_by_role("link", name="Memo").press("Enter")
    expect(planner.get_by_text("A bus was booked.")).to_be_visible()
    planner.get_by_role("link", name="Events").press("Enter")
    write(planner, "Propose an event", "Tea")
    write(planner, "What is it about, and for whom?", "For grandparents.")
    planner.get_by_role("button", name="Propose it").press("Enter")
    planner.get_by_role("link", name="Make an event of it").press("Enter")
    planner.get_by_role("checkbox", name="Monday").press("Space")
    planner.get_by_role("button", name="Make the event").press("Enter")
    expect(planner.get_by_text("It becomes an event: Tea")).to_be_visible()
    planner.get_by_role("link", name="The board").press("Enter")
    expect(planner.get_by_text("Not in this plan yet: Tea.")).to_be_visible()
    planner.get_by_role("button", name="Undo").press("Enter")
    expect(planner.get_by_text("Not in this plan yet: Tea.")).to_have_count(0)


def write(page: Page, label: str, text: str) -> None:
    """Type into a field, key by key."""
    page.get_by_label(label, exact=True).press_sequentially(text)


@thorough
@pytest.mark.parametrize("planner", ["en"], indirect=True)
@pytest.mark.parametrize(("groups", "more_events"), [([], 8), (GROUPS, 28)])
def test_the_board_prints_on_a_page_for_the_groups_one_for_the_season_and_one_a_week(
    planner: Page, live_server: Served, groups: Sequence[str], more_events: int
) -> None:
    """Ten sessions for four sets of families, or thirty for ten, all in the first week."""
    more = {"a": (30, 30), "a+nights": (20, 0)} | dict.fromkeys(groups, (30, 12))
    with live_server.app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        plan_id = small_season(more=more, more_events=more_events).id
    assert pages(planner, f"{live_server.url}/board/") == 2 + 1
    assert pages(planner, f"{live_server.url}/board/plans/{plan_id}/weeks/1") == 1
    assert planner.locator(".place-grid.tall").count() == 1


@pytest.mark.parametrize("planner", ["en"], indirect=True)
def test_a_memo_that_tells_all_of_a_large_season_prints_on_one_page(
    planner: Page, live_server: Served
) -> None:
    with live_server.app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        full_memo()
    assert pages(planner, f"{live_server.url}/board/releases/1/memo") == 1
    told = planner.locator("main").inner_text()
    for text in ("6. Different plan 3", "7. Families who gain: 20", "Robin Smith 7", "May be too full"):
        assert text in told
    expect(planner.locator("[aria-labelledby=memo-came] tbody tr")).to_have_count(28)


def a_small_season(server: Served) -> None:
    with server.app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        small_season()


def pages(page: Page, address: str) -> int:
    """On how much paper it stands."""
    page.goto(address)
    return len(PdfDocument(page.pdf(format="Letter", prefer_css_page_size=True)))
