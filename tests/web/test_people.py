"""The page on which co-planners add people, take them off and put them back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, g
from werkzeug.test import TestResponse

from scheduler.extensions import db
from scheduler.messaging.channels import Letter
from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.services.links import issue_link, open_link
from scheduler.services.sign_in import issue_sign_in_token
from scheduler.services.talk_on_board import vote
from scheduler.storage.models import AuditEntry, District, Partner, Season, User
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send
from tests.web.signing_in import SIGN_IN

PEOPLE = "/board/people/"
SAM = {"name": "Sam", "email": "Sam@home.org", "reads": "es", "does": "families"}
UNHEARD = "Nobody here would represent families then."


@pytest.fixture
def pat(app: Flask) -> Iterator[PageClient]:
    """The only co-planner of a season with a plan."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        small_season()
        yield signed_in(app, add_user().id)


def somebody(name: str) -> User:
    return db.session.query(User).filter_by(name=name).one()


def test_whoever_is_added_is_written_to_and_signs_in(app: Flask, pat: PageClient) -> None:
    assert press(pat, PEOPLE, **SAM).location == f"{PEOPLE}#person-2"
    sam = somebody("Sam")
    assert (sam.role, sam.represents, sam.language) == ("co_planner", "families", "es")
    letter = newest_letter(app)
    assert (letter.to_address, letter.subject) == ("Sam@home.org", "Cómo iniciar sesión en Harbor")
    assert "http://localhost/account/sign-in" in letter.text.splitlines()
    assert "Sam Sam@home.org Plan, for families" in words(pat.get(PEOPLE).text)
    theirs = app.test_client()
    press(theirs, SIGN_IN, email="sam@home.org")
    [link] = re.findall(r"http://localhost(/account/enter/\S+)", newest_letter(app).text)
    assert press(theirs, link).location == "/board/"
    assert "Sam joined the co-planners" in words(pat.get("/board/").text), "all see who votes now"


@pytest.mark.parametrize(
    ("fields", "role", "represents", "partner"),
    [
        ({"does": "district"}, "co_planner", None, None),
        ({"does": "community"}, "co_planner", "community", None),
        ({"does": "liaison", "organisation": "Not asked"}, "liaison", None, None),
        ({"does": "partner", "partner": "1"}, "partner", None, "The library"),
        ({"does": "partner", "organisation": " the Library"}, "partner", None, "The library"),
        ({"does": "partner", "organisation": "Parents"}, "partner", None, "Parents"),
    ],
)
def test_what_somebody_does_here_decides_what_they_can_open(
    pat: PageClient, fields: dict[str, str], role: str, represents: str | None, partner: str | None
) -> None:
    added(Partner(name="The library"))
    assert press(pat, PEOPLE, **{**SAM, **fields}).status_code == 303
    sam = somebody("Sam")
    of = None if sam.partner_id is None else db.session.get_one(Partner, sam.partner_id).name
    assert (sam.role, sam.represents, of) == (role, represents, partner)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": "sam at home"}, "Please write the whole email address"),
        ({"email": "PAT@school.org"}, "Pat has an account with this address already."),
        ({"name": " "}, "Write what you call them."),
        ({"reads": "tlh"}, "Choose a language from the list."),
        ({"does": ""}, "Choose what they do here."),
        (
            {"does": "partner", "organisation": ""},
            "Choose their organisation, or write the name of a new one.",
        ),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    pat: PageClient, fields: dict[str, str], says: str
) -> None:
    typed = {**SAM, "organisation": "Parents", **fields}
    refused = press(pat, PEOPLE, **typed)
    assert refused.status_code == 422
    assert words(refused.text).count(says) == 2
    for name in {"name", "email", "organisation"} - fields.keys():
        assert f'value="{typed[name]}"' in refused.text
    assert db.session.query(User).count() == 1


def test_whoever_is_taken_off_is_signed_out_at_once_and_what_they_voted_stays(
    app: Flask, pat: PageClient
) -> None:
    sam = add_user(email="sam@home.org", name="Sam", represents="families")
    vote(1, "no", "The hall is too small.", sam.id, NOW)
    key = app.extensions["settings"].link_key
    calendar = issue_link("feed", user_id=sam.id, link_key=key, now_utc=NOW)
    token = issue_sign_in_token(sam.id, datetime.now(UTC))
    db.session.commit()
    theirs = signed_in(app, sam.id)
    assert theirs.get("/board/").status_code == 200
    assert press(pat, PEOPLE, f"{PEOPLE}{sam.id}/off").status_code == 303
    assert theirs.get("/board/").location == SIGN_IN
    assert press(app.test_client(), f"/account/enter/{token}").status_code == 410
    assert open_link(calendar, ["feed"], key) is None
    assert "The hall is too small." in words(pat.get("/board/plans/1/talk").text)
    told = db.session.query(AuditEntry).filter_by(action="end_account").one()
    assert (told.actor_id, told.subject_kind, told.subject_id) == (1, "user", sam.id)
    assert press(pat, PEOPLE, f"{PEOPLE}{sam.id}/back").status_code == 303
    assert theirs.get("/board/").location == SIGN_IN, "an old session does not come back"
    assert open_link(calendar, ["feed"], key) is not None


