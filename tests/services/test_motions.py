"""What a season is planned and released by changes only by a vote of more than half of all co-planners."""

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.edit_groups import add_group
from scheduler.services.motions import (
    NobodyForFamiliesError,
    Proposal,
    propose,
    propose_back,
    take_back_vote_on_motion,
    vote_on_motion,
    withdraw_motion,
)
from scheduler.storage.models import (
    AuditEntry,
    District,
    Event,
    Motion,
    MotionVote,
    PriorityGroup,
    Season,
    SeasonFloor,
    Translation,
    User,
)
from tests.builders.board_rows import add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_season, add_user

pytestmark = pytest.mark.usefixtures("db")
STEP = Proposal("step", {"resolution": 0.05}, "Two percent is too fine.")


@pytest.fixture
def season() -> Season:
    return add_season()


def planners(number: int, *, families: int = 0) -> list[int]:
    """So many co-planners, the last of them for families."""
    found = [add_user(email=f"p{n}@school.org", name=f"P{n}").id for n in range(number)]
    for user_id in found[number - families :]:
        db.session.get_one(User, user_id).represents = "families"
    db.session.commit()
    return found


def only_motion() -> Motion:
    return db.session.scalars(select(Motion)).one()


def test_it_is_carried_by_more_than_half_and_done_at_once(season: Season) -> None:
    one, two, three, _ = planners(4)
    assert propose(season.id, STEP, one, NOW) is None
    motion = only_motion()
    vote_on_motion(motion.id, "can_live", "", two, NOW)
    assert (motion.outcome, season.resolution) == (None, 0.02), "two of four are not more than half"
    vote_on_motion(motion.id, "yes", "", three, NOW)
    assert (motion.outcome, season.resolution) == ("carried", 0.05)
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions == ["propose_step", "vote_yes", "vote_can_live", "vote_yes", "motion_carried"]


def test_it_is_lost_once_half_say_no(season: Season) -> None:
    one, two, three, _ = planners(4)
    propose(season.id, STEP, one, NOW)
    motion = only_motion()
    vote_on_motion(motion.id, "no", "Too coarse.", two, NOW)
    assert motion.outcome is None
    vote_on_motion(motion.id, "no", "Too coarse.", three, NOW)
    assert (motion.outcome, season.resolution) == ("lost", 0.02)
    with pytest.raises(LookupError):
        vote_on_motion(motion.id, "yes", "", one, NOW)


def test_families_have_to_agree_where_the_season_asks_for_their_voice(season: Season) -> None:
    season.family_approval = True
    one, two, for_families = planners(3, families=1)
    propose(season.id, STEP, one, NOW)
    vote_on_motion(only_motion().id, "yes", "", two, NOW)
    assert only_motion().outcome is None
    vote_on_motion(only_motion().id, "can_live", "", for_families, NOW)
    assert only_motion().outcome == "carried"


def test_a_vote_can_be_changed_and_only_those_who_plan_now_count(season: Season) -> None:
    one, two, gone = planners(3)
    db.session.get_one(User, gone).active = False
    db.session.commit()
    propose(season.id, STEP, one, NOW)
    vote_on_motion(only_motion().id, "yes", "", two, NOW)
    assert only_motion().outcome == "carried", "two of two"
    propose(season.id, Proposal("step", {"resolution": 0.1}), one, NOW)
    second = db.session.scalars(select(Motion).where(Motion.outcome.is_(None))).one()
    propose(season.id, Proposal("step", {"resolution": 0.1}), one, NOW)
    assert (
        db.session.scalars(select(MotionVote).where(MotionVote.motion_id == second.id)).one().user_id == one
    )


def test_a_vote_is_taken_back_until_the_motion_is_decided(season: Season) -> None:
    one, two = planners(2)
    propose(season.id, Proposal("step", {"resolution": 0.05}), one, NOW)
    take_back_vote_on_motion(only_motion().id, one, NOW)
    vote_on_motion(only_motion().id, "yes", "", two, NOW)
    assert only_motion().outcome is None, "one of two is not more than half"
    vote_on_motion(only_motion().id, "yes", "", one, NOW)
    with pytest.raises(LookupError):
        take_back_vote_on_motion(only_motion().id, one, NOW)


