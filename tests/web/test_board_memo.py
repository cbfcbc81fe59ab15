"""The memo of a release: what was decided and why, rounded, on one page."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.choose_plan import choose_plan
from scheduler.services.explain_plan import latest_why, request_why
from scheduler.services.keep_move import keep_move
from scheduler.services.motions import Proposal, propose
from scheduler.services.release_plan import release_plan
from scheduler.services.talk_on_board import answer_objection, comment, vote
from scheduler.services.what_if_views import Wanted
from scheduler.storage.models import BoardComment, District, Job, Plan
from tests.builders.board_rows import add_comparison, add_plan, added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words

LATE_THURSDAY = Wanted(date(2026, 3, 5), time(20))
MEMO = "/board/releases/1/memo"


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        yield small_season()


@pytest.fixture
def user(plan: Plan) -> int:  # noqa: ARG001
    return add_user().id


@pytest.fixture
def client(app: Flask, user: int) -> PageClient:
    return signed_in(app, user)


def answer(plan: Plan, about: str, progress: dict[str, object]) -> None:
    """A worker has answered a question about the plan."""
    job = latest_why(plan.id, about, "")
    assert job is not None
    job.state, job.progress = "done", progress
    db.session.commit()


def test_a_release_that_nobody_discussed_says_what_is_not_known(
    client: PageClient, plan: Plan, user: int
) -> None:
    assert client.get(MEMO).status_code == 404
    release_plan(plan.id, user, NOW)
    assert 'href="/board/releases/1/memo"' in client.get("/board/").text
    page = words(client.get(MEMO).text)
    assert "Spring. Sunday, February 1, 2026, 4:00 AM, Pat" in page
    assert "No other plan was made to compare with." in page
    assert "Nobody voted on this plan." in page
    assert "This was not looked at." in page
    assert "This is being worked out." in page, "how it holds up is worked out since the release"
    assert "This is not known yet: nobody has written down who came." in page


def test_it_tells_other_plans_reasons_trades_votes_and_chances(
    client: PageClient, plan: Plan, user: int
) -> None:
    run = db.session.get_one(Job, plan.job_id)
    other = added(
        Plan(
            season_id=plan.season_id,
            snapshot_id=plan.snapshot_id,
            job_id=run.id,
            objective="weighted",
            status="feasible",
            created_utc=NOW,
            instance_hash=plan.instance_hash,
        )
    )
    add_comparison(other, ("leximin", plan))
    choose_plan(plan.id, other.id, "It lifts the nights.", user, NOW)
    comment(plan.season_id, None, "No bus.", user, NOW, objection=True)
    answer_objection(db.session.query(BoardComment.id).scalar(), "A bus was booked.", user, NOW)
    vote(plan.id, "can_live", "Fine for now.", user, NOW)
    propose(plan.season_id, Proposal("step", {"resolution": 0.05}, "Coarser."), user, NOW)
    request_why(plan.id, "trades", "", user, NOW)
    step = {"level": "smallest 1", "families": {"nights": 12.0}, "gained": 12, "lost": 31, "cost": [10, 10]}
    answer(plan, "trades", {"steps": [step]})
    release_plan(plan.id, user, NOW)
    session = plan.sessions[0]
    full = [f"event-{session.event_id}", "2026-03-03T18:00", f"place-{session.place_id}", "room", 0.2]
    absences = [[f"provider-{session.providers[0].provider_id}", 2, 0.06]]
    rates = {"nights": [0.5, 0.4, 0.6], "everyone": [0.5, 0.5, 0.5]}
    answer(plan, "chance", {"seasons": 1000, "rates": rates, "full": [full], "absences": absences})
    page = words(client.get(MEMO).text)
    assert "Night or shift work 50% – – 50%" in page
    assert "2. Least-included first (released)" in page
    assert "Why this plan? It lifts the nights. Pat" in page
    assert "Families who gain: 10. Families who lose: 30. The cost stays at about $20.00. " in page
    assert "Night or shift work +10" in page
    assert "Pat: I can live with it Fine for now." in page
    assert "Objection No bus. Pat Answer A bus was booked. Pat" in page
    assert "Groups are compared in steps of 5%" in page
    assert "Played through 1,000 times" in page
    assert "Reading night, Tuesday, March 3, 6:00 PM: Room for Reading night" in page
    assert "Ms. Rivera: misses a session in 6% of the seasons" in page


def test_of_a_plan_that_was_changed_by_hand_it_tells_for_which_plan_the_others_were_made(
    client: PageClient, plan: Plan, user: int
) -> None:
    weighted = add_plan(db.session.get_one(Job, plan.job_id), "weighted", {"everyone": 0.5})
    add_comparison(plan, ("weighted", weighted))
    release_plan(keep_move(plan.id, plan.sessions[0].id, LATE_THURSDAY, user, NOW), user, NOW)
    page = words(client.get(MEMO).text)
    assert "1. Changed by hand (released)" in page
    assert "2. Least-included first This is plan 1 before it was changed by hand." in page
    assert "3. Weighted" in page


def test_others_than_co_planners_are_refused(app: Flask, plan: Plan, user: int) -> None:
    release_plan(plan.id, user, NOW)
    client = signed_in(app, add_user(email="lia@school.org", role="liaison").id)
    assert client.get(MEMO).status_code == 403
