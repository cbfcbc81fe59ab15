"""On tiny instances the solver does as well as trying every plan, for each objective.

BRUTE_FORCE_CASES tries more than the default number of instances.
"""

from __future__ import annotations

import os

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.measure import Measure
from scheduler.domain.plan import OBJECTIVES, Level, Objective, Plan
from scheduler.solver import solve
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort
from scheduler.solver.search import InfeasibleProven, Search
from tests.solver.brute_force import best, tried

CASES = int(os.environ.get("BRUTE_FORCE_CASES", "150"))
ROUNDING = 2e-6
"""Levels of groups are reported with six decimals a group."""


@pytest.mark.parametrize("number", range(CASES))
def test_the_plan_is_the_best_of_all_plans(number: int) -> None:
    instance, measures = tried(number)
    for objective in OBJECTIVES:
        plan = solve(instance, objective, time_limit_seconds=60, threads=1, seed=1)
        assert check_plan(instance, plan) == []
        assert plan.status == ("optimal" if measures else "infeasible")
        if measures:
            assert_as_good(plan, best(measures, objective))


@pytest.mark.parametrize("number", range(CASES))
def test_a_grown_pool_gives_valid_plans_and_bounds_on_the_right_side(number: int) -> None:
    """The way of large instances, tried on small ones: not always the best plan, but never a wrong claim."""
    instance, measures = tried(number)
    for objective in OBJECTIVES:
        watch = Watch(60, None, lambda: False)
        search = Search(Problem(instance), objective, watch, Effort(1, 1), most_columns=-1)
        try:
            levels = search.run()
        except InfeasibleProven:
            assert not measures
            continue
        if search.best is not None:
            plan = Plan("feasible", objective, search.best.sessions, tuple(levels))
            assert check_plan(instance, plan) == []
            assert_bounds_hold(plan.levels, best(measures, objective), objective)


def assert_as_good(plan: Plan, goal: Measure) -> None:
    for level, (name, value) in zip(plan.levels, goal.levels(plan.objective), strict=True):
        assert level.name == name
        if name.startswith("smallest"):
            assert level.value == pytest.approx(value, abs=ROUNDING)
        elif name == "cost":
            assert level.value <= value * 1.01 + 0.01
        else:
            assert level.value >= value * 0.999 - 1e-9
    assert_bounds_hold(plan.levels, goal, plan.objective)


def assert_bounds_hold(levels: tuple[Level, ...], goal: Measure, objective: Objective) -> None:
    """A bound holds for plans as good on the levels before, as the best plan is until one differs."""
    for level, (name, value) in zip(levels, goal.levels(objective), strict=True):
        if name == "cost":
            assert level.bound <= value + ROUNDING
        else:
            assert level.bound >= value - ROUNDING
        if abs(level.value - value) > ROUNDING:
            return
