"""The address of a private home is told to those who come and to those who work there, and to nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from flask import Flask

from scheduler.app import create_app
from scheduler.extensions import db
from scheduler.services.calendar_links import caregiver_calendar, planner_calendars
from scheduler.services.links import open_link
from scheduler.services.my_sessions import my_sessions
from scheduler.services.read_feed import FeedOptions, feed_version, read_feed
from scheduler.services.reply_to_session import reply_to_session
from scheduler.storage.models import Audience, Place, PlanSessionProvider, Provider
from tests.builders.board_rows import added
from tests.builders.invited import PATTERN, InvitedFamily
from tests.builders.people import NOW
from tests.fixtures.apps import make_settings

KEY = "the link key of this test, long enough"
ADDRESS, HOME = "5 Elm Lane", "A home near Elm Park"
KEPT = "It is at somebody's home. Whoever says yes gets the address."


@pytest.fixture
def family(tmp_path: Path, database_url: str) -> Iterator[InvitedFamily]:
    app: Flask = create_app(make_settings(tmp_path, database_url, reply_address=PATTERN))
    with app.app_context():
        family = InvitedFamily()
        added(Audience(kind="school", key="elm", name="Elm School"))
        sahra = added(Provider(name="Sahra", kind="host", languages=["so"]))
        family.reading.providers.append(PlanSessionProvider(provider_id=sahra.id))
        home(family).private_home = True
        yield family
        db.session.remove()


def home(family: InvitedFamily) -> Place:
    """The place of Reading night."""
    place: Place = db.session.get_one(Place, family.reading.place_id)
    place.name, place.address, place.latitude, place.longitude = HOME, ADDRESS, 40.7, -74.0
    return place


def reading_in(token: str) -> icalendar.Event:
    link = open_link(token, ["feed"], KEY)
    assert link is not None
    events = icalendar.Calendar.from_ical(read_feed(link, "school.example", FeedOptions())).events
    [found] = [event for event in events if event["SUMMARY"] == "Reading night"]
    return found


def own_feed(family: InvitedFamily) -> icalendar.Event:
    return reading_in(caregiver_calendar(family.caregiver.id, KEY, NOW).token)


def say_yes(family: InvitedFamily) -> None:
    at = NOW + timedelta(hours=1)
    reply_to_session(family.caregiver.id, family.season.id, family.uid(family.reading), "in_person", at)


def test_calendars_for_all_name_the_place_and_keep_the_address(family: InvitedFamily) -> None:
    family.release()
    calendars = planner_calendars(family.planner.id, family.season.id, "en", KEY, NOW)
    for card in (*calendars.languages, *calendars.schools, calendars.season):
        event = reading_in(card.token)
        assert (event["LOCATION"], event.get("GEO")) == (HOME, None)
        assert KEPT in event["DESCRIPTION"]
        assert ADDRESS not in event.to_ical().decode()


def test_who_works_there_has_the_address(family: InvitedFamily) -> None:
    family.release()
    [sahra] = planner_calendars(family.planner.id, family.season.id, "en", KEY, NOW).providers
    event = reading_in(sahra.token)
    assert (event["LOCATION"], event.get("GEO")) == (f"{HOME}, {ADDRESS}", None)


def test_a_caregiver_has_the_address_once_they_say_yes(family: InvitedFamily) -> None:
    family.release()
    assert own_feed(family)["LOCATION"] == HOME
    say_yes(family)
    assert own_feed(family)["LOCATION"] == f"{HOME}, {ADDRESS}"
    [session, _] = my_sessions(family.caregiver.id, family.season.id).sessions
    assert (session.address, session.is_address_kept) == (ADDRESS, False)
    assert "DESCRIPTION" not in own_feed(family)


def test_mail_has_the_address_for_whoever_said_yes_and_comes_when_they_do(family: InvitedFamily) -> None:
    [_, invited] = family.release()
    assert invited.subject == "Invitation: Reading night"
    assert KEPT in invited.text
    assert ADDRESS not in invited.text + invited.html + invited.calendar.text  # type: ignore[union-attr]
    say_yes(family)
    [again] = family.work(NOW + timedelta(hours=1))
    assert ADDRESS in again.text
    event = icalendar.Calendar.from_ical(again.calendar.text.encode()).events[0]  # type: ignore[union-attr]
    assert (event["LOCATION"], event["SEQUENCE"]) == (f"{HOME}, {ADDRESS}", 0)
    assert event["DTSTAMP"].dt == NOW + timedelta(hours=1)


def test_what_has_become_a_home_since_the_release_is_kept_at_once(family: InvitedFamily) -> None:
    home(family).private_home = False
    family.release()
    before = own_feed(family)
    assert (before["LOCATION"], "GEO" in before) == (f"{HOME}, {ADDRESS}", True)
    link = open_link(caregiver_calendar(family.caregiver.id, KEY, NOW).token, ["feed"], KEY)
    assert link is not None
    tag = feed_version(link, "school.example", FeedOptions()).tag
    home(family).private_home = True
    db.session.commit()
    kept = own_feed(family)
    assert (kept["LOCATION"], kept.get("GEO"), kept["DTSTAMP"].dt) == (HOME, None, NOW)
    assert feed_version(link, "school.example", FeedOptions()).tag != tag
    family.release(days_later=1)
    told = own_feed(family)
    assert (told["LOCATION"], told["SEQUENCE"], told["DTSTAMP"].dt) == (HOME, 0, NOW + timedelta(days=1))
