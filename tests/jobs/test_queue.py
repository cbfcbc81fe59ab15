"""A committed job wakes a worker; nothing else does, and a queue that is away loses no job."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from scheduler.app import create_app
from scheduler.extensions import db
from scheduler.jobs.handlers import now_utc
from scheduler.jobs.worker import WATCH_SECONDS, Worker
from scheduler.services.run_jobs import NothingFoundError, RunningJob, due_jobs
from scheduler.storage.models import Job
from tests.builders.people import add_user
from tests.fixtures.apps import make_settings
from tests.fixtures.servers import free_port

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
WITHIN_SECONDS = 10


def ask(kind: str = "count", **facts: object) -> int:
    job = Job(kind=kind, created_utc=NOW, **facts)
    db.session.add(job)
    db.session.flush()
    return job.id


def waiting(app: Flask) -> int:
    return int(app.extensions["queue"].pending_count())


def test_a_job_wakes_a_worker_when_it_is_committed_and_not_before(app: Flask) -> None:
    with app.app_context():
        ask()
        assert waiting(app) == 0
        db.session.commit()
        assert waiting(app) == 1


def test_a_job_that_is_taken_back_wakes_nobody(app: Flask) -> None:
    with app.app_context():
        ask()
        db.session.rollback()
        db.session.commit()
        assert waiting(app) == 0


def test_a_job_is_kept_although_the_queue_is_away(tmp_path: Path, database_url: str) -> None:
    nobody_there = f"redis://127.0.0.1:{free_port()}/0"
    app = create_app(make_settings(tmp_path, database_url, redis_url=nobody_there))
    with app.app_context():
        job_id = ask()
        db.session.commit()
        assert db.session.scalars(select(Job.id)).all() == [job_id]


def test_the_sweep_wakes_for_a_job_whose_wake_up_was_lost_but_only_once(app: Flask) -> None:
    with app.app_context():
        ask()
        db.session.commit()
    app.extensions["queue"].flush()
    worker = Worker(app, {}, now_utc)
    worker.sweep()
    worker.sweep()
    assert waiting(app) == 1


def test_what_is_in_the_background_gives_way_to_what_somebody_asks_for(app: Flask) -> None:
    ran: list[str] = []

    def count(job: RunningJob) -> None:
        ran.append("asked for" if job.arguments else "background")
        if job.arguments or ran.count("background") > 1:
            return
        user_id = add_user().id
        ask(requested_by_id=user_id, arguments={"to": 3})
        db.session.commit()
        deadline = time.monotonic() + WITHIN_SECONDS
        while not job.cancelled() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not job.is_ours(), "what it finds while it stops is not kept"
        job.stop_if_cancelled()

    with app.app_context():
        unasked = ask(background=True)
        db.session.commit()
    assert waiting(app) == 0
    worker = Worker(app, {"count": count}, now_utc)
    worker.work(unasked)
    with app.app_context():
        engine = db.engine
    while due := due_jobs(engine, now_utc()):
        worker.work(due[0])
    assert ran == ["background", "asked for", "background"]


def test_a_run_that_finds_nothing_is_no_error_of_the_program(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def handler(_job: RunningJob) -> None:
        raise NothingFoundError("NoPlanInTime")

    with app.app_context():
        job_id = ask()
        db.session.commit()
    Worker(app, {"count": handler}, now_utc).work(job_id)
    with app.app_context():
        job = db.session.get_one(Job, job_id)
        assert (job.state, job.failure) == ("failed", "NoPlanInTime")
    assert "Traceback" not in caplog.text


def test_a_database_that_is_away_for_a_moment_does_not_end_the_watch(app: Flask) -> None:
    seen: list[bool] = []

    def handler(job: RunningJob) -> None:
        rename_table("job", "away")
        time.sleep(WATCH_SECONDS * 2)
        rename_table("away", "job")
        seen.append(job.cancelled())
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE job SET cancel_requested = 1"))
        deadline = time.monotonic() + WITHIN_SECONDS
        while not job.cancelled() and time.monotonic() < deadline:
            time.sleep(0.05)
        seen.append(job.cancelled())

    with app.app_context():
        job_id = ask()
        db.session.commit()
    Worker(app, {"count": handler}, now_utc).work(job_id)
    assert seen == [False, True]


def rename_table(old: str, new: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
