"""Staff sign in by a mailed link that is random, stored hashed, short-lived and used once."""

from datetime import timedelta
from hashlib import sha256

import pytest

from scheduler.extensions import db
from scheduler.services.demo_sign_in import demo_sign_in, demo_sign_in_token
from scheduler.services.sign_in import (
    MAILS_PER_HOUR,
    issue_sign_in_token,
    request_sign_in,
    sign_in,
    sign_out_everywhere,
    signed_in_user,
)
from scheduler.storage.models import Job, Message, SignInToken, User
from tests.builders.people import NOW, add_user
from tests.fixtures.databases import on_both_databases

MINUTE = timedelta(minutes=1)

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


def token_for(user: User) -> str:
    token = issue_sign_in_token(user.id, NOW)
    db.session.commit()
    return token


def test_a_known_address_gets_one_mail_in_its_language_and_a_job_to_send_it():
    user = add_user(email="pat@school.org", language="es")
    request_sign_in("  Pat@School.org ", NOW)
    message = db.session.query(Message).one()
    assert (message.user_id, message.template, message.language) == (user.id, "sign_in", "es")
    assert message.parameters == {}
    assert [job.kind for job in db.session.query(Job)] == ["deliver_messages"]


def test_an_unknown_address_and_one_no_longer_active_get_none():
    add_user(active=False)
    request_sign_in("pat@school.org", NOW)
    request_sign_in("nobody@school.org", NOW)
    request_sign_in("pat\0@nowhere", NOW)
    assert db.session.query(Message).count() == 0
    assert db.session.query(Job).count() == 0


def test_nobody_is_flooded_with_mail_and_an_hour_later_there_is_more():
    add_user()
    for second in range(MAILS_PER_HOUR + 3):
        request_sign_in("pat@school.org", NOW + timedelta(seconds=second))
    assert db.session.query(Message).count() == MAILS_PER_HOUR
    request_sign_in("pat@school.org", NOW + timedelta(hours=1))
    assert db.session.query(Message).count() == MAILS_PER_HOUR + 1


def test_a_token_signs_in_once():
    user = add_user(name="Pat", role="liaison")
    token = token_for(user)
    signed_in = sign_in(token, NOW)
    assert signed_in is not None
    assert (signed_in.id, signed_in.name, signed_in.role) == (user.id, "Pat", "liaison")
    assert sign_in(token, NOW) is None


def test_a_token_lasts_fifteen_minutes():
    first, second = token_for(add_user()), token_for(add_user(email="sam@school.org"))
    assert sign_in(first, NOW + 15 * MINUTE - timedelta(seconds=1)) is not None
    assert sign_in(second, NOW + 15 * MINUTE) is None


def test_only_the_hash_of_a_token_is_stored_and_it_signs_nobody_in():
    token = token_for(add_user())
    row = db.session.query(SignInToken).one()
    assert row.token_hash == sha256(token.encode()).hexdigest()
    assert sign_in(row.token_hash, NOW) is None


def test_a_user_who_was_deactivated_meanwhile_stays_out():
    user = add_user()
    token = token_for(user)
    user.active = False
    db.session.commit()
    assert sign_in(token, NOW) is None
    assert signed_in_user(user.id, user.sign_in_epoch) is None


def test_tokens_that_are_used_or_too_old_go_with_the_next_one():
    user = add_user()
    sign_in(token_for(user), NOW)
    token_for(user)
    issue_sign_in_token(user.id, NOW + 20 * MINUTE)
    db.session.commit()
    assert db.session.query(SignInToken).count() == 1


def test_signing_out_everywhere_ends_sessions_and_mails_on_their_way():
    user = add_user()
    waiting = token_for(user)
    before = sign_in(token_for(user), NOW)
    assert before is not None
    assert signed_in_user(before.id, before.epoch) == before
    sign_out_everywhere(user.id, NOW)
    assert signed_in_user(before.id, before.epoch) is None
    assert sign_in(waiting, NOW) is None
    assert sign_in(token_for(user), NOW) is not None


def test_a_ready_link_of_the_demo_works_again_and_again_under_its_own_key_only():
    user = add_user()
    token = demo_sign_in_token(user.id, "the demo's key")
    for _ in range(2):
        signed_in = demo_sign_in(token, "the demo's key", NOW)
        assert signed_in is not None
        assert signed_in.id == user.id
    assert demo_sign_in(token, "another key", NOW) is None
    assert demo_sign_in(str(user.id), "the demo's key", NOW) is None
