"""A job is owned by at most one worker, and the row tells the truth about it on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from scheduler.services import run_jobs
from scheduler.services.run_jobs import ClaimedJob
from scheduler.storage.models import Job
from tests.fixtures.databases import on_both_databases

pytestmark = on_both_databases

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


@pytest.fixture
def job_id(db: SQLAlchemy) -> int:
    job = Job(kind="count", arguments={"to": 3}, created_utc=NOW)
    db.session.add(job)
    db.session.flush()
    job_id = job.id
    db.session.commit()
    return job_id


def claim(db: SQLAlchemy, job_id: int, owner: str, after: timedelta = timedelta(0)) -> ClaimedJob | None:
    return run_jobs.claim_job(db.engine, job_id, owner, LEASE, NOW + after)


def row(db: SQLAlchemy, job_id: int) -> Job:
    """The row as it is now, read without keeping a transaction open."""
    found = db.session.get_one(Job, job_id, populate_existing=True)
    db.session.expunge(found)
    db.session.rollback()
    return found


def test_only_one_worker_gets_a_waiting_job(db: SQLAlchemy, job_id: int) -> None:
    first = claim(db, job_id, "a")
    assert first is not None
    assert (first.kind, first.arguments) == ("count", {"to": 3})
    assert claim(db, job_id, "b") is None
    assert row(db, job_id).lease_owner == "a"


def test_a_job_whose_lease_ran_out_goes_to_another_worker(db: SQLAlchemy, job_id: int) -> None:
    claim(db, job_id, "a")
    assert claim(db, job_id, "b", after=LEASE) is None
    taken = claim(db, job_id, "b", after=LEASE + timedelta(seconds=1))
    assert taken is not None
    assert row(db, job_id).attempts == 2


def test_a_renewed_lease_keeps_the_job(db: SQLAlchemy, job_id: int) -> None:
    mine = claim(db, job_id, "a")
    assert mine is not None
    run_jobs.renew_lease(db.engine, mine, NOW + timedelta(seconds=20))
    assert claim(db, job_id, "b", after=timedelta(seconds=45)) is None


def test_a_worker_that_lost_its_lease_can_change_nothing(db: SQLAlchemy, job_id: int) -> None:
    late = claim(db, job_id, "a")
    current = claim(db, job_id, "b", after=LEASE * 2)
    assert late is not None
    assert current is not None
    run_jobs.report_progress(db.engine, late, {"stage": "late"})
    run_jobs.finish_job(db.engine, late, NOW)
    assert run_jobs.cancel_requested(db.engine, late)
    assert not run_jobs.cancel_requested(db.engine, current)
    assert (row(db, job_id).state, row(db, job_id).progress) == ("running", {})


def test_a_worker_that_slept_past_its_lease_is_not_taken_for_its_own_later_try(
    db: SQLAlchemy, job_id: int
) -> None:
    before_sleep = claim(db, job_id, "a")
    after_sleep = claim(db, job_id, "a", after=LEASE * 2)
    assert before_sleep is not None
    assert after_sleep is not None
    run_jobs.finish_job(db.engine, before_sleep, NOW)
    assert run_jobs.cancel_requested(db.engine, before_sleep)
    assert row(db, job_id).state == "running"


def test_a_worker_that_stops_hands_back_what_it_runs(db: SQLAlchemy, job_id: int) -> None:
    mine = claim(db, job_id, "a")
    assert mine is not None
    run_jobs.hand_back_jobs(db.engine, "b")
    assert row(db, job_id).state == "running"
    run_jobs.hand_back_jobs(db.engine, "a")
    assert run_jobs.due_jobs(db.engine, NOW) == [job_id]
    assert row(db, job_id).attempts == 0
    run_jobs.end_cancelled_job(db.engine, mine, NOW)
    assert row(db, job_id).state == "queued"


def test_progress_and_the_end_are_kept(db: SQLAlchemy, job_id: int) -> None:
    mine = claim(db, job_id, "a")
    assert mine is not None
    run_jobs.report_progress(db.engine, mine, {"stage": "counting", "best": 2})
    run_jobs.finish_job(db.engine, mine, NOW + LEASE)
    done = row(db, job_id)
    assert (done.state, done.progress, done.finished_utc) == (
        "done",
        {"stage": "counting", "best": 2},
        NOW + LEASE,
    )
    assert run_jobs.due_jobs(db.engine, NOW + LEASE * 9) == []


def test_a_wish_to_cancel_reaches_the_worker(db: SQLAlchemy, job_id: int) -> None:
    mine = claim(db, job_id, "a")
    assert mine is not None
    db.session.get_one(Job, job_id).cancel_requested = True
    db.session.commit()
    assert run_jobs.cancel_requested(db.engine, mine)


def test_the_sweep_finds_what_nobody_works_on(db: SQLAlchemy, job_id: int) -> None:
    assert run_jobs.due_jobs(db.engine, NOW) == [job_id]
    claim(db, job_id, "a")
    assert run_jobs.due_jobs(db.engine, NOW) == []
    assert run_jobs.due_jobs(db.engine, NOW + LEASE * 2) == [job_id]


def test_a_job_that_kills_every_worker_is_given_up(db: SQLAlchemy, job_id: int) -> None:
    for attempt in range(run_jobs.MOST_ATTEMPTS):
        assert claim(db, job_id, f"worker {attempt}", after=LEASE * 2 * attempt) is not None
    much_later = LEASE * 100
    assert claim(db, job_id, "one more", after=much_later) is None
    assert run_jobs.due_jobs(db.engine, NOW + much_later) == []
    assert row(db, job_id).state == "failed"


def add_job(db: SQLAlchemy, **facts: object) -> int:
    job = Job(kind="count", created_utc=NOW, **facts)
    db.session.add(job)
    db.session.flush()
    job_id = job.id
    db.session.commit()
    return job_id


def test_what_is_in_the_background_begins_when_nothing_else_is_to_be_done(
    db: SQLAlchemy, job_id: int
) -> None:
    unasked, _next = add_job(db, background=True), add_job(db, background=True)
    assert run_jobs.due_jobs(db.engine, NOW) == [job_id]
    mine = claim(db, job_id, "a")
    assert mine is not None
    assert run_jobs.due_jobs(db.engine, NOW) == []
    run_jobs.finish_job(db.engine, mine, NOW)
    assert run_jobs.due_jobs(db.engine, NOW) == [unasked]
    claim(db, unasked, "a")
    assert run_jobs.due_jobs(db.engine, NOW) == [], "one at a time"
    later = add_job(db)
    assert run_jobs.due_jobs(db.engine, NOW) == [later]


def test_what_is_asked_of_the_newest_plan_comes_first(db: SQLAlchemy) -> None:
    of_plan = [add_job(db, background=True, arguments={"plan_id": plan}) for plan in (7, 12, 12, 9)]
    assert run_jobs.due_jobs(db.engine, NOW) == [of_plan[1]]


def test_what_gives_way_waits_again_and_its_attempt_does_not_count(db: SQLAlchemy) -> None:
    unasked = add_job(db, background=True)
    mine = claim(db, unasked, "a")
    assert mine is not None
    assert mine.background
    run_jobs.report_progress(db.engine, mine, {"stage": "counting"})
    run_jobs.give_way(db.engine, mine)
    again = row(db, unasked)
    assert (again.state, again.attempts, again.progress) == ("queued", 0, {})


def test_a_job_that_is_cancelled_while_it_waits_ends(db: SQLAlchemy) -> None:
    unwanted = add_job(db, cancel_requested=True)
    assert run_jobs.due_jobs(db.engine, NOW) == []
    assert row(db, unwanted).state == "cancelled"
