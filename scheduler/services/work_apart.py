"""Work that solves, in a process of its own: native code that aborts must not take its worker along.

OR-Tools 9.15 was once seen to abort its process (docs/decisions/0006).
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as Flag
from typing import Any, Generic, TypeVar

from scheduler.solver import Cancelled, NoPlanInTime, Progress

POLL_SECONDS = 0.2
NICENESS = 10

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Work = Callable[[Task, Callable[[Progress], None], Callable[[], bool]], Answer]
"""Work on a task: tells progress, and looks whether it was cancelled."""

_processes = multiprocessing.get_context("spawn")


class SolverDiedError(Exception):
    """The other process ended without an answer."""


@dataclass(frozen=True, slots=True)
class _Answered(Generic[Answer]):
    value: Answer


def work_apart(
    work: Work[Task, Answer],
    task: Task,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    *,
    at_once: bool = False,
) -> Answer:
    """What `work` (a function of a module) answers, from another process.

    Where the work is cancelled it may still answer with what it has; `at_once` ends it without waiting.
    Raises Cancelled, NoPlanInTime and SolverDiedError.
    """
    ours, theirs = _processes.Pipe()
    stop = _processes.Event()
    process = _processes.Process(target=_answer, args=(theirs, stop, work, task), daemon=True)
    process.start()
    theirs.close()
    try:
        answer: Answer = _listen(ours, stop, progress, cancelled, at_once)
        return answer
    finally:
        ours.close()
        process.join(0 if at_once else POLL_SECONDS)
        process.kill()
        process.join()


def _listen(
    ours: Connection[None, object],
    stop: Flag,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    at_once: bool,
) -> Any:
    while True:
        if cancelled():
            if at_once:
                raise Cancelled
            stop.set()
        if not ours.poll(POLL_SECONDS):
            continue
        try:
            message = ours.recv()
        except EOFError:
            raise SolverDiedError from None
        if isinstance(message, Progress):
            progress(message)
        elif isinstance(message, _Answered):
            return message.value
        elif isinstance(message, Exception):
            raise message


def _answer(theirs: Connection[object, None], stop: Flag, work: Work[Task, Answer], task: Task) -> None:
    """In the other process, which lets pages go first: progress, then the answer or why there is none."""
    os.nice(NICENESS)
    try:
        theirs.send(_Answered(work(task, theirs.send, stop.is_set)))
    except (NoPlanInTime, Cancelled) as why:
        theirs.send(why)
