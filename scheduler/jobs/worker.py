"""A worker: takes jobs up, keeps their lease while they run, and sweeps up what others left."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from huey import Huey
from huey.consumer import Consumer
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from scheduler.extensions import db
from scheduler.jobs.handlers import Handler
from scheduler.jobs.queue import make_queue, serve_queue
from scheduler.services import run_jobs
from scheduler.services.ask_on_sundays import ask_on_sundays
from scheduler.services.deliver_messages import queue_due_delivery
from scheduler.services.forget_ended_seasons import forget_ended_seasons
from scheduler.services.run_jobs import ClaimedJob, JobCancelledError, NothingFoundError
from scheduler.services.take_replies import queue_due_taking

LEASE = timedelta(seconds=30)
SWEEP_SECONDS = 5.0
WATCH_SECONDS = 0.5
STOP_WITHIN_SECONDS = 5.0

log = logging.getLogger(__name__)


class WatchedJob:
    """A claimed job as its handler sees it (`run_jobs.RunningJob`)."""

    def __init__(self, engine: Engine, claimed: ClaimedJob) -> None:
        self._engine, self._claimed = engine, claimed
        self._stop, self._way = threading.Event(), threading.Event()

    @property
    def job_id(self) -> int:
        return self._claimed.job_id

    @property
    def arguments(self) -> Mapping[str, Any]:
        return self._claimed.arguments

    def report(self, progress: Mapping[str, Any]) -> None:
        run_jobs.report_progress(self._engine, self._claimed, progress)

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise JobCancelledError

    def gives_way(self) -> bool:
        """Whether it stops because somebody waits for another job."""
        return self._way.is_set()

    def is_ours(self) -> bool:
        return not self.gives_way() and run_jobs.still_ours(self._engine, self._claimed)

    @contextmanager
    def watched(self, clock: Callable[[], datetime]) -> Iterator[None]:
        """Renew the lease and look for a wish to cancel, in a thread, while the block runs."""
        finished = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(finished, clock), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            finished.set()
            watcher.join()

    def _watch(self, finished: threading.Event, clock: Callable[[], datetime]) -> None:
        renewed = clock()
        while not finished.wait(WATCH_SECONDS):
            try:
                if clock() - renewed > self._claimed.lease / 3:
                    run_jobs.renew_lease(self._engine, self._claimed, clock())
                    renewed = clock()
                if run_jobs.cancel_requested(self._engine, self._claimed):
                    self._stop.set()
                elif self._claimed.background and run_jobs.somebody_waits(self._engine):
                    self._way.set()
                    self._stop.set()
            except SQLAlchemyError:  # a database that is away for a moment must not end the watch
                log.exception("job %s could not be watched", self.job_id)


class Worker:
    """Runs the jobs of one app in this process. A planning run must not keep a letter waiting."""

    def __init__(
        self,
        app: Flask,
        handlers: Mapping[str, Handler],
        clock: Callable[[], datetime],
        *,
        lease: timedelta = LEASE,
        sweep_seconds: float = SWEEP_SECONDS,
    ) -> None:
        """A worker that dies is missed after `lease`; others look every `sweep_seconds`."""
        self._app, self._handlers, self._clock = app, handlers, clock
        self._lease, self._sweep_seconds = lease, sweep_seconds
        self._owner = f"{socket.gethostname()}-{os.getpid()}"
        with app.app_context():
            self._engine = db.engine

    def run(self) -> None:
        """Work until the process is told to stop, and hand back what runs then."""
        queue = make_queue(self._app.extensions["settings"])
        serve_queue(queue, self.work)
        threading.Thread(target=self._sweep_for_ever, daemon=True).start()
        _Consumer(queue, before_stop=self._hand_back).run()

    def sweep(self) -> None:
        """Wake for every job that nobody works on, every letter whose next try has come, and replies.

        On Sundays those are asked whose weeks change.

        What was only said for a season that is over is forgotten.
        """
        with self._app.app_context():
            queue_due_delivery(self._clock())
            queue_due_taking(self._clock())
            ask_on_sundays(self._clock())
            forget_ended_seasons(self._clock())
        if self._app.extensions["queue"].pending_count():
            return  # all threads are busy, and the wake-ups that wait will do
        for job_id in run_jobs.due_jobs(self._engine, self._clock()):
            self._app.extensions["wake"](job_id)

    def work(self, job_id: int) -> None:
        """Run one job, unless another worker has it."""
        with self._app.app_context():
            claimed = run_jobs.claim_job(self._engine, job_id, self._owner, self._lease, self._clock())
            if claimed is not None:
                self._run(claimed)

    def _run(self, claimed: ClaimedJob) -> None:
        job = WatchedJob(self._engine, claimed)
        try:
            with job.watched(self._clock):
                self._handlers[claimed.kind](job)
            run_jobs.finish_job(self._engine, claimed, self._clock())
        except JobCancelledError:
            if job.gives_way():
                run_jobs.give_way(self._engine, claimed)
            else:
                run_jobs.end_cancelled_job(self._engine, claimed, self._clock())
        except OperationalError:  # the database is away: the lease runs out and the job is tried again
            log.warning("job %s (%s) lost its database", claimed.job_id, claimed.kind)
        except NothingFoundError as why:
            log.info("job %s (%s) found nothing: %s", claimed.job_id, claimed.kind, why)
            run_jobs.fail_job(self._engine, claimed, str(why), self._clock())
        except Exception as why:  # the row must say so, whatever went wrong
            log.exception("job %s (%s) failed", claimed.job_id, claimed.kind)
            run_jobs.fail_job(self._engine, claimed, type(why).__name__, self._clock())
        finally:
            db.session.remove()

    def _hand_back(self) -> None:
        run_jobs.hand_back_jobs(self._engine, self._owner)

    def _sweep_for_ever(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._sweep_seconds):
            try:
                self.sweep()
            except Exception:  # a database that is away for a moment must not end the sweep
                log.exception("the sweep for jobs did not go through")


class _Consumer(Consumer):  # type: ignore[misc]
    """Huey's loop of worker threads. Either signal stops it the same way, within `STOP_WITHIN_SECONDS`."""

    def __init__(self, queue: Huey, before_stop: Callable[[], None]) -> None:
        super().__init__(
            queue, workers=2, periodic=False, max_delay=1.0, shutdown_timeout=STOP_WITHIN_SECONDS
        )
        self._before_stop = before_stop

    def stop(self, graceful: bool = False) -> None:
        """A running job sees that it lost its lease, and ends as a cancelled one would."""
        del graceful
        self.stop_flag.set()
        self._before_stop()
        super().stop(graceful=True)
