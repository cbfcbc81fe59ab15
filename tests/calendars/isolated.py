"""A stranger's calendar read within the worker's limits, but without a start of Python each time."""

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection

from scheduler.calendars.busy import BusyTime, CalendarRefused, busy_times_of
from scheduler.calendars.busy_worker import answer
from scheduler.calendars.worker_process import keep_within_limits

PATIENCE_SECONDS = 60  # by the clock; the limit on processor time is the worker's own
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["scheduler.calendars.busy_reading"])


def read_isolated(data: bytes, zone: str, first: str, last: str) -> tuple[BusyTime, ...] | str:
    """Busy times, or the fault for which the file was refused; whatever the file makes the parsers do."""
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_read, args=(theirs, data, zone, first, last))
    process.start()
    theirs.close()
    said = ""
    with suppress(EOFError):
        said = ours.recv() if ours.poll(PATIENCE_SECONDS) else ""
    process.kill()
    process.join()
    try:
        return busy_times_of(said)
    except CalendarRefused as refused:
        return refused.fault


def _read(theirs: Connection, data: bytes, zone: str, first: str, last: str) -> None:
    keep_within_limits()
    theirs.send(answer("file", data, zone, first, last))