def test_the_board_takes_back_that_somebody_joined_or_left(pat: PageClient) -> None:
    press(pat, PEOPLE, **SAM)
    undo(pat, "undo")
    assert not somebody("Sam").active
    undo(pat, "again")
    assert somebody("Sam").active
    press(pat, PEOPLE, f"{PEOPLE}2/off")
    assert "Sam is not a co-planner any more" in words(pat.get("/board/").text)
    undo(pat, "undo")
    assert somebody("Sam").active


def test_the_only_co_planner_stays(app: Flask, pat: PageClient) -> None:
    assert "Take off" not in words(pat.get(PEOPLE).text)
    refused = press(pat, PEOPLE, f"{PEOPLE}1/off")
    assert refused.status_code == 409
    assert "This is the only co-planner. Add another one first." in words(refused.text)
    press(pat, PEOPLE, **SAM)
    sam = signed_in(app, 2)
    assert press(sam, PEOPLE, f"{PEOPLE}1/off").status_code == 303
    undo(sam, "undo")
    assert somebody("Pat").active


def test_the_last_voice_of_families_goes_only_knowingly_while_a_rule_asks_for_it(pat: PageClient) -> None:
    press(pat, PEOPLE, **SAM)
    assert UNHEARD not in words(pat.get(PEOPLE).text)
    season = db.session.query(Season).one()
    season.family_approval = True
    db.session.commit()
    assert UNHEARD in words(pat.get(PEOPLE).text)
    refused = press(pat, PEOPLE, f"{PEOPLE}2/off")
    assert refused.status_code == 409
    assert f"Please look at this again {UNHEARD}" in words(refused.text)
    undo(pat, "undo", leads_to=PEOPLE)
    assert somebody("Sam").active
    assert press(pat, PEOPLE, f"{PEOPLE}2/off", knowingly="on").status_code == 303
    assert not somebody("Sam").active
    rules = pat.get("/board/rules/").text
    assert "Until somebody does, no plan can be released" in words(rules)
    assert f'href="{PEOPLE}"' in rules


def test_an_account_that_was_taken_off_opens_again_for_the_same_address(pat: PageClient) -> None:
    press(pat, PEOPLE, **SAM)
    press(pat, PEOPLE, f"{PEOPLE}2/off")
    assert press(pat, PEOPLE, **{**SAM, "does": "community", "email": "sam@home.org"}).status_code == 303
    assert (somebody("Sam").active, somebody("Sam").represents) == (True, "community")
    press(pat, PEOPLE, f"{PEOPLE}2/off")
    refused = press(pat, PEOPLE, **{**SAM, "does": "liaison"})
    assert "Put them back below, or write another address." in words(refused.text)


def test_between_seasons_people_join_and_leave_all_the_same(app: Flask, pat: PageClient) -> None:
    db.session.query(Season).one().state = "closed"
    db.session.commit()
    assert press(pat, PEOPLE, **SAM).status_code == 303
    assert press(pat, PEOPLE, f"{PEOPLE}2/off").status_code == 303
    assert not somebody("Sam").active
    assert press(pat, PEOPLE, f"{PEOPLE}9/off").status_code == 404
    assert press(pat, PEOPLE, f"{PEOPLE}9/back").status_code == 404
    lee = signed_in(app, add_user(email="lee@school.org", role="liaison").id)
    assert lee.get(PEOPLE).status_code == 403


def press(client: PageClient, page: str, action: str | None = None, **fields: str) -> TestResponse:
    """As `send`, by one of several browsers: the test's context must not lend one the token of another."""
    g.pop("csrf_token", None)
    return send(client, page, action, **fields)


def newest_letter(app: Flask) -> Letter:
    """Deliver what waits, and open the last of it."""
    settings = app.extensions["settings"]
    outbox = OutboxFolder(settings.outbox_dir, settings.mail_from)
    assert deliver_waiting(outbox, settings.base_url, datetime.now(UTC)) == 1
    return outbox.letters(1)[0]


def undo(client: PageClient, name: str, leads_to: str = "/board/") -> None:
    """Press the button of the board that takes the last step back, or does it again."""
    button = re.search(rf'action="(/board/steps/\d+/{name})"', client.get("/board/").text)
    assert button is not None
    assert press(client, "/board/", button[1]).location == leads_to
