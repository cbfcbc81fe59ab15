"""A stored plan can be checked again, against the data it was made from."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from scheduler.domain.instance import Instance
from scheduler.extensions import db
from scheduler.services.check_plan import request_check, run_check
from scheduler.services.view_check import view_check
from scheduler.storage.models import Job, Plan, PlanSession, Provider, Snapshot, SnapshotFamily
from tests.builders.board_rows import add_open_season, add_plan, add_run, add_session, added
from tests.builders.instances import a_family, a_place, a_provider, an_adult, an_event, an_instance, at
from tests.builders.people import NOW, add_user
from tests.builders.small_season import store_snapshot

pytestmark = pytest.mark.usefixtures("db")


class FakeJob(SimpleNamespace):
    """A running job that keeps what it reports."""

    def report(self, progress: dict[str, Any]) -> None:
        self.progress = progress


@pytest.fixture
def plan() -> Plan:
    """A plan of one session for two families, only one of them free, with the levels that it really has."""
    plan = add_plan(add_run(add_open_season()), status="optimal")
    host = added(Provider(name="Ms. Rivera", kind="host"))
    session = add_session(plan, "Reading night", host, start=at(18))
    store_snapshot(plan, instance_of(session, host))
    return plan


def instance_of(session: PlanSession, host: Provider) -> Instance:
    place, provider = f"place-{session.place_id}", f"provider-{host.id}"
    event = an_event(f"event-{session.event_id}", places=(place,), hosts=(provider,))
    families = (a_family("a"), a_family("b", an_adult(weekly={})))
    return an_instance(
        places=(a_place(place),), providers=(a_provider(provider),), events=(event,), families=families
    )


def faults_of(plan: Plan) -> int:
    job = FakeJob(job_id=1, arguments={"plan_id": plan.id})
    run_check(job)
    return int(job.progress["faults"])


def test_a_plan_that_keeps_every_rule_has_no_fault(plan: Plan) -> None:
    assert faults_of(plan) == 0


def test_a_plan_that_was_tampered_with_is_found_out(plan: Plan) -> None:
    session = db.session.query(PlanSession).one()
    session.start_local = datetime(2027, 1, 11, 18, 7)
    db.session.commit()
    assert faults_of(plan) >= 1


def test_data_that_was_altered_since_is_found_out(plan: Plan) -> None:
    snapshot = db.session.get_one(Snapshot, plan.snapshot_id)
    snapshot.frame = {**snapshot.frame, "budget": 1e6}
    db.session.commit()
    assert faults_of(plan) == 1


def test_promises_about_families_who_withdrew_are_not_held_against_it(plan: Plan) -> None:
    unable = db.session.query(SnapshotFamily).where(SnapshotFamily.pseudonym == "b").one()
    db.session.delete(unable)
    db.session.commit()
    assert faults_of(plan) == 0
    db.session.query(PlanSession).one().start_local = datetime(2027, 1, 11, 18, 7)
    db.session.commit()
    assert faults_of(plan) >= 1


def test_levels_that_are_not_so_are_found_out(plan: Plan) -> None:
    plan.levels[0].value = plan.levels[0].bound = 0.9
    db.session.commit()
    assert faults_of(plan) >= 1


def test_a_check_is_queued_as_a_job_and_followed_until_it_is_done(plan: Plan) -> None:
    job_id = request_check(plan.id, add_user().id, NOW)
    job = db.session.get_one(Job, job_id)
    assert (job.kind, job.state, job.arguments) == ("check_plan", "queued", {"plan_id": plan.id})
    assert view_check(plan.id).faults is None
    job.state, job.progress = "done", {"faults": 3}
    db.session.commit()
    assert view_check(plan.id).faults == 3


@pytest.mark.parametrize("facts", [{"objective": "headcount"}, {"status": "infeasible"}])
def test_a_poll_and_a_season_without_a_plan_are_not_checked(facts: dict[str, str]) -> None:
    plan = add_plan(add_run(add_open_season()), **facts)
    assert request_check(plan.id, add_user().id, NOW) is None
    assert request_check(999, add_user(email="x@school.org").id, NOW) is None
    assert view_check(plan.id) is None
