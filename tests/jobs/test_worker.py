"""Workers as real processes: they are woken, they can be killed, and nothing is lost."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.storage.models import Job
from tests.fixtures.databases import on_both_databases_thoroughly
from tests.fixtures.live import ROOT, environ_of
from tests.thorough import thoroughly

pytestmark = on_both_databases_thoroughly
WITHIN_SECONDS = 30


class CountingWorkers:
    """Starts worker processes on the app's database and queue."""

    def __init__(self, app: Flask, log: Path) -> None:
        self.app, self.log = app, log
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.counting_worker"],
                cwd=ROOT, env=environ_of(self.app), stdout=log, stderr=log,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def stop_all(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def workers(app: Flask, tmp_path: Path) -> Iterator[CountingWorkers]:
    started = CountingWorkers(app, tmp_path / "workers.log")
    with ExitStack() as stack:
        stack.callback(started.stop_all)
        yield started


def ask(app: Flask, to: int, pause_seconds: float) -> int:
    with app.app_context():
        arguments = {"to": to, "pause_seconds": pause_seconds}
        job = Job(kind="count", arguments=arguments, created_utc=datetime.now(UTC))
        db.session.add(job)
        db.session.commit()
        return job.id


def wait_for(app: Flask, job_id: int, what: Callable[[Job], object]) -> Job:
    deadline = time.monotonic() + WITHIN_SECONDS
    while True:
        with app.app_context():
            job = db.session.get_one(Job, job_id)
            if what(job):
                return job
        if time.monotonic() > deadline:
            pytest.fail(f"the job is {job.state} at {job.progress} after {WITHIN_SECONDS} seconds")
        time.sleep(0.1)


def test_a_worker_does_a_job_that_waits(app: Flask, workers: CountingWorkers) -> None:
    job_id = ask(app, to=2, pause_seconds=0.05)
    workers.start()
    done = wait_for(app, job_id, lambda job: job.state == "done")
    assert (done.progress["best"], done.attempts) == (2, 1)


def test_a_worker_killed_in_the_middle_loses_nothing(app: Flask, workers: CountingWorkers) -> None:
    first = workers.start()
    job_id = ask(app, to=8, pause_seconds=0.25)
    wait_for(app, job_id, lambda job: job.progress.get("best", 0) >= 2)
    first.kill()
    first.wait()
    second = workers.start()
    done = wait_for(app, job_id, lambda job: job.state == "done")
    assert (done.progress["best"], done.progress["pid"], done.attempts) == (8, second.pid, 2)


@pytest.mark.parametrize("how", [signal.SIGTERM, *thoroughly(signal.SIGINT)])
def test_a_worker_told_to_stop_hands_its_job_to_the_next(
    app: Flask, workers: CountingWorkers, how: signal.Signals
) -> None:
    first = workers.start()
    job_id = ask(app, to=8, pause_seconds=0.25)
    wait_for(app, job_id, lambda job: job.progress.get("best", 0) >= 2)
    first.send_signal(how)
    assert first.wait(WITHIN_SECONDS) == 0
    wait_for(app, job_id, lambda job: (job.state, job.attempts) == ("queued", 0))
    second = workers.start()
    done = wait_for(app, job_id, lambda job: job.state == "done")
    assert (done.progress["best"], done.progress["pid"], done.attempts) == (8, second.pid, 1)


def test_a_long_job_keeps_its_lease_while_its_worker_lives(app: Flask, workers: CountingWorkers) -> None:
    workers.start()
    workers.start()
    job_id = ask(app, to=16, pause_seconds=0.25)  # twice as long as the lease
    done = wait_for(app, job_id, lambda job: job.state == "done")
    assert done.attempts == 1


def test_a_cancelled_job_stops(app: Flask, workers: CountingWorkers) -> None:
    workers.start()
    job_id = ask(app, to=1000, pause_seconds=0.1)
    wait_for(app, job_id, lambda job: job.state == "running")
    with app.app_context():
        db.session.get_one(Job, job_id).cancel_requested = True
        db.session.commit()
    ended = wait_for(app, job_id, lambda job: job.state == "cancelled")
    assert ended.progress["best"] < 100


def test_an_unknown_kind_of_job_fails_and_says_so(app: Flask, workers: CountingWorkers) -> None:
    with app.app_context():
        job = Job(kind="unheard of", created_utc=datetime.now(UTC))
        db.session.add(job)
        db.session.commit()
        job_id = job.id
    workers.start()
    assert wait_for(app, job_id, lambda job: job.state == "failed").failure == "KeyError"
