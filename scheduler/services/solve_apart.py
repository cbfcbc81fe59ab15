"""The solver in a process of its own; a run whose process dies is tried once more with another seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Objective, Plan, Session
from scheduler.services.work_apart import SolverDiedError, work_apart
from scheduler.solver import Progress, solve

TRIES = 2


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
    otherwise: tuple[Session, ...] = ()


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
        otherwise=task.otherwise,
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
            return work_apart(solve_one, task, progress, cancelled)
        except SolverDiedError:
            task = replace(task, seed=task.seed + 1)
    raise SolverDiedError
