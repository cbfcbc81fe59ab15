"""On tiny instances the solver does as well as trying every plan, for each objective."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.measure import Measure
from scheduler.domain.plan import OBJECTIVES, Level, Objective, Plan
from scheduler.solver import solve
from tests.solver.brute_force import Case, best, case
from tests.solver.judges import bounds_of_runs, wrong_bounds
from tests.thorough import cases

ROUNDING = 2e-6
"""Levels of groups are reported with six decimals a group."""


@pytest.mark.parametrize("number", cases(300, always=80))
def test_the_plan_is_the_best_of_all_plans(number: int) -> None:
    instance, measures, *_ = case(number)
    for objective in OBJECTIVES:
        plan = solve(instance, objective, time_limit_seconds=60, threads=1, seed=1)
        assert check_plan(instance, plan) == []
        assert plan.status == ("optimal" if measures else "infeasible")
        if measures:
            assert_as_good(plan, best(measures, objective))
            values, bounds = [level.value for level in plan.levels], [level.bound for level in plan.levels]
            assert wrong_bounds(values, bounds, measures, objective) == []


@pytest.mark.parametrize("number", cases(300, always=30))
def test_a_grown_pool_gives_valid_plans_and_bounds_on_the_right_side(number: int) -> None:
    """The way of large instances, tried on small ones: not always the best plan, but never a wrong claim."""
    assert bounds_of_runs(number) == []


def test_the_cases_are_of_every_kind() -> None:
    cases = [case(number) for number in range(300)]
    assert sum(bool(one.instance.fixed) for one in cases) >= 30
    assert sum(bool(one.instance.floors) for one in cases) >= 30
    assert sum(bool(one.too_low) for one in cases) >= 20
    assert sum(is_tight(one) for one in cases) >= 30
    assert sum(not one.measures for one in cases) >= 20
    assert sum(len(one.measures) > 100 for one in cases) >= 10


def is_tight(one: Case) -> bool:
    """Whether without its budget the best plan would be another, or there would be one at all."""
    if not one.too_dear or not one.measures:
        return bool(one.too_dear)
    everything = [*one.measures, *one.too_dear]
    return any(best(everything, objective) not in one.measures for objective in OBJECTIVES)


def assert_as_good(plan: Plan, goal: Measure) -> None:
    """The group levels equal the best plan's, the sums are within 0.1 % and the cost within 1 % of them."""
    for level, (name, value) in zip(plan.levels, goal.levels(plan.objective), strict=True):
        assert level.name == name
        if name.startswith("smallest"):
            assert level.value == pytest.approx(value, abs=ROUNDING)
        elif name == "cost":
            assert level.value <= value * 1.01 + 0.01
        else:
            assert level.value >= value * 0.999 - 1e-9


def assert_bounds_hold(levels: Sequence[Level], goal: Measure, objective: Objective) -> None:
    """As `wrong_bounds`, where the best plan is the only one that is known."""
    values, bounds = [level.value for level in levels], [level.bound for level in levels]
    assert wrong_bounds(values, bounds, [goal], objective) == []
