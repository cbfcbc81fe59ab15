"""Waiting messages are written and sent at the last moment, tried again for a while, and never sent twice."""

import re
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from scheduler.extensions import db
from scheduler.messaging.channels import Letter, PermanentSendError, TransientSendError
from scheduler.services.deliver_messages import TRIES_AFTER, deliver_waiting, queue_due_delivery
from scheduler.services.queue_message import queue_message
from scheduler.services.sign_in import request_sign_in, sign_in
from scheduler.storage.models import Job, Message, User
from tests.builders.people import NOW, add_user
from tests.fixtures.databases import on_both_databases

SITE = "https://commonhour.example.org"

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


class Letterbox:
    """Takes letters, after failing with each of `faults` in turn."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.letters.append(letter)


class EmptiedWhileSending(Letterbox):
    """The account is deleted while its letter is on the way."""

    def send(self, letter: Letter) -> None:
        super().send(letter)
        db.session.query(User).delete()
        db.session.commit()


class WhileAnotherWorks(Letterbox):
    """While the first letter is on its way, another worker tries what else is due, in vain."""

    def send(self, letter: Letter) -> None:
        if not self.letters:
            deliver_waiting(Letterbox(TransientSendError("busy")), SITE, NOW)
        super().send(letter)


@pytest.fixture
def message(db: SQLAlchemy) -> Message:
    add_user(email="pat@school.org")
    request_sign_in("pat@school.org", NOW)
    return db.session.query(Message).one()


def test_a_sign_in_mail_holds_a_link_that_signs_in(message):
    box = Letterbox()
    assert deliver_waiting(box, SITE, NOW) == 1
    (letter,) = box.letters
    assert letter.to_address == "pat@school.org"
    link = re.search(rf"{SITE}/account/enter/(\S+)", letter.text)
    assert link is not None
    signed_in = sign_in(link[1], NOW)
    assert signed_in is not None
    assert signed_in.id == message.user_id
    assert (message.state, message.sent_utc) == ("sent", NOW)


@pytest.mark.usefixtures("message")
def test_nothing_is_sent_twice():
    box = Letterbox()
    deliver_waiting(box, SITE, NOW)
    assert deliver_waiting(box, SITE, NOW + timedelta(days=1)) == 0
    assert len(box.letters) == 1


def test_what_failed_for_now_waits_longer_each_time_and_is_given_up_at_last(message):
    box = Letterbox(*[TransientSendError("the mail server was not reached")] * len(TRIES_AFTER))
    for tries, after in enumerate(TRIES_AFTER, start=1):
        if after:
            deliver_waiting(box, SITE, NOW + after - timedelta(seconds=1))
            assert message.attempts == tries - 1
        deliver_waiting(box, SITE, NOW + after)
        assert message.attempts == tries
    assert message.state == "failed"
    assert message.failure == "the mail server was not reached"


def test_a_second_try_that_works_leaves_no_failure_behind(message):
    box = Letterbox(TransientSendError("busy"))
    assert deliver_waiting(box, SITE, NOW) == 0
    assert (message.state, message.failure) == ("waiting", "busy")
    assert deliver_waiting(box, SITE, NOW + timedelta(minutes=1)) == 1
    assert (message.state, message.failure) == ("sent", None)


def test_what_can_never_be_sent_is_not_tried_again_and_holds_up_nothing_else(message):
    add_user(email="sam@school.org")
    request_sign_in("sam@school.org", NOW)
    box = Letterbox(PermanentSendError("refused (550)"))
    assert deliver_waiting(box, SITE, NOW) == 1
    assert (message.state, message.failure) == ("failed", "refused (550)")
    assert [letter.to_address for letter in box.letters] == ["sam@school.org"]


def test_a_message_that_a_worker_died_over_is_tried_again(message):
    message.attempts = 1  # claimed, and then nothing more was heard
    db.session.commit()
    box = Letterbox()
    assert deliver_waiting(box, SITE, NOW) == 0
    assert deliver_waiting(box, SITE, NOW + timedelta(minutes=1)) == 1


@pytest.mark.usefixtures("message")
def test_what_another_worker_has_tried_meanwhile_is_left_to_its_next_time():
    add_user(email="sam@school.org")
    request_sign_in("sam@school.org", NOW)
    box = WhileAnotherWorks()
    assert deliver_waiting(box, SITE, NOW) == 1
    assert deliver_waiting(box, SITE, NOW + timedelta(minutes=1)) == 1
    assert len(box.letters) == 2


@pytest.mark.usefixtures("message")
def test_somebody_deleted_meanwhile_stops_nothing():
    deliver_waiting(EmptiedWhileSending(), SITE, NOW)
    assert db.session.query(Message).count() == 0


def test_a_letter_nobody_has_written_fails_by_name(message):
    message.template = "love_letter"
    db.session.commit()
    deliver_waiting(Letterbox(), SITE, NOW)
    assert message.state == "failed"
    assert message.failure == "there is no letter 'love_letter'"


def test_one_use_case_queues_one_job_for_all_its_messages_and_a_message_queued_twice_is_one():
    user = add_user()
    for key in ("a", "a", "b"):
        queue_message("sign_in", user_id=user.id, language="en", dedupe_key=key, now_utc=NOW)
    db.session.commit()
    assert sorted(message.dedupe_key for message in db.session.query(Message)) == ["a", "b"]
    assert db.session.query(Job).count() == 1


def test_the_sweep_queues_a_job_only_when_a_message_is_due_and_none_is_on_its_way(message):
    queue_due_delivery(NOW)
    assert db.session.query(Job).count() == 1
    job = db.session.query(Job).one()
    job.state = "done"
    message.attempts = 1
    db.session.commit()
    queue_due_delivery(NOW)
    assert db.session.query(Job).count() == 1
    queue_due_delivery(NOW + timedelta(minutes=1))
    assert db.session.query(Job).count() == 2
