"""A feed's life: what it holds from release to release, and when its version changes."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from flask import Flask
from sqlalchemy import update

from scheduler.extensions import db
from scheduler.services.calendar_links import caregiver_calendar
from scheduler.services.links import OpenedLink, open_link
from scheduler.services.read_feed import FeedOptions, FeedVersion, feed_version, read_feed
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import AnswerHours, Caregiver, District, Event, Place, PlanSession, Rsvp
from tests.builders.board_rows import (
    FIRST_EVENING,
    add_open_season,
    add_plan,
    add_run,
    add_session,
    snap_again,
)
from tests.builders.people import NOW, add_answer, add_caregiver, add_user

HOST = "school.example"
KEY = "the link key of this test, long enough"
LATER = NOW + timedelta(hours=2)
TUESDAY_EVENING = {"day": 1, "start_minute": 17 * 60, "end_minute": 21 * 60, "level": "yes"}


class Family:
    """A caregiver whom every event invites, a plan of two sessions, and the co-planner who releases it."""

    def __init__(self) -> None:
        db.session.add(District(name="Oak", timezone="America/New_York", default_language="en"))
        self.caregiver = add_caregiver(language_read="es")
        self.season = add_open_season()
        self.plan = add_plan(add_run(self.season))
        self.reading = add_session(self.plan, "Reading night")
        self.maths = add_session(self.plan, "Maths night", start=FIRST_EVENING + timedelta(days=1))
        self.planner = add_user()
        db.session.execute(update(Event).values(for_everyone=True))
        snap_again(self.plan)

    def release(self, days_later: int = 0) -> None:
        release_plan(self.plan.id, self.planner.id, NOW + timedelta(days=days_later))

    def events(self) -> dict[str, icalendar.Event]:
        return {str(e["SUMMARY"]): e for e in icalendar.Calendar.from_ical(self.feed()).events}

    def link(self) -> OpenedLink:
        """The link as it is opened now: the language is read each time."""
        opened = open_link(caregiver_calendar(self.caregiver.id, KEY, NOW).token, ["feed"], KEY)
        assert opened is not None
        return opened

    def feed(self) -> bytes:
        return read_feed(self.link(), HOST, FeedOptions())

    def version(self, **options: object) -> FeedVersion:
        return feed_version(self.link(), HOST, FeedOptions(**options))  # type: ignore[arg-type]


@pytest.fixture
def family(app: Flask):
    with app.app_context():
        yield Family()
        db.session.remove()


def test_before_a_release_a_feed_is_an_empty_calendar(family: Family) -> None:
    assert family.events() == {}
    assert family.version().changed_utc == datetime(2026, 3, 2, tzinfo=UTC)


def test_a_release_puts_its_sessions_into_the_feed(family: Family) -> None:
    family.release()
    reading = family.events()["Reading night"]
    assert reading["DTSTART"].dt.replace(tzinfo=None) == FIRST_EVENING
    assert (reading["SEQUENCE"], reading["STATUS"], reading["DTSTAMP"].dt) == (0, "CONFIRMED", NOW)
    assert reading["CATEGORIES"].to_ical() == b"En persona"


def test_a_second_release_without_changes_leaves_every_event_as_it_was(family: Family) -> None:
    family.release()
    before = family.feed().partition(b"BEGIN:VEVENT")
    family.release(days_later=1)
    assert family.feed().partition(b"BEGIN:VEVENT")[2] == before[2]


def test_a_moved_session_keeps_its_uid_and_rises_in_sequence(family: Family) -> None:
    family.release()
    uid = family.events()["Reading night"]["UID"]
    family.reading.start_local += timedelta(days=7)
    family.release(days_later=1)
    reading, maths = family.events()["Reading night"], family.events()["Maths night"]
    assert (reading["UID"], reading["SEQUENCE"]) == (uid, 1)
    assert reading["DTSTAMP"].dt == reading["LAST-MODIFIED"].dt == NOW + timedelta(days=1)
    assert (maths["SEQUENCE"], maths["DTSTAMP"].dt) == (0, NOW)


def test_a_longer_session_rises_in_sequence_too(family: Family) -> None:
    family.release()
    db.session.get_one(Event, family.reading.event_id).minutes = 120
    family.release(days_later=1)
    reading = family.events()["Reading night"]
    assert (reading["SEQUENCE"], reading["DTSTAMP"].dt) == (1, NOW + timedelta(days=1))


def test_other_words_are_a_later_change_of_the_same_sequence(family: Family) -> None:
    family.release()
    db.session.get_one(Place, family.reading.place_id).address = "3 Elm Park"
    family.release(days_later=1)
    reading = family.events()["Reading night"]
    assert reading["LOCATION"] == "Room for Reading night, 3 Elm Park"
    assert (reading["SEQUENCE"], reading["LAST-MODIFIED"].dt) == (0, NOW + timedelta(days=1))


def drop_reading_night(family: Family) -> None:
    db.session.delete(family.reading)
    db.session.commit()


def test_a_dropped_session_stays_as_cancelled_in_the_readers_language(family: Family) -> None:
    family.release()
    drop_reading_night(family)
    family.release(days_later=1)
    cancelled = family.events()["Cancelado: Reading night"]
    assert (cancelled["STATUS"], cancelled["TRANSP"], cancelled["SEQUENCE"]) == (
        "CANCELLED",
        "TRANSPARENT",
        1,
    )


@pytest.mark.parametrize(("days_later", "stays"), [(30, True), (31, False)])
def test_a_cancelled_session_goes_with_the_first_release_thirty_days_after(
    family: Family, days_later: int, stays: bool
) -> None:
    family.release()
    drop_reading_night(family)
    family.release(days_later=1)
    family.release(days_later=days_later)
    assert ("Cancelado: Reading night" in family.events()) == stays


def test_a_reinstated_session_comes_back_under_its_uid(family: Family) -> None:
    family.release()
    event_id, place_id = family.reading.event_id, family.reading.place_id
    uid = family.events()["Reading night"]["UID"]
    drop_reading_night(family)
    family.release(days_later=1)
    again = PlanSession(
        plan_id=family.plan.id, event_id=event_id, place_id=place_id, start_local=FIRST_EVENING, reach={}
    )
    db.session.add(again)
    family.release(days_later=2)
    reading = family.events()["Reading night"]
    assert (reading["UID"], reading["SEQUENCE"], reading["STATUS"]) == (uid, 2, "CONFIRMED")


def test_an_answer_leaves_what_fits_it_and_changes_the_version(family: Family) -> None:
    family.release()
    before = family.version()
    add_answer(family.caregiver, family.season, saved_utc=LATER, hours=[AnswerHours(**TUESDAY_EVENING)])
    after = family.version()
    assert family.events().keys() == {"Reading night"}
    assert after.tag != before.tag
    assert (before.changed_utc, after.changed_utc) == (NOW, LATER)


def test_each_option_has_a_version_of_its_own(family: Family) -> None:
    versions = [family.version(), family.version(in_utc=True), family.version(alarm_minutes=60)]
    assert len({version.tag for version in versions}) == 3


def test_a_version_stays_the_same_until_something_is_said_anew(family: Family) -> None:
    family.release()
    before = family.version()
    assert family.version() == before
    family.release(days_later=1)
    assert family.version().tag != before.tag


def test_another_language_is_another_version(family: Family) -> None:
    before = family.version()
    db.session.get_one(Caregiver, family.caregiver.id).language_read = "ar"
    assert family.version().tag != before.tag


def reply(family: Family, title: str, said: str) -> None:
    uid = str(family.events()[title]["UID"]).removeprefix("session-").partition("@")[0]
    db.session.add(Rsvp(caregiver_id=family.caregiver.id, session_uid=uid, reply=said, replied_utc=LATER))
    db.session.commit()


def test_a_session_that_was_said_yes_to_stays_whatever_the_times_say(family: Family) -> None:
    family.release()
    reply(family, "Maths night", "in_person")
    add_answer(family.caregiver, family.season, hours=[AnswerHours(**TUESDAY_EVENING)])
    assert family.events().keys() == {"Reading night", "Maths night"}


def test_a_session_that_was_said_no_to_leaves_the_calendar(family: Family) -> None:
    family.release()
    before = family.version()
    reply(family, "Maths night", "cannot")
    assert family.events().keys() == {"Reading night"}
    assert family.version().tag != before.tag
    assert family.version().changed_utc == LATER


def test_the_plan_that_was_released_decides_and_not_what_became_of_its_events(family: Family) -> None:
    family.release()
    add_answer(family.caregiver, family.season, hours=[AnswerHours(**TUESDAY_EVENING)])
    before = family.feed()
    assert b"Reading night" in before
    db.session.execute(update(Event).values(for_everyone=False))
    db.session.commit()
    assert family.feed() == before
