"""What families need or wrote stands before their own liaison until it is seen to."""

from datetime import timedelta

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.reply_to_session import reply_to_session
from scheduler.services.waiting_replies import WaitingReply, settle_reply, waiting_replies
from scheduler.storage.models import AuditEntry, ReceivedMail, Rsvp
from tests.builders.board_rows import added
from tests.builders.invited import InvitedFamily
from tests.builders.people import NOW, add_caregiver, add_to_caseload, add_user
from tests.fixtures.databases import on_both_databases

pytestmark = on_both_databases


class Care:
    """A family in the care of one liaison, while another has none."""

    def __init__(self) -> None:
        self.family = InvitedFamily()
        self.family.release()
        self.liaison = add_user(email="lee@school.org", role="liaison").id
        self.other = add_user(email="ana@school.org", role="liaison").id
        add_to_caseload(db.session.get_one(type(self.family.planner), self.liaison), self.family.caregiver)

    def need(self, words: str, hours: int = 1) -> None:
        uid = self.family.uid(self.family.reading)
        at = NOW + timedelta(hours=hours)
        reply_to_session(self.family.caregiver.id, self.family.season.id, uid, "needs_more", at, words)

    def mail(self, words: str = "Hello", caregiver_id: int | None = None, sender: str = "") -> int:
        row = ReceivedMail(
            caregiver_id=caregiver_id,
            session_uid=self.family.uid(self.family.maths),
            why="words",
            sender=sender,
            words=words,
            complete=True,
            received_utc=NOW,
            digest=words,
        )
        return int(added(row).id)

    def seen_by(self, liaison_id: int, days: int = 1) -> list[WaitingReply]:
        now = NOW + timedelta(days=days)
        return list(waiting_replies(liaison_id, self.family.season.id, "en", now))


@pytest.fixture
def care(app: Flask):
    with app.app_context():
        yield Care()
        db.session.remove()


def test_what_else_a_family_needs_stands_before_its_own_liaison_only(care: Care) -> None:
    care.need("A lift home")
    [reply] = care.seen_by(care.liaison)
    assert (reply.caregiver_id, reply.name) == (care.family.caregiver.id, "Amina")
    assert (reply.why, reply.words) == ("needs_more", "A lift home")
    assert reply.session is not None
    assert reply.session.title == "Reading night"
    assert care.seen_by(care.other) == []


def test_it_goes_when_it_is_done_and_comes_back_when_more_is_said(care: Care) -> None:
    care.need("A lift home")
    [reply] = care.seen_by(care.liaison)
    assert settle_reply(care.liaison, "reply", reply.id, NOW)
    assert care.seen_by(care.liaison) == []
    assert [row.reply for row in db.session.query(Rsvp)] == ["needs_more"]
    care.need("And a meal", hours=2)
    assert [each.words for each in care.seen_by(care.liaison)] == ["And a meal"]


def test_what_is_over_needs_nothing_more(care: Care) -> None:
    care.need("A lift home")
    assert care.seen_by(care.liaison, days=60) == []


def test_a_mail_stands_there_until_it_is_done_and_is_then_deleted(care: Care) -> None:
    number = care.mail("We are three", care.family.caregiver.id)
    [reply] = care.seen_by(care.liaison)
    assert (reply.kind, reply.why, reply.words, reply.sender) == ("mail", "words", "We are three", "")
    assert reply.session is not None
    assert reply.session.title == "Maths night"
    assert settle_reply(care.liaison, "mail", number, NOW)
    assert db.session.query(ReceivedMail).count() == 0
    entry = db.session.query(AuditEntry).filter_by(action="settle_reply").one()
    assert (entry.actor_id, entry.subject_kind, entry.subject_id) == (care.liaison, "received_mail", number)
    assert not settle_reply(care.liaison, "mail", number, NOW)


def test_nobody_settles_what_is_anothers(care: Care) -> None:
    number = care.mail("We are three", care.family.caregiver.id)
    care.need("A lift home")
    assert not settle_reply(care.other, "mail", number, NOW)
    assert not settle_reply(care.other, "reply", db.session.query(Rsvp.id).scalar(), NOW)
    assert len(care.seen_by(care.liaison)) == 2


def test_what_comes_from_nobody_known_or_cared_for_stands_before_every_liaison(care: Care) -> None:
    alone = add_caregiver(name="Binh", email="binh@home.example")
    care.mail("Who are you?", None, sender="x@y.example")
    care.mail("No helper yet", alone.id)
    for liaison in (care.liaison, care.other):
        unknown, uncared = care.seen_by(liaison)
        assert (unknown.caregiver_id, unknown.name, unknown.sender) == (None, "", "x@y.example")
        assert (uncared.caregiver_id, uncared.name, uncared.sender) == (None, "Binh", "binh@home.example")
