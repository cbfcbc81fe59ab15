"""A worker for tests, as a process of its own: its jobs count slowly, to be killed in the middle."""

import os
import time
from datetime import timedelta

from scheduler.app import start_app
from scheduler.jobs.handlers import now_utc
from scheduler.jobs.worker import Worker
from scheduler.services.run_jobs import RunningJob


def count(job: RunningJob) -> None:
    for number in range(1, job.arguments["to"] + 1):
        job.stop_if_cancelled()
        job.report({"stage": "counting", "best": number, "pid": os.getpid()})
        time.sleep(job.arguments["pause_seconds"])


if __name__ == "__main__":
    Worker(
        start_app(os.environ), {"count": count}, now_utc, lease=timedelta(seconds=2), sweep_seconds=0.3
    ).run()
