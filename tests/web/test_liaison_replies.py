"""On the caseload stands what families wrote, each with a button that takes it off."""

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.reply_to_session import reply_to_session
from scheduler.storage.models import Caregiver, ReceivedMail, ReleaseSession, User
from tests.builders.board_rows import added
from tests.builders.invited import InvitedFamily
from tests.builders.people import NOW, add_to_caseload, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

CASELOAD = "/liaison/"


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A liaison's browser; their family needs a lift to Reading night, and has written a mail too."""
    with app.app_context():
        family = InvitedFamily()
        family.release()
        liaison = add_user(email="lee@school.org", name="Lee", role="liaison")
        add_to_caseload(liaison, family.caregiver)
        uid = family.uid(family.reading)
        reply_to_session(family.caregiver.id, family.season.id, uid, "needs_more", NOW, "A lift home")
        for session in db.session.query(ReleaseSession):
            session.start_local = session.start_local.replace(year=2099)
        db.session.commit()
        return signed_in(app, liaison.id)


def add_mail(app: Flask, **facts: object) -> None:
    usual = {"why": "words", "words": "", "complete": True, "received_utc": NOW, "digest": str(facts)}
    with app.app_context():
        caregiver_id = db.session.query(Caregiver.id).scalar()
        added(ReceivedMail(**{"caregiver_id": caregiver_id, **usual, **facts}))


def test_a_need_names_the_family_the_session_and_the_words(client: PageClient) -> None:
    page = words(client.get(CASELOAD).text)
    assert "Amina I need something else Reading night" in page
    assert "A lift home" in page


def test_done_takes_it_off(client: PageClient) -> None:
    answer = send(client, CASELOAD, "/liaison/replies/reply/1/done")
    assert (answer.status_code, answer.location) == (303, "/liaison/#replies")
    assert "What families wrote" not in client.get(CASELOAD).text
    assert send(client, CASELOAD, "/liaison/replies/mail/99/done").status_code == 404


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"words": "We are three"}, "Wrote by mail We are three"),
        ({"why": "maybe", "said": "maybe"}, "Wrote by mail Maybe"),
        ({"why": "outdated"}, "does not count: the time has changed since, or is over."),
        (
            {"why": "sender", "said": "no", "sender": "x@y.example"},
            "it came from another address. No x@y.example",
        ),
        ({"why": "unclear"}, "we cannot read it as an answer."),
        ({"complete": False}, "There was more in the mail than we can show here."),
        (
            {"caregiver_id": None, "sender": "x@y.example"},
            "Mail from people we do not know: 1 Somebody we do not know Wrote by mail x@y.example",
        ),
    ],
)
def test_a_mail_says_why_somebody_must_read_it(
    app: Flask, client: PageClient, facts: dict[str, object], shown: str
) -> None:
    add_mail(app, **facts)
    assert shown in words(client.get(CASELOAD).text)


def test_what_somebody_wrote_is_text_and_nothing_else(app: Flask, client: PageClient) -> None:
    add_mail(app, words="<script>alert(1)</script>", sender='"><b>@y.example')
    page = client.get(CASELOAD).text
    assert "<script>alert" not in page
    assert "<b>@y" not in page


def test_another_liaison_sees_and_settles_none_of_it(app: Flask, client: PageClient) -> None:
    add_mail(app, words="We are three")
    with app.app_context():
        other = added(User(email="ana@school.org", name="Ana", role="liaison", language="en")).id
    theirs = signed_in(app, other)
    assert "We are three" not in theirs.get(CASELOAD).text
    assert send(theirs, "/account/", "/liaison/replies/mail/1/done").status_code == 404
    assert "We are three" in client.get(CASELOAD).text
