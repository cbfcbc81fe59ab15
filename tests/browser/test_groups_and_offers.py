"""The last page, and the receipt's groups, offers and proposal in a real browser: by keyboard, past axe."""

from datetime import date

import pytest
from playwright.sync_api import Page

from scheduler.extensions import db
from scheduler.services.read_answers import read_answers
from scheduler.services.view_events import view_events
from scheduler.storage.models import Caregiver, Event, PriorityGroup, Season
from tests.browser.test_accessibility import faults
from tests.builders.board_rows import added
from tests.fixtures.browsers import PHONE
from tests.fixtures.live import Served
from tests.thorough import thorough

pytestmark = pytest.mark.browser


@pytest.fixture
def way(live_server: Served, letter: str) -> str:
    """The letter of a caregiver whose district has a group of each kind, and plans an event for everyone."""
    with live_server.app.app_context():
        days = {"first_date": date(2026, 3, 2), "last_date": date(2026, 3, 20)}
        season = db.session.query(Season.id).scalar()
        added(Event(season_id=season, title="Maths night", minutes=60, for_everyone=True, **days))
        added(PriorityGroup(key="ride", name="Needs a ride", question="ride"))
        added(PriorityGroup(key="alone", name="I look after my children alone", question="asked"))
    return letter


@thorough
@pytest.mark.parametrize("letter", ["en", "ar"], indirect=True)
def test_a_family_is_asked_reads_its_groups_leaves_one_and_sends_an_offer_and_a_proposal(
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
    page.fill("#topics", "Saturdays at ten")
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
    page.select_option("#event", label="Maths night")
    page.locator("#proposal button").press("Enter")
    page.wait_for_url("**/receipt#proposal")
    assert faults(page) == []
    with live_server.app.app_context():
        caregiver, season = db.session.query(Caregiver.id).scalar(), db.session.query(Season.id).scalar()
        answer = read_answers(caregiver, season)
        proposed = view_events(season, 0, "en").proposals
    assert answer.in_groups.said == {"alone": "yes", "ride": "no"}
    assert [(offer.kind, offer.sent_utc is not None) for offer in answer.talk.offers] == [
        ("co_planning", True)
    ]
    assert [(one.event, one.text) for one in proposed] == [("Maths night", "Saturdays at ten")]
