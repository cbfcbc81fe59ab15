"""Who came is counted after a session, by whoever may, and changes nothing that is planned."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.lead_event import set_co_lead
from scheduler.services.note_who_came import note_who_came
from scheduler.services.release_plan import release_plan
from scheduler.services.view_who_came import view_who_came
from scheduler.storage.models import AuditEntry, District, Partner, Plan, ReleaseSession, SessionCount
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season

pytestmark = pytest.mark.usefixtures("db")
BEFORE = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
AFTER = datetime(2026, 3, 4, 3, tzinfo=UTC)
"""During and after the first session, on the evening of Tuesday, 3 March in New York."""


@pytest.fixture
def plan() -> Plan:
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    return small_season()


@pytest.fixture
def user(plan: Plan) -> int:
    user_id = add_user().id
    release_plan(plan.id, user_id, NOW)
    return user_id


@pytest.fixture
def reading(user: int) -> ReleaseSession:  # noqa: ARG001
    return db.session.scalars(select(ReleaseSession).order_by(ReleaseSession.start_local)).first()


def test_a_session_is_counted_once_it_is_over_and_again_where_the_count_was_wrong(
    plan: Plan, user: int, reading: ReleaseSession
) -> None:
    assert view_who_came(plan.season_id, "en", BEFORE) == ()
    with pytest.raises(LookupError):
        note_who_came(plan.season_id, reading.uid, 12, {}, user, BEFORE)
    (held,) = view_who_came(plan.season_id, "en", AFTER)
    assert (held.title, held.count) == ("Reading night", None)
    assert held.could_come == plan.sessions[0].reach["everyone"]
    note_who_came(plan.season_id, reading.uid, 12, {}, user, AFTER)
    note_who_came(plan.season_id, reading.uid, 14, {}, user, AFTER)
    (held,) = view_who_came(plan.season_id, "en", AFTER)
    assert held.count is not None
    assert (held.count.families, held.count.by) == (14, "Pat")
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action == "note_who_came"))
    assert len(list(actions)) == 2


def test_only_supports_that_were_there_are_counted(plan: Plan, user: int, reading: ReleaseSession) -> None:
    with pytest.raises(LookupError):
        note_who_came(plan.season_id, reading.uid, 12, {"childcare": 3}, user, AFTER)
    reading.supports = {**reading.supports, "kinds": ["childcare", "meal"], "interpreted": ["so"]}
    db.session.commit()
    (held,) = view_who_came(plan.season_id, "en", AFTER)
    assert held.kinds == ("interpreter", "childcare")
    note_who_came(plan.season_id, reading.uid, 12, {"childcare": 3}, user, AFTER)
    assert db.session.scalars(select(SessionCount.by_support)).one() == {"childcare": 3}


def test_a_partner_counts_what_it_co_leads_and_nothing_else(
    plan: Plan, user: int, reading: ReleaseSession
) -> None:
    parents = added(Partner(name="Parents of the night shift"))
    assert view_who_came(plan.season_id, "en", AFTER, partner_id=parents.id) == ()
    with pytest.raises(LookupError):
        note_who_came(plan.season_id, reading.uid, 12, {}, user, AFTER, partner_id=parents.id)
    set_co_lead(reading.event_id, parents.id, user, NOW, leads=True)
    note_who_came(plan.season_id, reading.uid, 12, {}, user, AFTER, partner_id=parents.id)
    (held,) = view_who_came(plan.season_id, "en", AFTER, partner_id=parents.id)
    assert held.count is not None
    assert held.count.families == 12
