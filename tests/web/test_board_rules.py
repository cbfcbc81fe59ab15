"""The page of rules and votes: everybody who plans sees what holds, and nothing changes without a vote."""

from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.motions import vote_on_motion
from scheduler.storage.models import District, Motion, PriorityGroup, Season
from tests.builders.board_rows import add_groups, add_open_season, add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_user
from tests.fixtures.page_client import PageClient
from tests.web.browsing import counted_queries, signed_in, words
from tests.web.forms import send

RULES = "/board/rules/"


@pytest.fixture
def season(app: Flask) -> Iterator[Season]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        add_groups()
        season = add_open_season()
        add_session(add_plan(add_run(season)))
        yield season


@pytest.fixture
def pat(app: Flask, season: Season) -> PageClient:  # noqa: ARG001
    return signed_in(app, add_user().id)


@pytest.fixture
def robin(season: Season) -> int:  # noqa: ARG001
    """Another co-planner, who works in another browser, for families."""
    return add_user(email="robin@school.org", name="Robin", represents="families").id


def test_what_holds_is_public(pat: PageClient) -> None:
    page = words(pat.get(RULES).text)
    assert "A release needs no approvals" in page
    assert "Groups are compared in steps of 2%; less than that is a tie." in page
    assert "None was voted." in page
    assert "Reading night 1" in page
    assert "Night or shift work, No car, Needs an interpreter" in page


def test_a_rule_changes_by_the_votes_of_both(pat: PageClient, robin: int) -> None:
    fields = {"rule-approvals": "2", "rule-family": "on", "rule-reason": "It is theirs too."}
    assert send(pat, RULES, f"{RULES}rule", **fields).location == RULES
    page = words(pat.get(RULES).text)
    assert "A release needs 2 approvals, one of them by a representative of families" in page
    assert "It is theirs too." in page
    assert "Pat : Yes" in page
    assert "A release needs no approvals" in page
    vote = f"{RULES}motions/1/vote"
    assert send(pat, RULES, vote, choice="no").status_code == 400
    assert send(pat, RULES, vote, choice="can_live").location == RULES
    assert "Pat : I can live with it" in words(pat.get(RULES).text)
    vote_on_motion(1, "yes", "", robin, NOW)
    page = words(pat.get(RULES).text)
    assert "Nothing is being voted on." in page
    assert "A release needs no approvals" not in page
    assert "Carried" in page
    assert send(pat, RULES, vote, choice="yes").status_code == 404
    assert send(pat, RULES, f"{RULES}motions/1/back").location == RULES
    page = words(pat.get(RULES).text)
    assert "Being voted on A release needs no approvals" in page
    assert page.count("Put to the vote: as it was before") == 1
    vote_on_motion(2, "yes", "", robin, NOW)
    page = words(pat.get(RULES).text)
    assert page.count("Put to the vote: as it was before") == 1, "only the newest goes back"


def test_a_rule_that_nobody_could_meet_is_not_put_to_the_vote(pat: PageClient, season: Season) -> None:
    fields = {"rule-approvals": "2", "rule-family": "on", "rule-reason": "It is theirs too."}
    refused = send(pat, RULES, f"{RULES}rule", **fields)
    assert refused.status_code == 409
    assert "First a representative of families has to join you." in words(refused.text)
    assert "It is theirs too." in refused.text, "what was typed stays"
    assert "Nothing is being voted on." in words(refused.text)
    nobody = "Nobody here represents families now."
    assert nobody not in words(refused.text)
    season.family_approval = True
    db.session.commit()
    assert nobody in words(pat.get(RULES).text)


def test_the_others_are_put_to_the_vote_and_told_in_words(pat: PageClient, robin: int) -> None:
    assert robin
    send(pat, RULES, f"{RULES}step", **{"step-percent": "5", "step-reason": "Too fine."})
    floor = {"floor-set": "nights", "floor-percent": "40", "floor-reason": "So that it holds."}
    send(pat, RULES, f"{RULES}floor", **floor)
    send(pat, RULES, f"{RULES}floor", **{**floor, "floor-percent": ""})
    send(
        pat, RULES, f"{RULES}weight", **{"weight-event": "1", "weight-times": "1.5", "weight-reason": "Big."}
    )
    page = words(pat.get(RULES).text)
    assert "Groups are compared in steps of 5%" in page
    assert "Night or shift work: floor 40%" in page
    assert "Night or shift work: no floor of its own" in page
    assert "Reading night counts 1.5 times" in page
    send(pat, RULES, f"{RULES}motions/1/withdraw")
    assert "Taken back" in words(pat.get(RULES).text)


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("rule", {"rule-approvals": "two"}, "Write a number from 0 to 50."),
        ("step", {"step-percent": "50"}, "Write a number from 1 to 20."),
        ("floor", {"floor-set": "nights", "floor-percent": "140"}, "Write a number from 0 to 100."),
        ("weight", {"weight-event": "1", "weight-times": "0"}, "Write a number from 0.1 to 10."),
        ("step", {"step-percent": "5", "step-reason": " "}, "Write a sentence or two."),
    ],
)
def test_what_cannot_be_read_is_named_and_kept(
    pat: PageClient, kind: str, fields: dict[str, str], says: str
) -> None:
    answer = send(pat, RULES, f"{RULES}{kind}", **{f"{kind}-reason": "Because.", **fields})
    assert (answer.status_code, says in words(answer.text)) == (400, True)
    assert db.session.query(Motion).count() == 0


def test_a_change_of_the_groups_is_put_to_the_vote(pat: PageClient, robin: int) -> None:
    groups = "/board/groups/"
    assert send(pat, groups, question="ride").location == groups
    assert "A change of the groups is being voted on." in words(pat.get(groups).text)
    assert db.session.query(PriorityGroup).filter_by(key="ride").count() == 0
    assert "A new priority group: Needs a ride" in words(pat.get(RULES).text)
    vote_on_motion(1, "yes", "", robin, NOW)
    assert db.session.query(PriorityGroup).filter_by(key="ride").count() == 1
    send(pat, groups, f"{groups}1/remove")
    assert "No more priority group: Night or shift work" in words(pat.get(RULES).text)


def test_more_motions_ask_no_more_of_the_database(app: Flask, pat: PageClient, robin: int) -> None:
    assert robin
    send(pat, RULES, f"{RULES}step", **{"step-percent": "5", "step-reason": "Because."})
    with counted_queries(app) as few:
        pat.get(RULES)
    for percent in range(6, 12):
        send(pat, RULES, f"{RULES}step", **{"step-percent": str(percent), "step-reason": "Because."})
    with counted_queries(app) as many:
        pat.get(RULES)
    assert len(many) == len(few)


def test_others_than_co_planners_are_refused(app: Flask, season: Season) -> None:
    assert season
    client = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    assert client.get(RULES).status_code == 403
