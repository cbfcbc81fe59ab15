"""Masters side by side: one over few columns, and where a thread is left one over more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scheduler.solver import masters as masters_module
from scheduler.solver.growing import Growing
from scheduler.solver.masters import Masters
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.run import Effort
from scheduler.solver.spread import spread
from scheduler.solver.stages import Incumbent
from tests.solver.judges import a_watch
from tests.solver.test_solve import many_sites

NODES = 200


@pytest.fixture
def pool() -> Pool:
    """40 columns an event."""
    pool = Pool(Problem(many_sites()))
    spread(pool, 40)
    return pool


@pytest.fixture
def growing(pool: Pool) -> Iterator[Growing]:
    """What pays at the first level's prices, in the pool."""
    found = Growing(pool.problem, pool, "leximin")
    found.grow(0, [], 1, a_watch())
    yield found
    found.end()


def masters(growing: Growing, pool: Pool, threads: int) -> tuple[Masters, Incumbent]:
    made = Masters(pool.problem, "leximin", Effort(threads, 1))
    first = made.first(growing, pool, NODES, a_watch())
    assert first is not None
    return made, first


@pytest.mark.parametrize(("threads", "count"), [(1, 1), (2, 2)])
def test_there_is_a_second_one_where_a_thread_is_left(
    growing: Growing, pool: Pool, threads: int, count: int
) -> None:
    made, first = masters(growing, pool, threads)
    found = made.over_promising(growing, first, NODES)
    assert len(found) == count
    assert all(master.knows(first) for master in found)


def test_a_second_one_over_too_many_columns_is_not_begun(
    growing: Growing, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masters_module, "MOST_COLUMNS", 10)
    made, first = masters(growing, pool, 2)
    assert len(made.over_promising(growing, first, NODES)) == 1
