"""A family says to a released session whether it will come, without a calendar and without scripts."""

import re
from datetime import timedelta

import pytest

from scheduler.extensions import db
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import AuditEntry, Event, Place, Plan, PlanSession, Rsvp, Season, User
from tests.builders.board_rows import add_plan, add_run, add_session
from tests.builders.people import NOW, add_user
from tests.web.families.filling import fill, words_of
from tests.web.forms import csrf_token, send


@pytest.fixture
def uid(app, home) -> str:
    """Reading night, held in a room and online, to which every family is invited."""
    with app.app_context():
        session = add_session(add_plan(add_run(db.session.get_one(Season, home.season))))
        db.session.query(Event).update({"for_everyone": True})
        db.session.get_one(Place, session.place_id).format = "hybrid"
        release_plan(db.session.query(Plan.id).scalar(), add_user().id, NOW)
        return db.session.execute(db.text("select uid from release_session")).scalar()


@pytest.fixture
def said(app):
    """What is stored: (reply, version)."""

    def stored():
        with app.app_context():
            return [(row.reply, row.version) for row in db.session.query(Rsvp)]

    return stored


def reply(client, home, uid, value):
    return send(client, home.url, f"{home.url}sessions/{uid}", reply=value)


def buttons(client, home) -> list[str]:
    return re.findall(r'name="reply" value="(\w*)"', client.get(home.url).text)


@pytest.mark.usefixtures("uid")
def test_a_session_asks_whether_the_family_will_come(client, home):
    assert "Will you come?" in words_of(client.get(home.url))
    assert buttons(client, home) == ["in_person", "online", "cannot", "needs_more"]


def test_one_press_is_stored_told_back_and_can_be_changed_or_taken_back(client, home, uid, said):
    answer = reply(client, home, uid, "online")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{home.url}#session-{uid}")
    assert "You said: I will join from afar" in words_of(client.get(home.url))
    assert buttons(client, home) == ["in_person", "cannot", "needs_more", ""]
    reply(client, home, uid, "in_person")
    assert said() == [("in_person", 2)]
    reply(client, home, uid, "")
    assert said() == []


def test_the_same_press_twice_is_the_same_as_once(client, home, uid, said, app):
    for _ in range(2):
        reply(client, home, uid, "cannot")
    assert said() == [("cannot", 1)]
    with app.app_context():
        assert db.session.query(AuditEntry).filter_by(action="reply").count() == 1


def test_who_needs_something_else_says_it_in_own_words(client, home, uid, said, app):
    reply(client, home, uid, "needs_more")
    page = f"{home.url}sessions/{uid}/need"
    assert f'href="{page}"' in client.get(home.url).text
    assert "Reading night" in words_of(client.get(page))
    assert "Only your helper sees this." in words_of(client.get(page))
    answer = send(client, page, page, words="A lift home\r\nafterwards")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{home.url}#session-{uid}")
    assert said() == [("needs_more", 2)]
    assert "A lift home afterwards" in words_of(client.get(home.url))
    assert "A lift home\nafterwards</textarea>" in client.get(page).text
    reply(client, home, uid, "needs_more")
    assert said() == [("needs_more", 2)]
    reply(client, home, uid, "in_person")
    with app.app_context():
        assert db.session.query(Rsvp.words).scalar() == ""


def test_words_are_not_lost_when_they_are_too_long_or_the_language_changes(client, home, uid, said):
    page = f"{home.url}sessions/{uid}/need"
    long = send(client, page, page, words="w" * 2001)
    assert long.status_code == 422
    assert "Make this shorter" in long.text
    assert "w" * 2001 in long.text
    other = send(client, page, page, words="Un viaje", language="es")
    assert "Díganos qué necesita" in other.text
    assert "Un viaje</textarea>" in other.text
    assert said() == []


@pytest.mark.parametrize("value", ["perhaps", "in-person"])
def test_nothing_else_can_be_said(client, home, uid, said, value):
    assert reply(client, home, uid, value).status_code == 404
    assert said() == []


def test_nobody_replies_to_a_session_that_is_not_theirs(client, home, uid, said):
    assert reply(client, home, "another", "in_person").status_code == 404
    assert client.get(f"{home.url}sessions/another/need").status_code == 404
    fill(client, home.url + "when", week__tue__evening="no")
    assert (
        client.post(
            f"{home.url}sessions/{uid}",
            data={"reply": "in_person", "csrf_token": csrf_token(client.get(home.url + "when"))},
        ).status_code
        == 404
    )
    assert said() == []


@pytest.mark.usefixtures("uid")
def test_a_cancelled_session_asks_nothing(client, home, app):
    with app.app_context():
        db.session.query(PlanSession).delete()
        add_session(db.session.query(Plan).one(), "Another night")
        planner = db.session.query(User.id).scalar()
        release_plan(db.session.query(Plan.id).scalar(), planner, NOW + timedelta(days=1))
    assert "This is cancelled." in words_of(client.get(home.url))
    assert buttons(client, home) == []


def test_a_link_on_paper_cannot_reply_before_its_code(client, home, uid, said):
    assert client.get(f"{home.paper}sessions/{uid}/need").status_code == 302
    page = client.get(home.paper + "when")
    answer = client.post(
        f"{home.paper}sessions/{uid}", data={"reply": "cannot", "csrf_token": csrf_token(page)}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, home.paper)
    assert said() == []


def test_whoever_takes_everything_back_takes_this_back_too(client, home, uid, said):
    reply(client, home, uid, "in_person")
    client.post(home.url + "delete", data={"csrf_token": csrf_token(client.get(home.url))})
    assert said() == []
