"""'optimal' is said only where it is proven."""

from __future__ import annotations

from contextlib import suppress

import pytest

from scheduler.domain.instance import Instance
from scheduler.domain.plan import OBJECTIVES, Level, Objective
from scheduler.solver import NoPlanInTime, search, solve
from scheduler.solver.solve import is_closed
from tests.builders.instances import a_family, a_group, an_adult, an_event, an_instance, free
from tests.solver.brute_force import best, case
from tests.solver.test_brute_force import assert_as_good
from tests.thorough import cases

STEP = 0.02


@pytest.mark.parametrize(
    ("name", "value", "bound", "closed"),
    [
        ("smallest 1", 0.5, 0.5, True),
        ("smallest 1", 0.5, 0.5 + 1e-9, True),
        ("smallest 1", 0.5, 0.5 + STEP, False),
        ("smallest 3", 1.5, 1.5 + STEP, False),
        ("everyone", 0.5, 0.5004, True),
        ("everyone", 0.5, 0.5006, False),
        ("weighted", 1000, 1000.9, True),
        ("weighted", 1000, 1001.1, False),
        ("majority", 1000, 1000.9, True),
        ("majority", 1000, 1001.1, False),
        ("majority", 0, 0, True),
        ("majority", 0, 0.001, False),
        ("cost", 100, 99.1, True),
        ("cost", 100, 98.9, False),
        ("cost", 0, 0, True),
        ("cost", 1, 0, False),
    ],
)
def test_a_level_is_closed_where_value_and_bound_are_as_near_as_the_format_asks(
    name: str, value: float, bound: float, closed: bool
) -> None:
    assert is_closed(an_instance(resolution=STEP), Level(name, value, bound)) is closed


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_plan_without_a_proof_is_only_feasible(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is listed in full and nothing is proven, though the plan is the best one."""
    monkeypatch.setattr(search, "complete_pool", lambda *_: None)
    monkeypatch.setattr(search.Growing, "bound", lambda _self, _level, _held, known, _seconds: known)
    plan = solve(half_can_come(), objective, time_limit_seconds=3, threads=1, seed=1)
    assert plan.status == "feasible"
    assert plan.levels[0].bound > plan.levels[0].value


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_grown_pool_is_optimal_where_its_bounds_meet_its_values(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "complete_pool", lambda *_: None)
    plan = solve(half_can_come(), objective, time_limit_seconds=20, threads=1, seed=1)
    assert plan.status == "optimal"


@pytest.mark.parametrize("number", cases(40, always=12))
def test_a_grown_pool_that_says_optimal_has_the_best_of_all_plans(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "complete_pool", lambda *_: None)
    instance, measures, *_ = case(number)
    objective = OBJECTIVES[number % len(OBJECTIVES)]
    if measures:
        with suppress(NoPlanInTime):
            plan = solve(instance, objective, time_limit_seconds=20, threads=1, seed=1)
            if plan.status == "optimal":
                assert_as_good(plan, best(measures, objective))


def half_can_come() -> Instance:
    """Of each of two groups half the families can come on Monday, nobody ever else."""
    families = tuple(
        a_family(f"f{n}", an_adult(weekly=free(0) if n < 4 else {}), groups=frozenset({f"g{n % 2}"}))
        for n in range(8)
    )
    return an_instance(groups=(a_group("g0"), a_group("g1")), events=(an_event(),), families=families)
