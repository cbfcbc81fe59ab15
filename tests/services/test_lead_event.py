"""A parent association that co-leads an event proposes, pins and hosts it; others may not."""

from datetime import datetime

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.lead_event import (
    co_leads,
    host_as_partner,
    join_planning,
    leave_planning,
    pin_as_partner,
    set_co_lead,
    unpin_as_partner,
)
from scheduler.services.propose_event import Idea, answer_proposal, propose_event, take_proposal_back
from scheduler.services.view_co_led import view_co_led
from scheduler.services.view_events import view_events
from scheduler.services.wish_on_board import pin_session, withdraw_wish
from scheduler.storage.models import (
    AuditEntry,
    BoardWish,
    Event,
    EventProposal,
    Partner,
    Plan,
    PriorityGroup,
    Provider,
)
from scheduler.storage.wishes import active_wishes
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import READING, small_season

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def plan() -> Plan:
    return small_season()


@pytest.fixture
def user() -> int:
    return add_user().id


@pytest.fixture
def parents() -> Partner:
    return added(Partner(name="Somali Parents' Association"))


@pytest.fixture
def reading(plan: Plan) -> int:
    return plan.sessions[0].event_id


def test_an_event_shows_who_co_leads_it(plan: Plan, user: int, parents: Partner, reading: int) -> None:
    set_co_lead(reading, parents.id, user, NOW, leads=True)
    set_co_lead(reading, parents.id, user, NOW, leads=True)
    first, second = view_events(plan.season_id, user, "en").events
    assert (first.co_leads, second.co_leads) == (((parents.id, parents.name),), ())
    set_co_lead(reading, parents.id, user, NOW, leads=False)
    assert not co_leads(parents.id, reading)
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions == ["co_lead", "end_co_lead"]
    with pytest.raises(LookupError):
        set_co_lead(999, parents.id, user, NOW, leads=True)


def test_an_event_shows_whether_anyone_it_is_for_plans_along(plan: Plan, user: int, reading: int) -> None:
    event = db.session.get_one(Event, reading)
    event.groups = list(db.session.scalars(select(PriorityGroup)))
    db.session.commit()
    robin = add_user(email="robin@school.org", name="Robin").id

    def seen() -> tuple[list[str], bool]:
        first = view_events(plan.season_id, user, "en").events[0]
        return [planner.name for planner in first.planners], first.hears_groups

    join_planning(reading, user, NOW, from_group=False)
    assert seen() == (["Pat"], False)
    join_planning(reading, robin, NOW, from_group=True)
    assert seen() == (["Pat", "Robin"], True)
    leave_planning(reading, robin, NOW)
    assert seen() == (["Pat"], False)
    with pytest.raises(LookupError):
        join_planning(999, user, NOW, from_group=False)


def test_a_partner_pins_what_it_co_leads_and_nothing_else(
    plan: Plan, user: int, parents: Partner, reading: int
) -> None:
    theirs, other = plan.sessions
    set_co_lead(reading, parents.id, user, NOW, leads=True)
    with pytest.raises(LookupError):
        pin_as_partner(parents.id, other.id, user, NOW)
    pin_as_partner(parents.id, theirs.id, user, NOW)
    (wish,) = db.session.scalars(select(BoardWish))
    assert (wish.kind, wish.event_id, wish.start_local) == ("pin", reading, READING)
    (event,) = view_co_led(parents.id, plan.season_id, user, "en").events
    assert [(s.start_local, s.pinned) for s in event.sessions] == [(datetime(2026, 3, 3, 18), True)]


def test_a_partner_takes_back_its_own_pins_and_no_others(
    plan: Plan, user: int, parents: Partner, reading: int
) -> None:
    asha = add_user(email="a@parents.org", name="Asha", role="partner", partner_id=parents.id).id
    theirs = plan.sessions[0].id
    set_co_lead(reading, parents.id, user, NOW, leads=True)
    pin_session(theirs, user, NOW)
    with pytest.raises(LookupError):
        unpin_as_partner(parents.id, theirs, asha, NOW)
    withdraw_wish(db.session.scalars(select(BoardWish.id)).one(), user, NOW)
    pin_as_partner(parents.id, theirs, asha, NOW)
    unpin_as_partner(parents.id, theirs, asha, NOW)
    assert active_wishes(plan.season_id) == []
    with pytest.raises(LookupError):
        unpin_as_partner(parents.id, 999, asha, NOW)


def test_a_partner_hosts_with_its_own_people(plan: Plan, user: int, parents: Partner, reading: int) -> None:
    own = added(Provider(name="Ms. Warsame", kind="host", partner_id=parents.id))
    with pytest.raises(LookupError):
        host_as_partner(parents.id, reading, own.id, user, NOW, hosts=True)
    set_co_lead(reading, parents.id, user, NOW, leads=True)
    host_as_partner(parents.id, reading, own.id, user, NOW, hosts=True)
    (event,) = view_co_led(parents.id, plan.season_id, user, "en").events
    assert event.hosts == ((own.id, "Ms. Warsame", True),)
    district = next(host for host in db.session.get_one(Event, reading).hosts if host.id != own.id)
    with pytest.raises(LookupError):
        host_as_partner(parents.id, reading, district.id, user, NOW, hosts=False)
    host_as_partner(parents.id, reading, own.id, user, NOW, hosts=False)
    assert [host.id for host in db.session.get_one(Event, reading).hosts] == [district.id]


def test_the_last_host_stays(plan: Plan, user: int, parents: Partner, reading: int) -> None:
    event = db.session.get_one(Event, reading)
    own = added(Provider(name="Ms. Warsame", kind="host", partner_id=parents.id))
    event.hosts = [own]
    set_co_lead(reading, parents.id, user, NOW, leads=True)
    with pytest.raises(LookupError):
        host_as_partner(parents.id, reading, own.id, user, NOW, hosts=False)
    (seen,) = view_co_led(parents.id, plan.season_id, user, "en").events
    assert seen.needs_all, "the page offers no button that is refused"


def test_a_proposal_is_answered_and_its_maker_takes_it_back(plan: Plan, user: int, reading: int) -> None:
    robin = add_user(email="robin@school.org", name="Robin").id
    propose_event(plan.season_id, Idea("", "A Saturday morning", "", reading), robin, NOW)
    propose_event(plan.season_id, Idea("Tea for grandparents", "", "They raise many children."), robin, NOW)
    tea, time = view_events(plan.season_id, user, "en").proposals
    assert (tea.title, tea.by, tea.mine, tea.from_family) == ("Tea for grandparents", "Robin", False, False)
    assert (time.event, time.times) == ("Reading night", "A Saturday morning")
    answer_proposal(tea.id, "taken_up", "In May.", user, NOW)
    answered = view_events(plan.season_id, user, "en").proposals[0]
    assert (answered.outcome, answered.answer, answered.answered_by) == ("taken_up", "In May.", "Pat")
    with pytest.raises(LookupError):
        take_proposal_back(tea.id, user, NOW)
    take_proposal_back(tea.id, robin, NOW)
    assert db.session.query(EventProposal).count() == 1
    with pytest.raises(LookupError):
        propose_event(plan.season_id, Idea("", "Noon", "", 999), robin, NOW)
    with pytest.raises(LookupError):
        answer_proposal(999, "declined", "No.", user, NOW)
