"""The whole way of a family, in every language that is offered: all of it, and in the right direction."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from werkzeug.test import TestResponse

from scheduler.app import ROOT
from scheduler.extensions import db
from scheduler.language.catalogues import gettext_for, offered_languages
from scheduler.language.locales import LOCALES, SOURCE, direction
from scheduler.services.posters import list_posters, make_poster
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import Caregiver, Event, Plan, PriorityGroup, ReleaseSession, Season
from tests.builders.board_rows import add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_user
from tests.calendars.test_busy import calendar
from tests.fixtures.page_client import PageClient
from tests.thorough import thoroughly
from tests.web.families.filling import fill, filled_in
from tests.web.families.reading import LATIN_WORD, Untranslated, own_words
from tests.web.forms import csrf_token, send

TRANSLATED = [code for code in offered_languages() if code != SOURCE]
ALWAYS = ["es", "ar"]
OWN_SCRIPT = {"ar", "zh-Hans", "ru", "uk", "ko", "ur"}
LANGUAGES = [name for row in LOCALES.values() for name in (row.endonym, row.english_name)]
CALENDARS = ["Google Calendar", "Apple", "Outlook"]
NAMES = set(
    LATIN_WORD.findall(
        " ".join(["Commonhour", "Oak", "Amina", ".ics", "abcd-efgh", "AM", "PM", *CALENDARS, *LANGUAGES])
    )
)
SHIFTS = calendar("DTSTART:20260303T200000\nDTEND:20260304T090000")


PARTS = {
    "frame",
    "hear_answer",
    "lines",
    "listen",
    "on_phone",
    "receipt_groups",
    "receipt_offers",
    "receipt_proposal",
    "sessions",
    "step",
    "who_sees",
}
PAGES = {
    f"{folder.name}/{page.name}"
    for folder in (ROOT / "templates" / "families", ROOT / "templates" / "join")
    for page in folder.glob("*.html")
    if page.stem not in PARTS
}


@contextmanager
def rendered_templates(app: Flask) -> Iterator[set[str]]:
    """The names of the templates that are written meanwhile."""
    names: set[str] = set()

    def note(_app: Flask, template: Template, **_context: object) -> None:
        names.add(str(template.name))

    with template_rendered.connected_to(note, app):
        yield names


@pytest.fixture(params=[*ALWAYS, *thoroughly(*sorted({*TRANSLATED} - {*ALWAYS}))])
def language(request: pytest.FixtureRequest, app: Flask, home) -> str:
    """The language that the caregiver reads, in a district that has a group of each kind."""
    with app.app_context():
        add_groups_of_each_kind()
        db.session.get_one(Caregiver, home.caregiver).language_read = request.param
        db.session.commit()
    return str(request.param)


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch, language: str) -> Untranslated:
    """The messages that the language's catalogue lacks, as far as pages asked for them."""
    lacking = Untranslated()
    monkeypatch.setattr(gettext_for(language), "_fallback", lacking)
    return lacking


def pages_of_the_way(client: PageClient, home) -> Iterator[str]:
    """Every page that a family meets from its letter to its receipt, with what may go wrong in between."""
    for page in ("", "when", "how", "talk", "reach", "groups/", "receipt", "waiting", "not-done", "sundays/"):
        yield client.get(home.url + page).text
    fill(client, home.url + "how", needs="yes", need__ride="must")
    yield fill(client, home.url + "how", needs="no").text
    yield client.get(home.url + "receipt").text
    yield fill(client, home.url + "when", exact__0__from="9").text
    yield bring_calendar(client, home.url + "when", SHIFTS).text
    yield bring_calendar(client, home.url + "when", b"no calendar").text
    yield fill(client, home.url + "how", need__childcare="must", need__interpreter="helps").text
    yield fill(client, home.url + "talk", topics="7" * 3000).text
    fill(client, home.url + "when", week__sat__morning="maybe", date__0__on="2026-03-10", date__0__part="day")
    evenings = {f"week__{row}__evening": "yes" for row in ("weekdays", "sat", "sun")}
    yield client.get(fill(client, home.url + "when", rhythm="two_weeks", **evenings).location).text
    fill(client, home.url + "how", need__childcare="must", need__childcare__more="2", format__online="on")
    older = client.get(home.url + "talk")
    fill(client, home.url + "talk", topics="1", offer__food="on")
    yield client.post(home.url + "talk", data={**typed_before(older), "topics": "2"}).text
    yield client.get(home.url).text
    yield client.get(home.url + "receipt").text
    yield client.get(home.url + "groups/").text
    fill(client, home.url + "groups/", **{"group-alone": "private"})
    fill(client, home.url + "talk", offer__co_planning="on")
    send(client, home.url + "receipt", home.url + "groups/ride")
    yield client.get(home.url + "receipt").text
    send(client, home.url + "receipt", home.url + "offers/")
    send(client, home.url + "receipt", home.url + "offers/proposal")
    yield client.get(home.url + "receipt").text
    yield client.get(home.paper).text
    yield client.get(home.paper.replace("/f/", "/p/")).text
    yield client.get(home.paper + "receipt").text
    yield client.get("/wording/").text
    yield client.get(f"/f/{'a' * 48}/").text
    fill(client, home.url + "when", rhythm="ask_weekly", **evenings)
    yield client.get(home.url + "sundays/").text
    send(client, home.url + "receipt", home.url + "delete")
    yield client.get(home.url + "deleted").text


