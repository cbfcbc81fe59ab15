"""Who else looks at the board, and that everything done to it shows."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_live import GONE_AFTER, live_version, view_live
from scheduler.services.keep_move import keep_move
from scheduler.services.request_plan import CEILINGS, cancel_plan, request_ceilings, request_plan
from scheduler.services.what_if_views import Wanted
from scheduler.services.wish_on_board import pin_session
from scheduler.storage.models import BoardPresence, Job, Plan
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def plan() -> Plan:
    return small_season()


def test_whoever_looked_lately_is_there_by_name(plan: Plan) -> None:
    pat, robin = add_user().id, add_user(email="robin@school.org", name="Robin").id
    assert view_live(plan.season_id, pat, "en", NOW).others == ()
    assert view_live(plan.season_id, robin, "en", NOW).others == ("Pat",)
    assert view_live(plan.season_id, pat, "en", NOW + timedelta(seconds=1)).others == ("Robin",)
    later = NOW + GONE_AFTER + timedelta(seconds=1)
    assert view_live(plan.season_id, pat, "en", later).others == ()


def test_no_history_of_who_looked_is_kept(plan: Plan) -> None:
    pat, robin = add_user().id, add_user(email="robin@school.org", name="Robin").id
    view_live(plan.season_id, robin, "en", NOW)
    for minute in range(5):
        view_live(plan.season_id, pat, "en", NOW + timedelta(minutes=minute))
    assert db.session.scalars(select(BoardPresence.user_id)).all() == [pat]


def test_a_poll_a_second_writes_little(plan: Plan) -> None:
    pat = add_user().id
    view_live(plan.season_id, pat, "en", NOW)
    view_live(plan.season_id, pat, "en", NOW + timedelta(seconds=3))
    assert db.session.scalars(select(BoardPresence.seen_utc)).one() == NOW


def test_every_change_has_a_version_of_its_own(plan: Plan) -> None:
    user, season_id = add_user().id, plan.season_id
    seen = [live_version(season_id)]
    pin_session(plan.sessions[0].id, user, NOW)
    seen.append(live_version(season_id))
    keep_move(plan.id, plan.sessions[1].id, Wanted(at=time(20)), user, NOW)
    seen.append(live_version(season_id))
    job_id = request_plan(season_id, "leximin", user, NOW)
    seen.append(live_version(season_id))
    assert job_id is not None
    cancel_plan(job_id, user, NOW)
    db.session.get_one(Job, job_id).state = "cancelled"
    db.session.commit()
    seen.append(live_version(season_id))
    assert plan.job_id is not None
    request_ceilings(season_id, plan.job_id, plan.id, NOW)
    db.session.commit()
    assert live_version(season_id) == seen[-1], "nothing is found yet"
    db.session.scalars(select(Job).where(Job.kind == CEILINGS)).one().state = "done"
    db.session.commit()
    seen.append(live_version(season_id))
    assert len(set(seen)) == len(seen)


def test_what_was_done_last_is_told_with_who_did_it(plan: Plan) -> None:
    user = add_user().id
    keep_move(plan.id, plan.sessions[0].id, Wanted(day=date(2026, 3, 10)), user, NOW)
    last = view_live(plan.season_id, user, "en", NOW).last
    assert last is not None
    assert (last.kind, last.event, last.by) == ("moved", "Reading night", "Pat")
