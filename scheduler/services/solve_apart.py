"""The solver in a process of its own: native code that aborts must not take its worker along.

OR-Tools 9.15 was once seen to abort its process (docs/decisions/0006). Then the run is tried once more
with another seed.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as Flag

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Objective, Plan, Session
from scheduler.solver import Cancelled, NoPlanInTime, Progress, solve

POLL_SECONDS = 0.2
TRIES = 2

_processes = multiprocessing.get_context("spawn")


class SolverDiedError(Exception):
    """The solver's process ended without an answer, again and again."""


@dataclass(frozen=True, slots=True)
class Task:
    """What `scheduler.solver.solve` is asked."""

    instance: Instance
    objective: Objective
    time_limit_seconds: float
    threads: int
    seed: int
    start: tuple[Session, ...] = ()
    nearest: bool = False


Solve = Callable[[Task, Callable[[Progress], None], Callable[[], bool]], Plan]


def solve_task(task: Task, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Plan:
    """Solve in this process."""
    return solve(
        task.instance,
        task.objective,
        time_limit_seconds=task.time_limit_seconds,
        threads=task.threads,
        seed=task.seed,
        progress=progress,
        cancelled=cancelled,
        start=task.start,
        nearest=task.nearest,
    )


def solve_apart(
    task: Task,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    solve_one: Solve = solve_task,
) -> Plan:
    """The plan, solved by `solve_one` (a function of a module) in another process.

    Raises what the solver raises (NoPlanInTime, Cancelled), and SolverDiedError.
    """
    for _ in range(TRIES):
        try:
            return _solve_once(task, progress, cancelled, solve_one)
        except SolverDiedError:
            task = replace(task, seed=task.seed + 1)
    raise SolverDiedError


def _solve_once(
    task: Task, progress: Callable[[Progress], None], cancelled: Callable[[], bool], solve_one: Solve
) -> Plan:
    ours, theirs = _processes.Pipe()
    stop = _processes.Event()
    process = _processes.Process(target=_answer, args=(theirs, stop, task, solve_one), daemon=True)
    process.start()
    theirs.close()
    try:
        return _listen(ours, stop, progress, cancelled)
    finally:
        ours.close()
        process.join(POLL_SECONDS)
        process.kill()
        process.join()


def _listen(
    ours: Connection[None, object],
    stop: Flag,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> Plan:
    while True:
        if cancelled():
            stop.set()
        if not ours.poll(POLL_SECONDS):
            continue
        try:
            message = ours.recv()
        except EOFError:
            raise SolverDiedError from None
        if isinstance(message, Progress):
            progress(message)
        elif isinstance(message, Plan):
            return message
        elif isinstance(message, Exception):
            raise message


def _answer(theirs: Connection[object, None], stop: Flag, task: Task, solve_one: Solve) -> None:
    """In the other process: progress, then the plan or why there is none."""
    try:
        theirs.send(solve_one(task, theirs.send, stop.is_set))
    except (NoPlanInTime, Cancelled) as why:
        theirs.send(why)