def test_whoever_made_it_takes_it_back(season: Season) -> None:
    one, two, _ = planners(3)
    propose(season.id, STEP, one, NOW)
    with pytest.raises(LookupError):
        withdraw_motion(only_motion().id, two, NOW)
    withdraw_motion(only_motion().id, one, NOW)
    assert only_motion().outcome == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "back"),
    [
        (Proposal("step", {"resolution": 0.05}), {"resolution": 0.02}),
        (Proposal("rule", {"approvals": 2, "family": False}), {"approvals": 0, "family": False}),
        (Proposal("floor", {"set_key": "everyone", "rate": 0.5}), {"set_key": "everyone", "rate": None}),
    ],
)
def test_what_was_carried_goes_back_by_another_vote(
    season: Season, changes: Proposal, back: dict[str, object]
) -> None:
    (one,) = planners(1)
    assert propose(season.id, changes, one, NOW) == "carried"
    first = only_motion()
    assert propose_back(first.id, one, NOW) == "carried"
    second = db.session.scalars(select(Motion).where(Motion.id != first.id)).one()
    assert (second.kind, second.values) == (changes.kind, back)
    assert second.back == {"kind": changes.kind, "values": dict(changes.values)}, "and forth again"


def test_a_group_that_is_asked_about_comes_back_with_its_words(season: Season) -> None:
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    (one,) = planners(1)
    words = {"en": "I am alone with my children", "es": "Estoy sin pareja con mis hijos"}
    propose(season.id, Proposal("add_group", {"question": "asked", "names": words}), one, NOW)
    propose_back(only_motion().id, one, NOW)
    assert db.session.query(PriorityGroup).count() == 0
    second = db.session.scalars(select(Motion.id).order_by(Motion.id.desc())).first()
    assert second is not None
    propose_back(second, one, NOW)
    group = db.session.query(PriorityGroup).one()
    assert (group.question, group.name) == ("asked", "I am alone with my children")
    assert db.session.query(Translation.text).scalar() == "Estoy sin pareja con mis hijos"


def test_no_rule_asks_for_a_voice_of_families_where_there_is_none(season: Season) -> None:
    """Nothing could be carried any more, nor that rule be taken back."""
    rule = Proposal("rule", {"approvals": 1, "family": True})
    one, for_families = planners(2, families=1)
    voice = db.session.get_one(User, for_families)
    voice.active = False
    with pytest.raises(NobodyForFamiliesError):
        propose(season.id, rule, one, NOW)
    voice.active = True
    assert propose(season.id, rule, one, NOW) is None
    voice.active = False
    motion = only_motion()
    vote_on_motion(motion.id, "yes", "", one, NOW)
    assert (motion.outcome, season.family_approval) == ("void", False), "it was put to the vote before"


def test_what_was_not_carried_has_no_way_back(season: Season) -> None:
    one, _two = planners(2)
    propose(season.id, STEP, one, NOW)
    for motion_id in (only_motion().id, 999):
        with pytest.raises(LookupError):
            propose_back(motion_id, one, NOW)


def test_a_floor_is_voted_and_taken_away(season: Season) -> None:
    (user,) = planners(1)
    assert propose(season.id, Proposal("floor", {"set_key": "everyone", "rate": 0.4}), user, NOW) == "carried"
    assert [(f.set_key, f.rate) for f in db.session.scalars(select(SeasonFloor))] == [("everyone", 0.4)]
    propose(season.id, Proposal("floor", {"set_key": "everyone", "rate": 0.5}), user, NOW)
    assert [f.rate for f in db.session.scalars(select(SeasonFloor))] == [0.5]
    propose(season.id, Proposal("floor", {"set_key": "everyone", "rate": None}), user, NOW)
    assert list(db.session.scalars(select(SeasonFloor))) == []


def test_weights_and_the_rule_of_release_are_voted(season: Season) -> None:
    (user,) = planners(1, families=1)
    add_session(add_plan(add_run(season)))
    event = db.session.scalars(select(Event)).one()
    propose(season.id, Proposal("weight", {"event": event.id, "weight": 2.0}), user, NOW)
    propose(season.id, Proposal("rule", {"approvals": 2, "family": True}), user, NOW)
    assert (event.weight, season.approvals_needed, season.family_approval) == (2.0, 2, True)


def test_a_group_that_came_meanwhile_makes_a_motion_void(season: Season) -> None:
    added(District(name="Oak", timezone="America/New_York", default_language="en"))
    one, two = planners(2)
    propose(season.id, Proposal("add_group", {"question": "ride", "names": {}}), one, NOW)
    add_group("ride", {}, one, NOW)
    vote_on_motion(only_motion().id, "yes", "", two, NOW)
    assert only_motion().outcome == "void"


@pytest.mark.parametrize(
    "proposal",
    [Proposal("weight", {"event": 9, "weight": 2.0}), Proposal("floor", {"set_key": "x", "rate": 0.1})],
)
def test_what_is_not_there_is_not_voted_on(season: Season, proposal: Proposal) -> None:
    (user,) = planners(1)
    with pytest.raises(LookupError):
        propose(season.id, proposal, user, NOW)
    with pytest.raises(LookupError):
        propose(None, STEP, user, NOW)
