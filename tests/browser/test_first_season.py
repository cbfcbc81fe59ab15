"""A real district's first season in a browser: from an empty database to the release that families see."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from scheduler.__main__ import main
from scheduler.app import create_app
from scheduler.config import Environment
from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.storage.models import Caregiver
from tests.browser.test_accessibility import faults
from tests.browser.test_ways_of_seeing import OVERFLOWING
from tests.browser.test_whole_way import calendar_of, mailed_link, plan, release, say_saturday_mornings_only
from tests.builders.people import NOW
from tests.fixtures.apps import make_settings
from tests.fixtures.browsers import DESKTOP, PHONE
from tests.fixtures.live import Installation, environ_of, installation
from tests.thorough import thorough

pytestmark = pytest.mark.browser

FIRST = datetime.now(UTC).date() + timedelta(days=7)
LAST = FIRST + timedelta(days=13)
BEGUN = "--district Oak --time-zone America/New_York --default-language en --name Robin --email r@harbor.org"
ROSTER = """key,school,language_spoken,language_read,caregiver,channel
1,Oak Street School,es,en,Marisol,paper
2,Elm Park School,English,,,none
"""


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """An installation on a database that the commands for a real one have made."""
    database_url = f"sqlite:///{tmp_path / 'fresh.db'}"
    app = create_app(make_settings(tmp_path, database_url, environment=Environment.TEST))
    for name, value in environ_of(app).items():
        monkeypatch.setenv(name, value)
    assert main(["migrate"]) == 0
    assert main(["begin", *BEGUN.split()]) == 0
    with installation(tmp_path, database_url) as running:
        yield running


@thorough
def test_a_district_goes_from_an_empty_database_to_its_first_release(
    page: Page, begun: Installation, tmp_path: Path
) -> None:
    sign_in(page, begun)
    begin_a_season(page)
    add_a_host_and_an_interpreter(page, begun)
    add_a_hall(page, begun)
    add_a_liaison(page, begun)
    for title in ("Welcome evening", "Reading night"):
        add_an_event(page, begun, title)
    page.goto(f"{begun.url}/board/")
    expect(page.locator(".first-steps .tag")).to_have_text(["Begun", "Begun", "Begun"])
    looks_right(page)
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER, "utf-8")
    assert main(["import-roster", str(roster), "--write"]) == 0
    forms, feeds = links_of_families(begun)
    for form in forms:
        say_saturday_mornings_only(page, form)
    page.goto(f"{begun.url}/board/")
    plan(page)
    release(page)
    for feed in feeds:
        sessions = calendar_of(page, feed)
        assert sorted(title for title, _ in sessions) == ["Reading night", "Welcome evening"]
        assert all(FIRST <= start.date() <= LAST and start.weekday() == 5 for _, start in sessions)


def looks_right(page: Page) -> None:
    """Nothing for axe to find, and nothing wider than a phone."""
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERFLOWING, PHONE["width"]) == []
    page.set_viewport_size(DESKTOP)


def sign_in(page: Page, server: Installation) -> None:
    page.goto(f"{server.url}/board/")
    page.get_by_label("Your email address").fill("r@harbor.org")
    page.get_by_role("button", name="Send me the link").click()
    page.goto(mailed_link(server))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def begin_a_season(page: Page) -> None:
    page.get_by_role("link", name="Begin a season").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Begin a season")
    looks_right(page)
    page.get_by_label("First day", exact=True).first.fill(FIRST.isoformat())
    page.get_by_label("Last day", exact=True).first.fill(LAST.isoformat())
    page.get_by_label("The schools of the district").fill("Oak Street School\nElm Park School")
    page.get_by_role("button", name="Begin a season").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a name.")
    looks_right(page)
    page.get_by_label("Name").fill("Our first season")
    page.get_by_role("button", name="Begin a season").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our first season")


def open_all_week(page: Page) -> None:
    for day in range(7):
        page.locator(f"#open-{day}-0-from").fill("08:00")
        page.locator(f"#open-{day}-0-to").fill("21:00")


def add_a_host_and_an_interpreter(page: Page, server: Installation) -> None:
    for kind, name in (("Host", "Ms. Rivera"), ("Interpreter", "Nour")):
        page.goto(f"{server.url}/helpers/")
        page.get_by_role("link", name=f"Add a helper: {kind}").click()
        page.get_by_label("Name").fill(name)
        if kind == "Interpreter":
            page.get_by_label("Language 1").select_option("es")
            page.get_by_label("What a session costs, in dollars").fill("90")
            page.get_by_label("Minutes to get ready").fill("a while")
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("alert")).to_contain_text("Write a number")
            looks_right(page)
            page.get_by_label("Minutes to get ready").fill("30")
        open_all_week(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    looks_right(page)


def add_a_hall(page: Page, server: Installation) -> None:
    page.goto(f"{server.url}/places/")
    page.get_by_label("Name").fill("Oak Street School, hall")
    page.get_by_label("Families of which school live near it?").select_option("Oak Street School")
    open_all_week(page)
    page.get_by_role("button", name="Add a place").click()
    expect(page.get_by_role("heading", name="Oak Street School, hall")).to_be_visible()
    looks_right(page)


def add_a_liaison(page: Page, server: Installation) -> None:
    page.goto(f"{server.url}/board/people/")
    page.get_by_label("Name").fill("Lee")
    page.get_by_label("Email").fill("lee@harbor.org")
    page.get_by_label("Speak and write for families").check()
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("heading", name="Lee")).to_be_visible()


def add_an_event(page: Page, server: Installation, title: str) -> None:
    page.goto(f"{server.url}/board/events/")
    page.get_by_label("Propose an event").fill(title)
    page.get_by_label("What is it about, and for whom?").fill("For all.")
    page.get_by_role("button", name="Propose it").last.click()
    page.get_by_role("link", name="Make an event of it").click()
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_text(f"It becomes an event: {title}")).to_be_visible()
    page.get_by_role("link", name=re.compile(f"Where and by whom.*{title}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    looks_right(page)
    for path in ("schools/", "closed-days/"):
        page.goto(f"{server.url}/board/{path}")
        looks_right(page)


def links_of_families(server: Installation) -> tuple[list[str], list[str]]:
    """The addresses of the form and of the calendar of each caregiver, as their liaison finds them."""
    with server.app.app_context():
        key = server.app.extensions["settings"].link_key
        caregivers = db.session.scalars(select(Caregiver.id)).all()
        forms, feeds = (
            [issue_link(kind, caregiver_id=row, link_key=key, now_utc=NOW) for row in caregivers]
            for kind in ("form", "feed")
        )
        db.session.commit()
    return [f"{server.url}/f/{form}/" for form in forms], [f"{server.url}/feeds/{feed}.ics" for feed in feeds]
