"""What was proven while a plan was sought still holds at the end, for plans that are no worse before it."""

from __future__ import annotations

import pytest

from scheduler.solver.growing import Growing
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.spread import spread
from tests.builders.instances import (
    a_call,
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    free,
)
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


def test_a_place_that_nobody_crowds_has_its_turn() -> None:
    """All could come to either of two small halls, but few fit in; half of them can be called, in Somali."""
    families = tuple(
        a_family(
            f"f{n}",
            an_adult(interpreter=frozenset({"so"}), formats=frozenset({"in_person", *["online"] * (n % 2)})),
        )
        for n in range(40)
    )
    instance = an_instance(
        families=families,
        places=(a_place(capacity=2), a_place("other", capacity=2), a_call()),
        providers=(a_provider(), a_provider("i", "interpreter", languages=("so",))),
        events=(an_event(places=("hall", "other", "call")),),
    )
    problem = Problem(instance)
    pool = Pool(problem)
    spread(pool, 40)
    growing = Growing(problem, pool, "leximin")
    assert growing.grow(0, [], 3, a_watch()).best == pytest.approx(20)
