"""A proposal that is taken up becomes an event of the next plan, and whoever proposed it hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.messaging.channels import PermanentSendError
from scheduler.services.board_steps import undo_step
from scheduler.services.propose_event import (
    Idea,
    answer_proposal,
    forget_proposal,
    my_proposal,
    propose_as_family,
    propose_event,
)
from scheduler.services.take_up_proposal import NewEvent, take_up_proposal
from scheduler.services.tell_proposer import write_proposal_letter
from scheduler.services.view_board import view_board
from scheduler.services.view_events import ProposalView, view_events
from scheduler.services.view_proposal import view_proposal
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import (
    Audience,
    AuditEntry,
    BoardStep,
    District,
    Event,
    EventProposal,
    Message,
    Partner,
    Plan,
    PriorityGroup,
    Season,
)
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_answer, add_caregiver, add_user
from tests.builders.small_season import small_season

pytestmark = pytest.mark.usefixtures("db")
TEA = Idea("Eid tea", "Saturdays", "Tea for all.", minutes=90, format="in_person", group_keys=("nights",))


@pytest.fixture
def plan() -> Plan:
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


@pytest.fixture
def parents() -> Partner:
    return added(Partner(name="Parents of the night shift"))


@pytest.fixture
def asha(parents: Partner) -> int:
    facts = {"email": "a@parents.org", "name": "Asha", "role": "partner", "language": "es"}
    return add_user(partner_id=parents.id, **facts).id


@pytest.fixture
def proposal_id(plan: Plan, asha: int) -> int:
    propose_event(plan.season_id, TEA, asha, NOW)
    return db.session.scalars(select(EventProposal.id)).one()


@pytest.fixture
def tea(plan: Plan, parents: Partner) -> NewEvent:
    """Two hours of the Saturdays of the first week, for the group, where the first event may be."""
    reading = db.session.get_one(Event, plan.sessions[0].event_id)
    return NewEvent(
        title="Tea for Eid",
        description="Tea for all.",
        minutes=90,
        max_sessions=1,
        first_date=date(2026, 3, 6),
        last_date=date(2026, 3, 8),
        weekdays=frozenset({5}),
        from_minute=14 * 60,
        to_minute=17 * 60,
        group_ids=frozenset(db.session.scalars(select(PriorityGroup.id))),
        place_ids=frozenset(place.id for place in reading.places),
        host_ids=frozenset(host.id for host in reading.hosts),
        partner_ids=frozenset({parents.id}),
    )


def test_an_event_for_schools_invites_their_families_alone(
    proposal_id: int, tea: NewEvent, asha: int
) -> None:
    oak = added(Audience(kind="school", key="oak", name="Oak")).id
    draft = view_proposal(proposal_id, "en")
    assert draft is not None
    assert draft.schools == ((oak, "Oak"),)
    new = replace(tea, group_ids=frozenset(), school_ids=frozenset({oak}))
    event = db.session.get_one(Event, take_up_proposal(proposal_id, new, "", asha, NOW))
    assert (event.for_everyone, [school.name for school in event.audiences]) == (False, ["Oak"])


def seen(plan: Plan, user: int) -> ProposalView:
    return view_events(plan.season_id, user, "en").proposals[0]


def test_what_was_proposed_is_filled_in(proposal_id: int, parents: Partner) -> None:
    draft = view_proposal(proposal_id, "en")
    assert draft is not None
    assert (draft.title, draft.times, draft.minutes, draft.format) == (
        "Eid tea",
        "Saturdays",
        90,
        "in_person",
    )
    assert draft.partner_id == parents.id
    assert [name for row, name in draft.groups if row in draft.group_ids] == ["Night or shift work"]


def test_the_event_is_in_the_next_plans_data(
    plan: Plan, user: int, proposal_id: int, tea: NewEvent, parents: Partner
) -> None:
    event_id = take_up_proposal(proposal_id, tea, "Come and host it.", user, NOW)
    frame = season_frame(db.session.get_one(Season, plan.season_id))
    row = next(each for each in frame["events"] if each["id"] == f"event-{event_id}")
    assert (row["title"], row["minutes"], row["audience"]) == ("Tea for Eid", 90, ["nights"])
    assert row["window"] == ["2026-03-06", "2026-03-08"]
    assert row["closed"] == [
        ["2026-03-06T00:00", "2026-03-07T00:00"],
        ["2026-03-07T00:00", "2026-03-07T14:00"],
        ["2026-03-07T17:00", "2026-03-08T00:00"],
        ["2026-03-08T00:00", "2026-03-09T00:00"],
    ]
    event = next(each for each in view_events(plan.season_id, user, "en").events if each.id == event_id)
    assert event.co_leads == ((parents.id, parents.name),)
    assert (seen(plan, user).outcome, seen(plan, user).made) == ("taken_up", "Tea for Eid")
    board = view_board("en")
    assert board is not None
    assert (event_id, "Tea for Eid") in board.events


def test_its_proposer_hears_of_it_in_their_language(user: int, proposal_id: int, tea: NewEvent) -> None:
    take_up_proposal(proposal_id, tea, "Come and host it.", user, NOW)
    message = db.session.scalars(select(Message)).one()
    letter = write_proposal_letter(message, datetime(2026, 2, 2, tzinfo=UTC))
    assert (letter.to_address, letter.language) == ("a@parents.org", "es")
    assert letter.text.startswith("Hola:")
    for words in ("Eid tea", "Tea for Eid", "Come and host it."):
        assert words in letter.text


@pytest.mark.parametrize(("channel", "letters"), [("email", 1), ("paper", 0)])
def test_a_family_hears_by_mail_only_where_it_reads_mail(
    plan: Plan, user: int, tea: NewEvent, channel: str, letters: int
) -> None:
    facts = {"channel": channel, "email": "amina@home.org", "language_read": "ar"}
    caregiver = add_caregiver(**facts)
    add_answer(caregiver, db.session.get_one(Season, plan.season_id), topics="Homework")
    propose_as_family(caregiver.id, plan.season_id, NOW)
    take_up_proposal(seen(plan, user).id, tea, "", user, NOW)
    messages = list(db.session.scalars(select(Message)))
    assert len(messages) == letters
    for message in messages:
        letter = write_proposal_letter(message, NOW)
        assert (letter.to_address, letter.language) == ("amina@home.org", "ar")
        assert "Homework" in letter.text
    mine = my_proposal(caregiver.id, plan.season_id, "ar")
    assert mine is not None
    assert (mine.outcome, mine.made) == ("taken_up", "Tea for Eid")
    forget_proposal(caregiver.id, plan.season_id)
    for message in messages:
        with pytest.raises(PermanentSendError):
            write_proposal_letter(message, NOW)


def test_undone_it_is_in_no_plan_and_the_proposal_waits_again(
    plan: Plan, user: int, proposal_id: int, tea: NewEvent
) -> None:
    before = season_frame(db.session.get_one(Season, plan.season_id))["events"]
    event_id = take_up_proposal(proposal_id, tea, "", user, NOW)
    step = db.session.scalars(select(BoardStep).order_by(BoardStep.id.desc())).first()
    assert step is not None
    undo_step(step.id, user, NOW)
    assert season_frame(db.session.get_one(Season, plan.season_id))["events"] == before
    assert (seen(plan, user).outcome, seen(plan, user).made) == (None, None)
    assert db.session.get(Event, event_id) is not None  # plans that hold it keep it
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions == ["propose_event", "board_taken_up", "proposal_taken_up", "board_undone"]
    assert take_up_proposal(proposal_id, tea, "", user, NOW) != event_id


def test_what_is_not_there_or_was_answered_makes_no_event(
    plan: Plan, user: int, proposal_id: int, tea: NewEvent
) -> None:
    for wrong in ({"place_ids": frozenset({999})}, {"partner_ids": frozenset({999})}):
        with pytest.raises(LookupError):
            take_up_proposal(proposal_id, replace(tea, **wrong), "", user, NOW)
        db.session.rollback()
    take_up_proposal(proposal_id, tea, "", user, NOW)
    with pytest.raises(LookupError):
        take_up_proposal(proposal_id, tea, "", user, NOW)
    with pytest.raises(LookupError):
        answer_proposal(proposal_id, "declined", "No.", user, NOW)
    assert view_proposal(proposal_id, "en") is None
    titles = db.session.scalars(select(Event.title).where(Event.season_id == plan.season_id))
    assert list(titles).count("Tea for Eid") == 1
