"""After a release each calendar is told by mail what concerns its owner: once, and again when it changes."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import icalendar
import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.messaging.channels import Letter
from scheduler.services.delete_answers import delete_answers
from scheduler.services.reply_address import invitation_at
from scheduler.storage.models import (
    AnswerHours,
    Caregiver,
    Family,
    Job,
    MailedInvitation,
    Message,
    PlanSession,
    ReleaseSession,
    Rsvp,
)
from tests.builders.board_rows import FIRST_EVENING, add_session, snap_again
from tests.builders.invited import EVENINGS, PATTERN, InvitedFamily
from tests.builders.people import NOW, add_answer, add_caregiver
from tests.fixtures.apps import make_settings
from tests.fixtures.databases import on_both_databases
from tests.fixtures.quick_apps import quick_app
from tests.messaging.postmaster import Postmaster, server


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    app = quick_app(make_settings(tmp_path, database_url, reply_address=PATTERN))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def family(app: Flask) -> InvitedFamily:  # noqa: ARG001
    return InvitedFamily()


def subjects(letters: list[Letter]) -> list[str]:
    return [letter.subject for letter in letters]


def event_in(letter: Letter) -> Any:
    assert letter.calendar is not None
    [event] = icalendar.Calendar.from_ical(letter.calendar.text.encode()).events
    return event


@on_both_databases
def test_a_release_invites_to_one_session_of_each_event_that_one_could_attend(family: InvitedFamily) -> None:
    letters = family.release()
    assert subjects(letters) == ["Invitation: Maths night", "Invitation: Reading night"]
    reading = event_in(letters[1])
    assert reading["UID"] == f"session-{family.uid(family.reading)}@localhost"
    assert (reading["SEQUENCE"], reading["DTSTAMP"].dt) == (0, NOW)
    assert reading["DTSTART"].dt.replace(tzinfo=None) == FIRST_EVENING
    assert reading["ATTENDEE"] == "mailto:amina@home.example"
    assert {letter.to_address for letter in letters} == {"amina@home.example"}


def test_it_goes_over_the_wire_as_one_mail_that_calendars_read(family: InvitedFamily) -> None:
    postmaster = Postmaster()
    with server(postmaster) as channel:
        family.release(box=channel)
    mails = [message_from_bytes(envelope.content, policy=policy.default) for envelope, _ in postmaster.taken]
    assert [envelope.rcpt_tos for envelope, _ in postmaster.taken] == [["amina@home.example"]] * 2
    calendars = [
        part for mail in mails for part in mail.iter_parts() if part["Content-Type"].params.get("method")
    ]
    assert [part["Content-Type"].params["method"] for part in calendars] == ["REQUEST", "REQUEST"]
    times = {
        icalendar.Calendar.from_ical(part.get_payload(decode=True)).events[0]["DTSTART"].dt.astimezone(UTC)
        for part in calendars
    }
    assert times == {NOW.replace(month=3, day=day, hour=23) for day in (3, 4)}


def test_the_reply_goes_to_an_address_that_only_this_mail_holds(family: InvitedFamily) -> None:
    key = "a link key that only tests use, 40 in all"
    _, letter = family.release()
    organizer = event_in(letter)["ORGANIZER"].removeprefix("mailto:")
    assert letter.headers["Reply-To"] == organizer
    found = invitation_at(PATTERN, organizer.upper(), key)
    assert found is not None
    assert found.session_uid == family.uid(family.reading)
    assert invitation_at(PATTERN, organizer, "another key, as long as that one is") is None
    number = organizer.partition("+")[2].partition("-")[0]
    assert invitation_at(PATTERN, organizer.replace(f"+{number}-", "+999-"), key) is None
    assert invitation_at(PATTERN, "replies@school.example", key) is None


def test_a_release_that_changes_nothing_mails_nothing(family: InvitedFamily) -> None:
    family.release()
    assert family.release(days_later=1) == []


@on_both_databases
def test_a_job_that_runs_twice_tells_once(family: InvitedFamily) -> None:
    family.release()
    db.session.query(Job).filter_by(kind="invite_by_mail").update({"state": "queued"})
    db.session.commit()
    assert family.work(NOW + timedelta(hours=1)) == []


@on_both_databases
def test_a_moved_session_is_told_with_a_higher_sequence(family: InvitedFamily) -> None:
    family.release()
    family.reading.start_local += timedelta(days=7)
    [letter] = family.release(days_later=1)
    assert letter.subject == "Changed: Reading night"
    event = event_in(letter)
    assert (event["SEQUENCE"], event["DTSTAMP"].dt) == (1, NOW + timedelta(days=1))
    assert event["DTSTART"].dt.replace(tzinfo=None) == FIRST_EVENING + timedelta(days=7)


def test_a_session_that_is_moved_to_where_it_does_not_fit_is_told_all_the_same(family: InvitedFamily) -> None:
    family.release()
    family.reading.start_local += timedelta(days=3)
    assert subjects(family.release(days_later=1)) == ["Changed: Reading night"]


def test_a_cancelled_session_is_cancelled_once_and_may_come_back(family: InvitedFamily) -> None:
    family.release()
    db.session.delete(family.reading)
    [letter] = family.release(days_later=1)
    assert letter.calendar is not None
    assert (letter.subject, letter.calendar.method) == ("Cancelled: Reading night", "CANCEL")
    event = event_in(letter)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert family.release(days_later=2) == []
    again = PlanSession(
        plan_id=family.plan.id,
        event_id=family.reading.event_id,
        place_id=family.reading.place_id,
        start_local=FIRST_EVENING,
        reach={},
    )
    db.session.add(again)
    db.session.commit()
    [back] = family.release(days_later=3)
    assert (back.subject, event_in(back)["SEQUENCE"]) == ("Changed: Reading night", 2)


def test_who_said_no_hears_no_more_of_it_and_is_invited_to_another_time(family: InvitedFamily) -> None:
    family.release()
    family.say(family.reading, "cannot")
    family.reading.start_local += timedelta(days=7)
    second = add_session(family.plan, "Second", start=FIRST_EVENING + timedelta(days=14))
    second.event_id = family.reading.event_id
    db.session.commit()
    snap_again(family.plan)
    [letter] = family.release(days_later=1)
    assert letter.subject == "Invitation: Reading night"
    assert event_in(letter)["SEQUENCE"] == 0


def test_who_said_yes_on_the_page_finds_it_accepted(family: InvitedFamily) -> None:
    family.caregiver.channel = "none"
    db.session.commit()
    assert family.release() == []
    family.say(family.reading, "in_person")
    family.caregiver.channel = "email"
    db.session.commit()
    letters = family.release(days_later=1)
    accepted = {letter.subject: event_in(letter)["ATTENDEE"].params["PARTSTAT"] for letter in letters}
    assert accepted == {"Invitation: Maths night": "NEEDS-ACTION", "Invitation: Reading night": "ACCEPTED"}


def test_who_needs_something_else_is_not_invited_to_another_time_meanwhile(family: InvitedFamily) -> None:
    family.caregiver.channel = "none"
    second = add_session(family.plan, "Second", start=FIRST_EVENING + timedelta(days=14))
    second.event_id = family.reading.event_id
    db.session.commit()
    snap_again(family.plan)
    family.release()
    first = min(db.session.query(ReleaseSession), key=lambda row: row.start_local)
    db.session.add(
        Rsvp(caregiver_id=family.caregiver.id, session_uid=first.uid, reply="needs_more", replied_utc=NOW)
    )
    family.caregiver.channel = "email"
    db.session.commit()
    assert subjects(family.release(days_later=1)) == ["Invitation: Maths night"]


@on_both_databases
def test_an_address_that_two_share_is_invited_once(family: InvitedFamily) -> None:
    other: Caregiver = add_caregiver(name="Other", channel="email", email="Amina@home.example")
    add_answer(other, family.season, hours=[AnswerHours(**each) for each in EVENINGS])
    letters = family.release()
    assert subjects(letters) == ["Invitation: Maths night", "Invitation: Reading night"]
    assert {letter.to_address for letter in letters} == {"amina@home.example"}


def test_nobody_is_invited_to_what_is_over_or_was_not_asked(family: InvitedFamily) -> None:
    add_caregiver(name="Silent", channel="email", email="silent@home.example")
    letters = family.release(days_later=31)
    assert subjects(letters) == ["Invitation: Maths night"]


def test_adults_who_must_not_meet_are_never_in_two_calendars(family: InvitedFamily) -> None:
    other: Caregiver = add_caregiver(
        name="Other", family=family.caregiver.family, channel="email", email="other@home.example"
    )
    db.session.query(Family).update({"apart": True})
    db.session.commit()
    first = {letter.subject: letter.to_address for letter in family.release()}
    assert set(first.values()) == {"amina@home.example"}
    add_answer(other, family.season, hours=[AnswerHours(**each) for each in EVENINGS])
    second = family.release(days_later=1)
    invited = [each for each in second if each.to_address == "other@home.example"]
    taken = [each for each in second if each.to_address == "amina@home.example"]
    assert len(invited) == 1
    assert [each.subject.partition(": ")[2] for each in invited] == [
        each.subject.partition(": ")[2] for each in taken
    ]
    assert {each.calendar.method for each in taken if each.calendar} == {"CANCEL"}
    assert all("This invitation no longer holds." in each.text for each in taken)


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_mail_is_in_the_readers_language(family: InvitedFamily, language: str) -> None:
    family.caregiver.language_read = language
    db.session.commit()
    _, letter = family.release()
    assert letter.language == language
    assert "Invitation" not in letter.subject
    assert "Reading night" in letter.subject


@on_both_databases
def test_who_takes_everything_back_is_told_nothing_more(family: InvitedFamily) -> None:
    family.release()
    delete_answers(family.caregiver.id, family.season.id, NOW + timedelta(hours=1))
    assert db.session.query(MailedInvitation).count() == 0
    assert db.session.query(Message).count() == 0
    family.reading.start_local += timedelta(days=7)
    assert family.release(days_later=1) == []


def test_without_an_address_for_replies_nobody_is_invited_by_mail(family: InvitedFamily, app: Flask) -> None:
    app.extensions["settings"] = make_settings(app.extensions["settings"].data_dir, "sqlite://")
    assert family.release() == []
    assert db.session.query(Job).filter_by(kind="invite_by_mail").count() == 0