def pages_after_the_way(app: Flask, client: PageClient, home) -> Iterator[str]:
    """What the family finds on its page when the plan is released, and when the season is over."""
    with app.app_context():
        add_session(add_plan(add_run(db.session.get_one(Season, home.season))))
        db.session.query(Event).update({"for_everyone": True})
        release_plan(db.session.query(Plan.id).scalar(), add_user().id, NOW)
        session = f"{home.url}sessions/{db.session.query(ReleaseSession.uid).scalar()}"
    yield client.get(home.url).text
    send(client, home.url, session, reply="needs_more")
    yield client.get(home.url).text
    yield client.get(session + "/need").text
    yield send(client, session + "/need", session + "/need", words="7" * 3000).text
    yield client.get(home.url + "calendar/").text
    with app.app_context():
        db.session.execute(db.text("update season set state = 'closed'"))
        db.session.commit()
    yield client.get(home.url).text
    yield client.get("/").text


def add_groups_of_each_kind() -> None:
    """One group that answers lead to, and one that is asked about, in no words of a language."""
    added(PriorityGroup(key="ride", name="1", question="ride"))
    added(PriorityGroup(key="alone", name="2", question="asked"))


def pages_of_a_poster(app: Flask, client: PageClient, home) -> Iterator[str]:
    """The way of a family that has no link yet."""
    with app.app_context():
        liaison = add_user(email="lee@school.org", role="liaison").id
        make_poster(liaison, home.season, "1", None, NOW)
        (line,) = list_posters(liaison, home.season, app.extensions["settings"].link_key)
    yield client.get("/join/").text
    yield send(client, "/join/", code="1").text
    page = client.get(f"/join/{line.code}")
    yield page.text
    yield client.post(f"/join/{line.code}", data={**filled_in(page.text), "spoken": ""}).text
    joined = client.post(f"/join/{line.code}", data={**filled_in(page.text), "spoken": "so"})
    yield client.get(joined.location).text


def bring_calendar(client: PageClient, page: str, data: bytes) -> TestResponse:
    """Send the step with a calendar file."""
    fields = {**typed_before(client.get(page)), "import": "1"}
    return client.post(page, data={**fields, "calendar": (BytesIO(data), "mine.ics")})


def typed_before(page) -> dict[str, str]:
    """What a browser sends back that has shown `page` for a while."""
    return {**filled_in(page.text), "csrf_token": csrf_token(page)}


def test_every_page_is_written_in_it(
    app: Flask, client: PageClient, home, language: str, untranslated: Untranslated
):
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    with rendered_templates(app) as rendered:
        shown = chain(
            pages_of_a_poster(app, client, home),
            pages_of_the_way(client, home),
            pages_after_the_way(app, client, home),
        )
        pages = [own_words(html) for html in shown]

    assert {(page.root["lang"], page.root["dir"]) for page in pages} == {(language, direction(language))}
    assert untranslated.messages == set()
    if language in OWN_SCRIPT:
        assert set().union(*(page.latin_words() for page in pages)) - NAMES == set()
    assert PAGES - rendered == set()
