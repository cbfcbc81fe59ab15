"""axe finds nothing against WCAG 2.0 to 2.2, A and AA, on the pages of families and liaisons in any state."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from scheduler.extensions import db
from scheduler.services.clips import keep_clip
from scheduler.services.links import find_or_issue_link
from scheduler.services.posters import list_posters, make_poster
from scheduler.storage.models import Caregiver, District, PriorityGroup, Season
from tests.browser import states_around
from tests.browser.family_states import states_of
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_season, add_user
from tests.builders.recordings import MP3
from tests.fixtures.live import Served
from tests.thorough import thorough, thoroughly
from tests.web.browsing import signed_in

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def faults(page: Page, rules: list[str] = RULES) -> list[str]:
    """One line for each rule that an element breaks."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("letter", ["en", *thoroughly("es", "ar")], indirect=True)
def test_axe_finds_nothing_in_any_state(page: Page, letter: str) -> None:
    found = {state: faults(page) for state in states_of(page, letter)}
    assert {state: lines for state, lines in found.items() if lines} == {}
    assert len(found) >= 20


@thorough
@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_axe_finds_nothing_on_a_dark_screen_either(page: Page, letter: str) -> None:
    page.emulate_media(color_scheme="dark")
    found = {state: faults(page) for state in states_of(page, letter)}
    assert {state: lines for state, lines in found.items() if lines} == {}


@pytest.mark.parametrize("letter", ["en"], indirect=True)
def test_axe_would_find_a_field_without_a_name(page: Page, letter: str) -> None:
    page.goto(f"{letter}when")
    page.evaluate("document.querySelector('label[for=week-sat-morning]').remove()")
    assert any("select-name" in line and "week-sat-morning" in line for line in faults(page))


@pytest.mark.parametrize("language", ["en", *thoroughly("es", "ar")])
def test_axe_finds_nothing_around_the_form(page: Page, live_server: Served, language: str) -> None:
    found = {state: faults(page) for state in _states_around(page, live_server, language)}
    assert {state: lines for state, lines in found.items() if lines} == {}
    assert len(found) >= 30


def _states_around(page: Page, server: Served, language: str) -> Iterator[str]:
    """Whoever joins reads the language that the browser asks for; their liaison has chosen it."""
    poster = _add_district(server.app, language)
    page.set_extra_http_headers({"Accept-Language": language})
    yield from states_around.joining(page, f"{server.url}/join/{poster}")
    assert page.locator("html").get_attribute("lang") == language
    with server.app.app_context():
        caregiver_id = db.session.query(Caregiver.id).scalar()
        key = server.app.extensions["settings"].link_key
        token = find_or_issue_link("form", caregiver_id=caregiver_id, link_key=key, now_utc=NOW)
        db.session.commit()
    letter = f"{server.url}/f/{token}/"
    yield from states_around.other_pages(page, letter)
    held = signed_in(server.app, 1).get_cookie("session")
    assert held is not None
    page.context.add_cookies([{"name": "session", "value": held.value, "url": server.url}])
    yield from states_around.liaison_pages(page, server.url, caregiver_id)
    yield from states_around.liaison_tools(page, server.url)
    assert page.locator("html").get_attribute("lang") == language
    with server.app.app_context():
        db.session.query(Season).update({"state": "closed"})
        db.session.commit()
    for name, address in (("letter", letter), ("caseload", f"{server.url}/liaison/")):
        page.goto(address)
        yield f"between seasons, {name}"


def _add_district(app: Flask, language: str) -> str:
    """A district with two liaisons, recordings and a group that is asked about; the code of a poster."""
    settings = app.extensions["settings"]
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        added(PriorityGroup(key="alone", name="I look after my children alone", question="asked"))
        lee = add_user(email="lee@school.org", role="liaison", language=language).id
        add_user(email="ana@school.org", name="Ana", role="liaison")
        season = add_season().id
        for question in ("groups", "need-ride"):
            keep_clip(settings.data_dir, lee, question, "so", MP3, NOW)
        make_poster(lee, season, "Laundromat", None, NOW)
        return list_posters(lee, season, settings.link_key)[0].code
