"""Events that a process of its own looks after: the same is found there, and it ends when it should."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.solver.companion import Companion
from scheduler.solver.growing import Growing, shared_out
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import TimeIsUp, Watch
from scheduler.solver.spread import spread
from tests.solver.judges import a_watch
from tests.solver.test_solve import many_sites


def a_problem(watch: Watch | None = None) -> Problem:
    """Three events, too many sites to list all columns."""
    instance = many_sites()
    events = tuple(replace(instance.events[0], id=f"e{n}") for n in range(3))
    return Problem(replace(instance, events=events), watch=watch)


@contextmanager
def growing(processes: int) -> Iterator[tuple[Growing, Pool]]:
    problem = a_problem()
    pool = Pool(problem)
    spread(pool, 4)
    found = Growing(problem, pool, "leximin", processes)
    try:
        yield found, pool
    finally:
        found.end()


def children() -> set[int]:
    return {int(child) for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def test_two_processes_find_the_same_columns_values_and_bounds_as_one() -> None:
    found = []
    for processes in (1, 2):
        with growing(processes) as (each, pool):
            each.seed(a_watch())
            each.prove(each.grow(0, [], 3, a_watch()), a_watch())
            bound = each.bound(0, [], 1.0, 1.0)
            values = [event.valued.sums.tolist() for event in pool.events]
            found.append(([event.columns for event in pool.events], values, bound))
    assert found[0] == found[1]
    assert len(found[0][0][0]) > 4, "columns beyond those that each event began with"


@pytest.mark.parametrize(("shares", "sizes"), [(1, [3]), (2, [1, 2]), (5, [1, 1, 1])])
def test_events_are_shared_out_whole_and_no_share_is_empty(shares: int, sizes: list[int]) -> None:
    found = shared_out(a_problem(), shares)
    assert sorted(map(len, found)) == sizes
    assert sorted(number for share in found for number in share) == [0, 1, 2]


def test_no_process_is_left_when_a_run_has_ended() -> None:
    before = children()
    with growing(2):
        assert len(children() - before) == 1
    assert children() == before


def test_whoever_waits_for_an_answer_stops_when_the_run_is_cancelled() -> None:
    cancelled: list[bool] = []
    problem = a_problem(Watch(60, None, lambda: bool(cancelled)))
    companion = Companion(problem, Pool(problem), [0])
    cancelled.append(True)
    with pytest.raises(TimeIsUp):
        companion.answer()  # nothing was asked, so no answer ever comes
    companion.end()


def test_an_answer_that_nobody_waited_for_is_not_taken_for_that_of_the_next_question() -> None:
    problem = a_problem()
    companion = Companion(problem, Pool(problem), [0])
    companion.ask("seed", limit=60.0)
    companion.ask("no such thing")
    with pytest.raises(RuntimeError, match="no such thing"):
        companion.answer()
    companion.end()


def test_what_goes_wrong_in_the_other_process_is_told_here() -> None:
    problem = a_problem()
    companion = Companion(problem, Pool(problem), [0])
    companion.ask("no such thing")
    with pytest.raises(RuntimeError, match="no such thing"):
        companion.answer()
    companion.end()


def test_it_ends_by_itself_when_nobody_can_ask_any_more() -> None:
    before = children()
    problem = a_problem()
    companion = Companion(problem, Pool(problem), [0])
    [process] = children() - before
    del companion  # as when the process that it belongs to is gone: that closes its side of the pipe
    assert os.waitpid(process, 0) == (process, 0)
