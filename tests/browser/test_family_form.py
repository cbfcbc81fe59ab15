"""The form in a real browser: narrow, from right to left, without scripts, and by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from scheduler.domain.answers import Need, Offered, Reach, Times
from scheduler.domain.said_hours import SaidHours
from scheduler.extensions import db
from scheduler.services.read_answers import AnswerView, read_answers
from scheduler.storage.models import Caregiver, Season
from tests.builders.answers import EVENING, evenings, hours
from tests.fixtures.browsers import PHONE
from tests.fixtures.live import Served

SMALLEST_TARGET = 44
SIZES = """controls => controls
    .map(control => control.closest("label.choice") ?? control)
    .filter(control => control.checkVisibility() && !control.matches(".visually-hidden, [type=hidden]"))
    .map(control => [control.name || control.innerText, control.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < SMALLEST)
    .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone that runs no script."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def stored(server: Served) -> AnswerView:
    with server.app.app_context():
        return read_answers(db.session.query(Caregiver.id).scalar(), db.session.query(Season.id).scalar())


def assert_fits(page: Page) -> None:
    """Nothing is wider than the page, and whatever is pressed is large enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    controls = page.locator("main :is(button, a.button, select, input, textarea, summary)")
    assert controls.evaluate_all(SIZES.replace("SMALLEST", str(SMALLEST_TARGET))) == []


def go_on(page: Page, to: str) -> None:
    assert_fits(page)
    page.locator("main .actions .button >> nth=0").first.click()
    page.wait_for_url(f"**/{to}")


@pytest.mark.parametrize("letter", ["ar"], indirect=True)
def test_the_whole_way_on_a_narrow_phone_from_right_to_left_without_scripts(
    live_server: Served, phone: Page, letter: str
) -> None:
    phone.goto(letter)
    assert phone.locator("html").get_attribute("dir") == "rtl"
    assert "ليلى" in phone.locator("h1").inner_text()
    go_on(phone, "when")
    phone.select_option("#week-weekdays-evening", "yes")
    phone.select_option("#week-sat-morning", "maybe")
    for more in phone.locator("main summary").all():
        more.click()
    phone.select_option("#week-fri-evening", "no")
    go_on(phone, "open-times/")
    go_on(phone, "how")
    phone.check("#format-online")
    phone.check("[name=needs][value=yes]")
    for need in phone.locator("details.need summary").all():
        need.click()
    phone.check("[name=need-interpreter][value=must]")
    phone.check("[name=need-childcare][value=helps]")
    phone.fill("#need-childcare-more", "٢، ٥")
    phone.check("[name=need-meal][value=must]")
    phone.check("#food-halal")
    go_on(phone, "talk")
    phone.fill("#topics", "كيف تتعلم ابنتي القراءة؟")
    phone.click("main summary")
    phone.check("#offer-food")
    phone.fill("#offer-food-detail", "خبز")
    go_on(phone, "reach")
    phone.check("[name=channel][value=sms]")
    phone.fill("#phone", "+1 555 0100")
    go_on(phone, "receipt")
    assert_fits(phone)
    assert "كيف تتعلم ابنتي القراءة؟" in phone.locator("main").inner_text()
    answer = stored(live_server)
    assert answer.times == Times.of(
        [(day, SaidHours(*EVENING, "no" if day == 4 else "yes")) for day in range(5)]
        + [(5, hours(7, 12, "maybe"))]
    )
    assert answer.ways.formats == {"online"}
    assert answer.ways.needs == (
        Need("childcare", "helps", "2, 5", amount=2),
        Need("interpreter", "must", "ar"),
        Need("meal", "must", "halal"),
    )
    assert answer.talk.offers == (Offered("food", "خبز"),)


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_what_only_some_need_opens_and_fills_in_by_keyboard(
    live_server: Served, page: Page, letter: str
) -> None:
    page.goto(f"{letter}when")
    tab_to(page, "[name=fill][value=nights]").press("Enter")
    page.wait_for_selector(".notice")
    tab_to(page, "main details summary >> nth=0").press("Enter")
    tab_to(page, "details details:has(#rhythm) summary").press("Space")
    tab_to(page, "#rhythm").press("ArrowDown")
    tab_to(page, "#second-sat-morning").press("Y")
    tab_to(page, "details details:has(#date-0-on) summary").press("Space")
    tab_to(page, "#date-0-on").press_sequentially("03092026")
    tab_to(page, "main .actions .button >> nth=0").press("Enter")
    page.wait_for_url("**/open-times/")
    times = stored(live_server).times
    assert (times.rhythm, times.second) == ("two_weeks", {5: (hours(7, 12),)})
    assert [on.isoformat() for on in times.dates] == ["2026-03-09"]


def tab_to(page: Page, selector: str) -> Locator:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    wanted = page.locator(selector)
    for _ in range(80):
        if wanted.evaluate("control => control === document.activeElement"):
            return wanted
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key never came to {selector}")


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_the_whole_way_by_keyboard_alone(live_server: Served, page: Page, letter: str) -> None:
    page.goto(letter)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the main part"
    page.keyboard.press("Enter")
    tab_to(page, "main .button").press("Enter")
    tab_to(page, "#week-weekdays-evening").press("Y")
    tab_to(page, "#week-sun-afternoon").press("N")
    tab_to(page, "main .actions .button >> nth=0").press("Enter")
    tab_to(page, "[name=open][value=unknown]").press("Enter")
    tab_to(page, "#format-in_person").press("Space")
    tab_to(page, "[name=needs][value=no]").press("ArrowRight")
    tab_to(page, "details.need:has([name=need-step_free]) summary").press("Enter")
    tab_to(page, "[name=need-step_free][value=must]").press("ArrowRight")
    tab_to(page, "details.need:has([name=need-ride]) summary").press("Enter")
    tab_to(page, "[name=need-ride][value=must]").press("Space")
    tab_to(page, "main .actions .button >> nth=0").press("Enter")
    tab_to(page, "#topics").press("H")
    tab_to(page, "main .actions .button >> nth=0").press("Enter")
    tab_to(page, "[name=channel][value=email]").press("Space")
    tab_to(page, "#email").press_sequentially("a@b.org")
    tab_to(page, "#may-keep").press("Space")
    tab_to(page, "main .actions .button >> nth=0").press("Enter")
    page.wait_for_url("**/receipt")
    answer = stored(live_server)
    assert answer.times == Times.of(
        [(day, row) for day, rows in evenings(*range(5)).weekly.items() for row in rows]
        + [(6, hours(12, 17, "no"))]
    )
    assert answer.ways.formats == {"in_person"}
    assert answer.ways.needs == (Need("ride", "must"), Need("step_free", "helps"))
    assert answer.reach == Reach("email", "a@b.org", may_keep=True)


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_the_enter_key_in_a_field_saves_and_never_changes_the_language(
    live_server: Served, page: Page, letter: str
) -> None:
    page.goto(f"{letter}talk")
    page.click("main summary")
    page.check("#offer-skill")
    page.fill("#offer-skill-detail", "Carpentry")
    page.press("#offer-skill-detail", "Enter")
    page.wait_for_url("**/reach")
    assert stored(live_server).talk.offers == (Offered("skill", "Carpentry"),)
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_an_error_is_linked_to_its_field(page: Page, letter: str) -> None:
    page.goto(f"{letter}how")
    page.check("[name=needs][value=yes]")
    page.click("details.need:has([name=need-childcare]) summary")
    page.check("[name=need-childcare][value=must]")
    page.click("main .actions .button >> nth=0")
    page.click("#errors a")
    assert page.locator("#need-childcare-more").evaluate("field => field === document.activeElement")


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_whoever_needs_nothing_says_so_with_one_tap_and_sees_no_list(
    live_server: Served, page: Page, letter: str
) -> None:
    page.goto(f"{letter}how")
    assert not page.locator("details.need").first.is_visible()
    page.check("[name=needs][value=no]")
    assert not page.locator("details.need").first.is_visible()
    page.locator("main .actions .button").first.click()
    page.wait_for_url("**/talk")
    assert stored(live_server).ways.needs == (Need("anything", "no"),)


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_what_is_asked_about_a_need_waits_until_it_is_there(page: Page, letter: str) -> None:
    page.goto(f"{letter}how")
    page.check("[name=needs][value=yes]")
    page.click("details.need:has([name=need-meal]) summary")
    assert not page.locator("#food-halal").is_visible()
    page.check("[name=need-meal][value=helps]")
    assert page.locator("#food-halal").is_visible()
    page.check("[name=need-meal][value=private]")
    assert not page.locator("#food-halal").is_visible()
