"""The solver works in a process of its own: what it says arrives, and its death is survived."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.plan import Plan
from scheduler.services.solve_apart import SolverDiedError, Task, solve_apart
from scheduler.solver import Cancelled, NoPlanInTime, Progress
from tests.builders.instances import a_place, an_event, an_instance

TASK = Task(an_instance(places=(a_place(),), events=(an_event(),)), "leximin", 20, 1, seed=1)


def abort(task: Task, _progress: Callable[[Progress], None], _cancelled: Callable[[], bool]) -> Plan:
    """Dies as native code does, but only of seed 1 where there is time for more."""
    if task.seed == 1 or task.time_limit_seconds < 1:
        os.abort()
    return Plan("feasible", "leximin")


def tell_then_wait(task: Task, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Plan:
    progress(Progress("smallest 1", 0.5, None, 0.1))
    while not cancelled():
        pass
    raise Cancelled if task.seed == 1 else NoPlanInTime


def tell_its_niceness(
    _task: Task, progress: Callable[[Progress], None], _cancelled: Callable[[], bool]
) -> Plan:
    progress(Progress("everyone", os.nice(0), None, 0.1))
    return Plan("feasible", "leximin")


def never() -> bool:
    return False


def test_a_plan_comes_back_from_the_other_process() -> None:
    plan = solve_apart(TASK, lambda _: None, never)
    assert check_plan(TASK.instance, plan) == []
    assert plan.sessions


def test_progress_and_a_wish_to_cancel_go_to_and_fro() -> None:
    told: list[Progress] = []
    with pytest.raises(Cancelled):
        solve_apart(TASK, told.append, lambda: bool(told), tell_then_wait)
    assert told == [Progress("smallest 1", 0.5, None, 0.1)]
    with pytest.raises(NoPlanInTime):
        solve_apart(replace(TASK, seed=2), lambda _: None, lambda: True, tell_then_wait)


def test_a_solver_that_dies_is_tried_once_more_with_another_seed() -> None:
    assert solve_apart(TASK, lambda _: None, never, abort) == Plan("feasible", "leximin")


def test_a_solver_that_dies_again_is_given_up() -> None:
    with pytest.raises(SolverDiedError):
        solve_apart(replace(TASK, time_limit_seconds=0.5), lambda _: None, never, abort)


def test_it_gives_way_to_the_server_which_keeps_its_own_priority() -> None:
    told: list[Progress] = []
    before = os.nice(0)
    solve_apart(TASK, told.append, never, tell_its_niceness)
    assert told[0].best == min(before + 10, 19)
    assert os.nice(0) == before
