"""Deciding together: what is said, objected, answered and voted, and what a release waits for."""

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.people import put_back, take_off
from scheduler.services.release_plan import NotDecidedError, release_plan
from scheduler.services.release_rule import MissingView, missing_for_release
from scheduler.services.talk_on_board import (
    answer_objection,
    comment,
    take_back_answer,
    take_back_comment,
    take_back_vote,
    vote,
)
from scheduler.services.view_talk import TalkView, view_talk
from scheduler.storage.models import BoardComment, BoardVote, District, Plan, Season
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def plan() -> Plan:
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    return small_season()


@pytest.fixture
def pat() -> int:
    return add_user().id


@pytest.fixture
def amina() -> int:
    """A co-planner who speaks for families."""
    return add_user(email="amina@home.org", name="Amina", represents="families").id


def talk(plan: Plan, user: int) -> TalkView:
    view = view_talk(plan.id, user, "en")
    assert view is not None
    return view


def demand(plan: Plan, approvals: int, *, family: bool = False) -> None:
    season = db.session.get_one(Season, plan.season_id)
    season.approvals_needed, season.family_approval = approvals, family
    db.session.commit()


def comment_id() -> int:
    return db.session.scalars(select(BoardComment.id).order_by(BoardComment.id.desc())).first()  # type: ignore[return-value]


def test_a_comment_says_what_it_is_about_and_by_whom(plan: Plan, pat: int) -> None:
    comment(plan.season_id, plan.sessions[0].event_id, "Too late for small ones.", pat, NOW, objection=False)
    (said,) = talk(plan, pat).comments
    assert (said.event, said.text, said.by, said.mine) == (
        "Reading night",
        "Too late for small ones.",
        "Pat",
        True,
    )


def test_only_whoever_said_it_takes_it_back(plan: Plan, pat: int, amina: int) -> None:
    comment(plan.season_id, None, "Fine.", pat, NOW, objection=False)
    with pytest.raises(LookupError):
        take_back_comment(comment_id(), amina, NOW)
    take_back_comment(comment_id(), pat, NOW)
    assert talk(plan, pat).comments == ()


def test_an_objection_holds_a_release_until_it_is_answered(plan: Plan, pat: int, amina: int) -> None:
    comment(plan.season_id, None, "No bus from the north.", amina, NOW, objection=True)
    assert missing_for_release(plan.season_id, plan.id) == MissingView(0, False, 1)
    with pytest.raises(NotDecidedError):
        release_plan(plan.id, pat, NOW)
    answer_objection(comment_id(), "A bus was booked.", pat, NOW)
    (said,) = talk(plan, pat).comments
    assert (said.answer, said.answered_by) == ("A bus was booked.", "Pat")
    assert release_plan(plan.id, pat, NOW) == 1


def test_an_objection_that_is_taken_back_holds_nothing(plan: Plan, pat: int) -> None:
    comment(plan.season_id, None, "No.", pat, NOW, objection=True)
    take_back_comment(comment_id(), pat, NOW)
    assert missing_for_release(plan.season_id, plan.id).nothing
    with pytest.raises(LookupError):
        answer_objection(comment_id(), "Why?", pat, NOW)


def test_only_whoever_answered_takes_the_answer_back_and_the_objection_waits_again(
    plan: Plan, pat: int, amina: int
) -> None:
    comment(plan.season_id, None, "No bus.", amina, NOW, objection=True)
    answer_objection(comment_id(), "A bus was booked.", pat, NOW)
    with pytest.raises(LookupError):
        take_back_answer(comment_id(), amina, NOW)
    take_back_answer(comment_id(), pat, NOW)
    assert missing_for_release(plan.season_id, plan.id) == MissingView(0, False, 1)


def test_a_vote_that_is_taken_back_does_not_count(plan: Plan, pat: int, amina: int) -> None:
    demand(plan, 2)
    vote(plan.id, "yes", "", pat, NOW)
    vote(plan.id, "yes", "", amina, NOW)
    take_back_vote(plan.id, pat, NOW)
    assert [voted.name for voted in talk(plan, pat).votes] == ["Amina"]
    assert missing_for_release(plan.season_id, plan.id).approvals == 1


def test_a_vote_can_be_changed_and_counts_once(plan: Plan, pat: int) -> None:
    vote(plan.id, "yes", "", pat, NOW)
    vote(plan.id, "no", "The hall is too small.", pat, NOW)
    (only,) = talk(plan, pat).votes
    assert (only.choice, only.reason, only.mine) == ("no", "The hall is too small.", True)
    assert len(db.session.scalars(select(BoardVote)).all()) == 1


def test_two_approvals_one_by_a_representative_of_families(plan: Plan, pat: int, amina: int) -> None:
    demand(plan, 2, family=True)
    assert missing_for_release(plan.season_id, plan.id) == MissingView(2, True, 0)
    vote(plan.id, "yes", "", pat, NOW)
    assert missing_for_release(plan.season_id, plan.id) == MissingView(1, True, 0)
    vote(plan.id, "no", "Not yet.", amina, NOW)
    with pytest.raises(NotDecidedError):
        release_plan(plan.id, pat, NOW)
    vote(plan.id, "can_live", "", amina, NOW)
    assert missing_for_release(plan.season_id, plan.id).nothing
    assert release_plan(plan.id, pat, NOW) == 1


def test_a_vote_counts_as_long_as_whoever_cast_it_plans_here(plan: Plan, pat: int, amina: int) -> None:
    demand(plan, 1, family=True)
    vote(plan.id, "yes", "", amina, NOW)
    assert missing_for_release(plan.season_id, plan.id).nothing
    take_off(amina, pat, NOW, knowingly=True)
    assert missing_for_release(plan.season_id, plan.id) == MissingView(1, True, 0)
    assert [each.name for each in talk(plan, pat).votes] == ["Amina"]
    put_back(amina, pat, NOW)
    assert missing_for_release(plan.season_id, plan.id).nothing


def test_votes_for_one_plan_release_no_other(plan: Plan, pat: int) -> None:
    demand(plan, 1)
    vote(plan.id, "yes", "", pat, NOW)
    assert missing_for_release(plan.season_id, 999).approvals == 1


def test_what_is_not_there_is_refused(plan: Plan, pat: int) -> None:
    for call in (
        lambda: comment(plan.season_id, 999, "x", pat, NOW, objection=False),
        lambda: answer_objection(999, "x", pat, NOW),
        lambda: take_back_comment(999, pat, NOW),
        lambda: vote(999, "yes", "", pat, NOW),
        lambda: take_back_vote(999, pat, NOW),
        lambda: take_back_answer(999, pat, NOW),
    ):
        with pytest.raises(LookupError):
            call()
    assert view_talk(999, pat, "en") is None
