"""The whole way in a browser: a family's form, a plan, its release, the family's calendar."""

import re
import time
from datetime import date, datetime

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.services.links import issue_link
from scheduler.storage.models import (
    District,
    Event,
    Place,
    PlaceOpening,
    Provider,
    ProviderHours,
    Season,
)
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.fixtures.live import Installation

pytestmark = pytest.mark.browser

PLANNED_WITHIN_MS = 60_000
MAILED_WITHIN_SECONDS = 30
SATURDAY = 5


@pytest.fixture
def links(whole_installation: Installation) -> dict[str, str]:
    """A district that can offer one event at almost any time; the addresses of its one family."""
    with whole_installation.app.app_context():
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        add_event(add_season(), "Reading night")
        add_user(email="pat@school.org")
        caregiver = add_caregiver()
        key = whole_installation.app.extensions["settings"].link_key
        tokens = {
            purpose: issue_link(purpose, caregiver_id=caregiver.id, link_key=key, now_utc=NOW)
            for purpose in ("form", "feed")
        }
        added(caregiver)
    return {
        "form": f"{whole_installation.url}/f/{tokens['form']}/",
        "feed": f"{whole_installation.url}/feeds/{tokens['feed']}.ics",
    }


def add_event(season: Season, title: str) -> None:
    hall = Place(name="Library", format="in_person")
    hall.openings = [PlaceOpening(day=day, start_minute=480, end_minute=1260) for day in range(7)]
    host = Provider(name="Ms. Rivera", kind="host", formats=["in_person"])
    host.hours = [ProviderHours(day=day, start_minute=480, end_minute=1260) for day in range(7)]
    added(
        Event(
            season_id=season.id,
            title=title,
            minutes=60,
            first_date=date(2026, 3, 2),
            last_date=date(2026, 3, 15),
            for_everyone=True,
            languages=["en"],
            places=[hall],
            hosts=[host],
        )
    )


def say_saturday_mornings_only(page: Page, form: str) -> None:
    page.goto(form)
    page.get_by_role("link", name="Begin").click()
    page.locator("#week-sat-morning").select_option("yes")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="I don’t know yet").click()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save and finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answers are here.")


def sign_in(page: Page, server: Installation) -> None:
    page.goto(f"{server.url}/board/")
    page.get_by_label("Your email address").fill("pat@school.org")
    page.get_by_role("button", name="Send me the link").click()
    page.goto(mailed_link(server))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spring")


def mailed_link(server: Installation) -> str:
    settings = server.app.extensions["settings"]
    outbox = OutboxFolder(settings.outbox_dir, settings.mail_from)
    deadline = time.monotonic() + MAILED_WITHIN_SECONDS
    while not (letters := outbox.letters(1)):
        assert time.monotonic() < deadline, "no letter came"
        time.sleep(0.1)
    found = re.search(r"\S+/account/enter/\S+", letters[0].text)
    assert found
    return found[0]


def plan(page: Page) -> None:
    page.get_by_role("button", name="Plan this season").click()
    expect(page.get_by_role("heading", name="Draft plan")).to_be_visible(timeout=PLANNED_WITHIN_MS)


def release(page: Page) -> None:
    page.get_by_role("link", name="Release this plan").click()
    expect(page.get_by_role("heading", name="Added")).to_be_visible()
    page.get_by_role("button", name="Release it").click()
    expect(page.get_by_role("heading", name="Release 1")).to_be_visible()


def calendar_of(page: Page, feed: str) -> list[tuple[str, datetime]]:
    events = Calendar.from_ical(page.request.get(feed).body()).walk("VEVENT")
    return [(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events]


def test_what_a_family_says_decides_what_stands_in_its_calendar(
    page: Page, whole_installation: Installation, links: dict[str, str]
) -> None:
    assert calendar_of(page, links["feed"]) == []
    say_saturday_mornings_only(page, links["form"])
    sign_in(page, whole_installation)
    plan(page)
    assert calendar_of(page, links["feed"]) == []
    release(page)
    ((title, start),) = calendar_of(page, links["feed"])
    assert title == "Reading night"
    assert (start.weekday(), start.hour < 12) == (SATURDAY, True)
