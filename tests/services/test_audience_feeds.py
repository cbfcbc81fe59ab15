"""Calendars for a language, a school, a helper, a co-planner: what each shows, and who may close it."""

from datetime import timedelta

import icalendar
import pytest
from flask import Flask
from sqlalchemy import update

from scheduler.extensions import db
from scheduler.services.calendar_links import (
    PlannerCalendars,
    caregiver_calendar,
    note_fetch,
    planner_calendars,
    renew_caregiver_calendar,
    renew_planner_calendar,
)
from scheduler.services.links import open_link
from scheduler.services.read_feed import FeedOptions, read_feed
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import Audience, District, Event, LinkToken, Provider
from tests.builders.board_rows import (
    add_open_season,
    add_plan,
    add_run,
    add_session,
    added,
)
from tests.builders.people import NOW, add_caregiver, add_user

KEY = "the link key of this test, long enough"


class Season:
    """A night for all, with Sahra, who interprets Somali; one for Elm; one for a priority group."""

    def __init__(self) -> None:
        added(District(name="Oak", timezone="America/New_York", default_language="en"))
        self.elm = added(Audience(kind="school", key="elm", name="Elm School"))
        self.sahra = added(Provider(name="Sahra", kind="interpreter", languages=["so"]))
        plan = add_plan(add_run(add_open_season(name="Spring")))
        self.season_id = plan.season_id
        reading = add_session(plan, "Reading night", self.sahra)
        elm_night, _ = add_session(plan, "Elm night"), add_session(plan, "Circle")
        db.session.execute(update(Event).where(Event.id == reading.event_id).values(for_everyone=True))
        for_elm = db.session.get_one(Event, elm_night.event_id)
        for_elm.audiences = [self.elm]
        db.session.commit()
        self.planner = add_user()
        release_plan(plan.id, self.planner.id, NOW)

    def calendars(self) -> PlannerCalendars:
        return planner_calendars(self.planner.id, self.season_id, "en", KEY, NOW)


@pytest.fixture
def season(app: Flask):
    with app.app_context():
        yield Season()
        db.session.remove()


def shown(token: str) -> tuple[str, set[str]]:
    """A feed's name and the titles in it."""
    link = open_link(token, ["feed"], KEY)
    assert link is not None
    calendar = icalendar.Calendar.from_ical(read_feed(link, "school.example", FeedOptions()))
    return str(calendar["NAME"]), {str(each["SUMMARY"]) for each in calendar.events}


def test_a_languages_calendar_shows_what_is_spoken_in_it(season: Season) -> None:
    english, somali = season.calendars().languages
    assert (english.name, somali.name) == ("English", "Somali")
    assert shown(english.token) == ("Oak", {"Reading night", "Elm night"})
    assert shown(somali.token) == ("Oak", {"Reading night"})


def test_a_schools_calendar_shows_what_it_is_invited_to(season: Season) -> None:
    [elm] = season.calendars().schools
    assert shown(elm.token) == ("Oak: Elm School", {"Reading night", "Elm night"})
    another = added(Audience(kind="school", key="ash", name="Ash School"))
    ash, _ = season.calendars().schools
    assert shown(ash.token) == ("Oak: Ash School", {"Reading night"})
    assert another.name == ash.name


def test_a_helpers_calendar_shows_when_they_are_on_duty(season: Season) -> None:
    [sahra] = season.calendars().providers
    assert shown(sahra.token) == ("Oak: Sahra", {"Reading night"})


def test_a_co_planners_calendar_shows_the_whole_season(season: Season) -> None:
    token = season.calendars().season.token
    assert shown(token) == ("Oak: Spring", {"Reading night", "Elm night", "Circle"})


def test_a_co_planner_who_has_left_sees_nothing_any_more(season: Season) -> None:
    token = season.calendars().season.token
    season.planner.active = False
    db.session.commit()
    assert open_link(token, ["feed"], KEY) is None


def test_links_stay_the_same_until_one_is_made_anew(season: Season) -> None:
    before = season.calendars()
    assert season.calendars() == before
    assert renew_planner_calendar(season.planner.id, before.schools[0].link_id, KEY, NOW)
    after = season.calendars()
    assert after.schools[0].token != before.schools[0].token
    assert (after.season, after.languages) == (before.season, before.languages)
    assert open_link(before.schools[0].token, ["feed"], KEY) is None


def test_no_co_planner_closes_the_calendar_of_a_family_or_of_another(season: Season) -> None:
    caregiver = caregiver_calendar(add_caregiver().id, KEY, NOW)
    mine = season.calendars().season
    other = add_user(email="sam@school.org")
    assert not renew_planner_calendar(season.planner.id, caregiver.link_id, KEY, NOW)
    assert not renew_planner_calendar(other.id, mine.link_id, KEY, NOW)
    assert not renew_planner_calendar(season.planner.id, 999, KEY, NOW)


@pytest.mark.usefixtures("season")
def test_a_caregiver_makes_a_new_link_and_the_old_one_shows_nothing() -> None:
    caregiver = add_caregiver()
    before = caregiver_calendar(caregiver.id, KEY, NOW).token
    renew_caregiver_calendar(caregiver.id, KEY, NOW)
    assert caregiver_calendar(caregiver.id, KEY, NOW).token != before
    assert open_link(before, ["feed"], KEY) is None


@pytest.mark.parametrize(
    ("user_agent", "program"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Microsoft.Exchange/15.20 (OWA; subscription)", "Outlook"),
        ("iOS/17.5 (21F79) dataaccessd/1.0", "Apple Calendar"),
        ("macOS/14.5 (23F79) CalendarAgent/988", "Apple Calendar"),
        ("Mozilla/5.0 Gecko/20100101 Thunderbird/128.0", "Thunderbird"),
        ("curl/8.5", ""),
    ],
)
def test_the_program_that_fetches_is_remembered(season: Season, user_agent: str, program: str) -> None:
    link = season.calendars().season
    note_fetch(link.link_id, user_agent, NOW)
    fetched = season.calendars().season
    assert (fetched.fetched_by, fetched.fetched_utc) == (program, NOW)


def test_a_fetch_is_noted_once_in_ten_minutes(season: Season) -> None:
    link_id = season.calendars().season.link_id
    for minutes in (0, 9, 10):
        note_fetch(link_id, "curl", NOW + timedelta(minutes=minutes))
        noted = db.session.get_one(LinkToken, link_id).fetched_utc
        assert noted == NOW + timedelta(minutes=0 if minutes < 10 else 10)
