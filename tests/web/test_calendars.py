"""The pages on which calendars are handed out: a family's, and the co-planners'."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.storage.models import Audience, District, LinkToken
from tests.builders.board_rows import add_open_season, added
from tests.builders.people import NOW, add_caregiver, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send


@pytest.fixture
def family(app: Flask) -> SimpleNamespace:
    """A caregiver's pages, by their own link and by one on paper."""
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        add_open_season()
        caregiver = add_caregiver().id
        key = app.extensions["settings"].link_key
        form, paper = (
            issue_link(purpose, caregiver_id=caregiver, link_key=key, now_utc=NOW)
            for purpose in ("form", "paper")
        )
        db.session.commit()
    return SimpleNamespace(url=f"/f/{form}/calendar/", paper=f"/f/{paper}/calendar/", home=f"/f/{paper}/")


def links_of(page: TestResponse) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'<a[^>]* href="([^"]+)"', page.text)]


def feed_of(page: TestResponse) -> str:
    [feed] = {
        urlsplit(link).path for link in links_of(page) if link.startswith("http:") and link.endswith(".ics")
    }
    return feed


def test_a_tap_opens_the_calendar_of_the_phone_of_google_or_of_outlook(client: PageClient, family) -> None:
    page = client.get(family.url)
    feed = feed_of(page)
    webcal, google, outlook, plain = [link for link in links_of(page) if "feeds" in link]
    assert webcal == f"webcal://localhost{feed}"
    assert parse_qs(urlsplit(google).query) == {"cid": [f"webcal://localhost{feed}"]}
    assert parse_qs(urlsplit(outlook).query) == {"url": [f"http://localhost{feed}"]}
    assert plain == f"http://localhost{feed}"
    assert client.get(feed).mimetype == "text/calendar"


def test_the_page_says_which_program_asked_last(client: PageClient, family, app: Flask) -> None:
    page = client.get(family.url)
    assert "No calendar has asked for it yet." in page.text
    client.get(feed_of(page), headers={"User-Agent": "Google-Calendar-Importer"})
    with app.app_context():
        row = db.session.query(LinkToken).filter_by(purpose="feed").one()
        row.fetched_utc = datetime.now(UTC) - timedelta(hours=9)
        db.session.commit()
    assert "Last fetched by Google Calendar 9 hours ago" in client.get(family.url).text


def test_a_new_link_closes_the_old_one(client: PageClient, family) -> None:
    old = feed_of(client.get(family.url))
    send(client, family.url, f"{family.url}renew")
    assert feed_of(client.get(family.url)) != old
    assert client.get(old).status_code == 404


def test_a_link_on_paper_leads_back_to_the_letter(client: PageClient, family) -> None:
    response = client.get(family.paper)
    assert (response.status_code, response.headers["Location"]) == (302, family.home)


@pytest.fixture
def planner(app: Flask) -> PageClient:
    """A co-planner's browser, in an open season with two schools."""
    with app.app_context():
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        add_open_season(name="Spring")
        for key in ("elm", "ash"):
            added(Audience(kind="school", key=key, name=f"{key.title()} School"))
        user_id = add_user().id
    return signed_in(app, user_id)


def test_co_planners_find_the_calendars_on_the_board(planner: PageClient) -> None:
    assert "/board/calendars/" in links_of(planner.get("/board/"))
    said = words(planner.get("/board/calendars/").text)
    assert "The whole season For you. Everything that was released. Spring" in said
    assert said.index("Ash School") < said.index("Elm School")


def test_each_calendar_there_opens_and_can_be_made_anew(planner: PageClient) -> None:
    page = planner.get("/board/calendars/")
    old = re.findall(r"<code>(http://[^<]+\.ics)</code>", page.text)
    assert len(old) == 3
    assert {planner.get(urlsplit(feed).path).status_code for feed in old} == {200}
    renewals = re.findall(r'action="(/board/calendars/\d+/renew)"', page.text)
    assert send(planner, "/board/calendars/", renewals[0]).status_code == 303
    assert [planner.get(urlsplit(feed).path).status_code for feed in old] == [404, 200, 200]


def test_a_calendar_that_is_not_theirs_cannot_be_made_anew(planner: PageClient) -> None:
    assert send(planner, "/board/calendars/", "/board/calendars/999/renew").status_code == 404


def test_more_schools_cost_no_more_questions(planner: PageClient, app: Flask) -> None:
    planner.get("/board/calendars/")
    with counted_queries(app) as before:
        planner.get("/board/calendars/")
    with app.app_context():
        for number in range(9):
            added(Audience(kind="school", key=f"s{number}", name=f"School {number}"))
    planner.get("/board/calendars/")
    with counted_queries(app) as after:
        planner.get("/board/calendars/")
    assert len(after) == len(before)
