"""An answer by mail counts for whom it was asked, and once; whatever else comes is put before a liaison."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services import take_reply as taking
from scheduler.services.delete_answers import delete_answers
from scheduler.services.my_sessions import my_sessions
from scheduler.services.reply_address import reply_address
from scheduler.services.reply_to_session import reply_to_session
from scheduler.services.take_reply import TooManyWaiting, take_reply
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import AnswerHours, Family, Place, ReceivedMail, Rsvp
from tests.builders.invited import EVENINGS, PATTERN, InvitedFamily
from tests.builders.people import NOW, add_answer, add_caregiver
from tests.builders.reply_mails import PROGRAMS, Answer, google, outlook_com, thunderbird, written
from tests.fixtures.apps import make_settings
from tests.fixtures.databases import on_both_databases
from tests.fixtures.quick_apps import quick_app

LATER = NOW + timedelta(days=3)
SAID = NOW + timedelta(days=1)


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    app = quick_app(make_settings(tmp_path, database_url, reply_address=PATTERN))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def family(app: Flask) -> InvitedFamily:  # noqa: ARG001
    """Invited by mail to Reading night and Maths night."""
    family = InvitedFamily()
    family.release()
    return family


@pytest.fixture
def answer(app: Flask, family: InvitedFamily) -> Answer:
    return answer_to(app, family, family.reading)


def answer_to(app: Flask, family: InvitedFamily, session: Any) -> Answer:
    """A yes to a session, said a day after the release."""
    key = app.extensions["settings"].link_key
    return Answer(
        organizer=reply_address(PATTERN, family.mailed(session), key),
        uid=f"session-{family.uid(session)}@localhost",
        stamp_utc=SAID,
    )


def said() -> list[tuple[str, datetime]]:
    return [(row.reply, row.replied_utc) for row in db.session.query(Rsvp)]


def waiting() -> list[tuple[str, str, str]]:
    """What a liaison is to read: (why, sender, words)."""
    return [
        (row.why, row.sender, row.words) for row in db.session.query(ReceivedMail).order_by(ReceivedMail.id)
    ]


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_answer_becomes_the_reply_from_every_program(
    answer: Answer, program: Callable[[Answer], bytes]
) -> None:
    take_reply(program(answer), LATER)
    assert said() == [("in_person", SAID)]
    assert waiting() == []


def test_a_no_is_a_no(answer: Answer) -> None:
    take_reply(google(replace(answer, said="DECLINED")), LATER)
    assert said() == [("cannot", SAID)]


@pytest.mark.parametrize(
    ("held", "before", "reply"),
    [
        ("online", "", "online"),
        ("phone", "", "online"),
        ("hybrid", "", "in_person"),
        ("hybrid", "online", "online"),
    ],
)
def test_who_comes_comes_in_the_way_that_the_session_is_held(
    family: InvitedFamily, answer: Answer, held: str, before: str, reply: str
) -> None:
    db.session.get_one(Place, family.reading.place_id).format = held
    db.session.commit()
    family.release(days_later=1)
    if before:
        family.say(family.reading, before, NOW)
    take_reply(google(answer), LATER)
    assert [each for each, _ in said()] == [reply]


@on_both_databases
def test_the_same_mail_twice_is_the_same_as_once(answer: Answer) -> None:
    for _ in range(2):
        take_reply(google(replace(answer, comment="We are three")), LATER)
    assert said() == [("in_person", SAID)]
    assert waiting() == [("words", "", "We are three")]


@on_both_databases
def test_a_later_answer_counts_and_an_earlier_one_that_comes_late_does_not(answer: Answer) -> None:
    take_reply(google(replace(answer, said="DECLINED", stamp_utc=SAID + timedelta(hours=2))), LATER)
    take_reply(google(answer), LATER)
    assert said() == [("cannot", SAID + timedelta(hours=2))]
    assert waiting() == [("outdated", "", "")]
    take_reply(google(replace(answer, stamp_utc=SAID + timedelta(hours=3))), LATER)
    assert said() == [("in_person", SAID + timedelta(hours=3))]


def test_a_liaison_also_reads_which_answer_did_not_count(answer: Answer) -> None:
    take_reply(google(replace(answer, said="DECLINED", sender="b@x.example")), LATER)
    take_reply(written("Hello", answer), LATER)
    assert [row.said for row in db.session.query(ReceivedMail).order_by(ReceivedMail.id)] == ["no", None]


def test_what_was_said_on_the_page_since_stands(family: InvitedFamily, answer: Answer) -> None:
    reply_to_session(
        family.caregiver.id, family.season.id, family.uid(family.reading), "cannot", SAID + timedelta(hours=1)
    )
    take_reply(google(answer), LATER)
    assert [reply for reply, _ in said()] == ["cannot"]
    assert [why for why, _, _ in waiting()] == ["outdated"]


def test_an_answer_to_the_time_before_it_moved_does_not_count(family: InvitedFamily, answer: Answer) -> None:
    family.reading.start_local += timedelta(days=7)
    family.release(days_later=2)
    take_reply(google(answer), LATER)
    assert said() == []
    assert [why for why, _, _ in waiting()] == ["outdated"]
    take_reply(google(replace(answer, sequence=1, stamp_utc=LATER)), LATER)
    assert said() == [("in_person", LATER)]


def test_a_no_to_where_it_was_moved_counts_though_it_fits_no_more(
    family: InvitedFamily, answer: Answer
) -> None:
    family.reading.start_local += timedelta(days=3)
    family.release(days_later=2)
    take_reply(google(replace(answer, said="DECLINED", sequence=1, stamp_utc=LATER)), LATER)
    assert said() == [("cannot", LATER)]


def test_an_answer_to_a_cancelled_session_is_read_by_a_liaison(family: InvitedFamily, answer: Answer) -> None:
    db.session.delete(family.reading)
    family.release(days_later=2)
    take_reply(google(replace(answer, sequence=1)), LATER)
    assert said() == []
    assert [why for why, _, _ in waiting()] == ["outdated"]


def test_a_clock_that_is_ahead_does_not_shut_out_the_next_answer(answer: Answer) -> None:
    take_reply(google(replace(answer, stamp_utc=LATER + timedelta(days=900))), LATER)
    assert said() == [("in_person", LATER)]
    after = LATER + timedelta(hours=1)
    take_reply(google(replace(answer, said="DECLINED", stamp_utc=after)), after)
    assert said() == [("cannot", after)]


def test_a_perhaps_is_neither_yes_nor_no(answer: Answer) -> None:
    take_reply(thunderbird(replace(answer, said="TENTATIVE", comment="If the bus runs")), LATER)
    assert said() == []
    assert waiting() == [("maybe", "", "If the bus runs")]


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": "b@x.example"},
        {"attendee": "b@x.example"},
        {"sender": "b@x.example", "attendee": "b@x.example"},
    ],
)
def test_nobody_answers_for_the_one_who_was_invited(answer: Answer, changes: dict[str, str]) -> None:
    take_reply(google(replace(answer, **changes)), LATER)
    assert said() == []
    assert waiting() == [("sender", changes.get("sender", ""), "")]


@pytest.mark.parametrize("change", ["seal", "number", "none"])
def test_who_does_not_have_the_mail_cannot_answer_it(answer: Answer, change: str) -> None:
    """Though they know the sender's address and the session's UID."""
    local, _, domain = answer.organizer.partition("@")
    number, _, seal = local.removeprefix("replies+").partition("-")
    forged = {
        "seal": f"replies+{number}-{seal[::-1]}@{domain}",
        "number": f"replies+2{number}-{seal}@{domain}",
        "none": f"replies@{domain}",
    }[change]
    take_reply(google(replace(answer, organizer=forged)), LATER)
    assert said() == []
    assert [why for why, _, _ in waiting()] == ["unclear"]


def test_the_address_that_the_server_delivered_to_is_believed_too(answer: Answer) -> None:
    mail = google(replace(answer, organizer="somebody@else.example"))
    take_reply(mail, LATER, delivered_to=[answer.organizer.upper()])
    assert said() == [("in_person", SAID)]


def test_an_answer_about_another_session_does_not_count(family: InvitedFamily, answer: Answer) -> None:
    other = f"session-{family.uid(family.maths)}@localhost"
    take_reply(outlook_com(replace(answer, uid=other)), LATER)
    assert said() == []
    assert [why for why, _, _ in waiting()] == ["unclear"]


@on_both_databases
def test_own_words_are_kept_with_the_family_and_the_session(family: InvitedFamily, answer: Answer) -> None:
    take_reply(written("We need a ride, please", answer), LATER)
    row = db.session.query(ReceivedMail).one()
    assert (row.caregiver_id, row.session_uid) == (family.caregiver.id, family.uid(family.reading))
    assert waiting() == [("words", "", "We need a ride, please")]


@on_both_databases
def test_words_to_no_invitation_go_by_the_address_of_the_sender(family: InvitedFamily) -> None:
    take_reply(written("Who are you?", Answer(organizer="replies@school.example")), LATER)
    take_reply(written("Cheap watches", Answer(sender="x@y.example")), LATER)
    kept = [
        (row.caregiver_id, row.sender) for row in db.session.query(ReceivedMail).order_by(ReceivedMail.id)
    ]
    assert kept == [(family.caregiver.id, ""), (None, "x@y.example")]


@pytest.mark.usefixtures("family")
def test_an_address_that_two_families_share_tells_neither(answer: Answer) -> None:
    add_caregiver(name="Other", email="Amina@home.example")
    take_reply(written("Hello", replace(answer, organizer="replies@school.example")), LATER)
    assert db.session.query(ReceivedMail.caregiver_id).scalar() is None


def test_adults_who_are_kept_apart_do_not_come_by_mail_to_what_the_other_is_told(
    app: Flask, family: InvitedFamily
) -> None:
    other = add_caregiver(name="Other", family=family.caregiver.family)
    add_answer(other, family.season, hours=[AnswerHours(**each) for each in EVENINGS])
    db.session.query(Family).update({"apart": True})
    db.session.commit()
    mine = {session.uid for session in my_sessions(family.caregiver.id, family.season.id).sessions}
    assert len(mine) == 1
    for session in (family.reading, family.maths):
        take_reply(google(answer_to(app, family, session)), LATER)
    assert {row.session_uid for row in db.session.query(Rsvp)} == mine
    assert [why for why, _, _ in waiting()] == ["outdated"]


@on_both_databases
def test_when_too_much_waits_a_mail_stays_where_it_is(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_WAITING", 2)
    for number in range(2):
        take_reply(written(f"Mail {number}", answer), LATER)
    with pytest.raises(TooManyWaiting):
        take_reply(written("Mail 3", answer), LATER)
    assert len(waiting()) == 2
    take_reply(google(answer), LATER)
    assert said() == [("in_person", SAID)]


@on_both_databases
def test_what_came_by_mail_goes_when_the_answers_are_deleted(family: InvitedFamily, answer: Answer) -> None:
    take_reply(written("sycamore", answer), LATER)
    take_reply(google(answer), LATER)
    delete_answers(family.caregiver.id, family.season.id, LATER)
    assert (said(), waiting()) == ([], [])
    take_reply(google(answer), LATER)
    assert said() == []


@on_both_databases
def test_what_came_by_mail_goes_with_the_family(family: InvitedFamily, answer: Answer) -> None:
    take_reply(written("sycamore", answer), LATER)
    withdraw_family(family.caregiver.family_id, "command", None, LATER)
    assert waiting() == []


def test_nothing_of_a_mail_is_logged(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    take_reply(written("sycamore", answer), LATER)
    take_reply(b"\xff From: sycamore", LATER)
    assert "sycamore" not in caplog.text
    assert "amina" not in caplog.text
