"""What was proven while a plan was sought still holds at the end, for plans that are no worse before it."""

from __future__ import annotations

import pytest

from scheduler.solver.growing import Growing
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.spread import spread
from tests.builders.instances import a_family, a_group, an_adult, an_instance, free
from tests.solver.judges import a_watch

OVER = Watch(0.0, None, lambda: False)
KNOWN = [1.0, 2.0, 1.0, 0.0]
"""Bounds that always hold for two groups, everyone and the cost."""


def proven() -> Growing:
    """Two groups that can never come together, with a bound on the sum of both where one has nothing."""
    families = tuple(
        a_family(f"f{n}", an_adult(weekly=free(n)), groups=frozenset({f"g{n}"})) for n in range(2)
    )
    problem = Problem(an_instance(groups=(a_group("g0"), a_group("g1")), families=families))
    pool = Pool(problem)
    spread(pool, 40)
    growing = Growing(problem, pool, "leximin")
    growing.prove(growing.grow(1, [], 1, a_watch()), a_watch())
    assert growing.bound(1, [0.0, 1.0, 0.5, 0.0], KNOWN[1], 1.0) == pytest.approx(1.0)
    return growing


def test_a_bound_holds_for_plans_that_are_better_before_it() -> None:
    assert proven().bounds([0.2, 1.0, 0.5, 0.0], KNOWN, OVER)[1] == pytest.approx(1.0)


def test_a_bound_says_nothing_of_plans_that_are_worse_before_it() -> None:
    assert proven().bounds([-0.1, 1.0, 0.5, 0.0], KNOWN, OVER)[1] == pytest.approx(2.0)
