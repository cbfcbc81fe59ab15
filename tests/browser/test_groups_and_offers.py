"""The last page, the groups and the offers of the receipt in a real browser: by keyboard, and past axe."""

import pytest
from playwright.sync_api import Page

from scheduler.extensions import db
from scheduler.services.read_answers import read_answers
from scheduler.storage.models import Caregiver, PriorityGroup, Season
from tests.browser.test_accessibility import faults
from tests.builders.board_rows import added
from tests.fixtures.browsers import PHONE
from tests.fixtures.live import Served
from tests.thorough import thoroughly

pytestmark = pytest.mark.browser


@pytest.fixture
def way(live_server: Served, letter: str) -> str:
    """The letter of a caregiver whose district has a group of each kind."""
    with live_server.app.app_context():
        added(PriorityGroup(key="ride", name="Needs a ride", question="ride"))
        added(PriorityGroup(key="alone", name="I look after my children alone", question="asked"))
    return letter


@pytest.mark.parametrize("letter", ["en", *thoroughly("ar")], indirect=True)
def test_a_family_is_asked_reads_its_groups_leaves_one_and_sends_an_offer(
    page: Page, live_server: Served, way: str
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{way}how")
    page.locator("[name=needs][value=yes]").check(force=True)
    page.click("details.need:has([name=need-ride]) summary")
    page.locator("[name=need-ride][value=must]").check(force=True)
    page.locator("main .actions .button").first.press("Enter")
    page.click("details:has(#offer-co_planning) > summary")
    page.check("#offer-co_planning")
    page.locator("main .actions .button").first.press("Enter")
    page.wait_for_url("**/reach")
    page.locator("main .actions .button").first.press("Enter")
    page.wait_for_url("**/groups/")
    assert faults(page) == []
    page.locator("[name=group-alone][value=yes]").press("Space")
    page.locator("main .actions .button").first.press("Enter")
    page.wait_for_url("**/receipt")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.locator("#groups form[action$='/ride'] button").press("Enter")
    page.wait_for_url("**/receipt#groups")
    page.locator("#offers button").press("Enter")
    page.wait_for_url("**/receipt#offers")
    assert faults(page) == []
    with live_server.app.app_context():
        caregiver, season = db.session.query(Caregiver.id).scalar(), db.session.query(Season.id).scalar()
        answer = read_answers(caregiver, season)
    assert answer.in_groups.said == {"alone": "yes", "ride": "no"}
    assert [(offer.kind, offer.sent_utc is not None) for offer in answer.talk.offers] == [
        ("co_planning", True)
    ]
