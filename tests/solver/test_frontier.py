"""What inequalities between rates and cost prove about each level: never more than is true."""

from __future__ import annotations

import os
import signal
from threading import Timer

import numpy as np
import pytest

from scheduler.commands.stop_signals import told_to_stop
from scheduler.domain.instance import Floor, Instance
from scheduler.evaluation import Season
from scheduler.solver.frontier import Frontier
from scheduler.solver.growing import interpolated
from scheduler.solver.prices import Prices
from tests.builders.instances import a_family, a_group, an_instance
from tests.solver.brute_force import best, case
from tests.solver.judges import bounds_from_cuts, wrong_bounds

TWO_GROUPS = tuple(a_family(f"f{n}", groups=frozenset({f"g{n % 2}"})) for n in range(8))


def two_groups(**more: object) -> Instance:
    """Two groups of four families each, compared in steps of a tenth."""
    usual = {"groups": (a_group("g0"), a_group("g1")), "families": TWO_GROUPS, "resolution": 0.1}
    return an_instance(**{**usual, **more})


def paying(season: Season, money: float = 0.0, **sets: float) -> Prices:
    pay = np.zeros(len(season.set_names) + 1)
    for name, price in sets.items():
        pay[season.set_names.index(name)] = price
    return Prices(pay, money)


@pytest.mark.parametrize("number", range(200))
def test_no_valid_plan_passes_a_bound_from_the_tightest_cuts(number: int) -> None:
    """At random prices, given a random plan's values; pasts, floors, budgets and `pooled` are among them."""
    assert bounds_from_cuts(number) == []


def test_without_cuts_everything_is_possible() -> None:
    frontier = Frontier(Season(two_groups()))
    bounds = [frontier.bound("leximin", level, [1.0, 2.0, 1.0, 0.0], 1.0) for level in range(4)]
    assert bounds == pytest.approx([1.0, 2.0, 1.0, 0.0], abs=1e-5)


def test_a_cut_on_a_group_bounds_the_smallest_rate_in_whole_steps() -> None:
    season = Season(two_groups())
    frontier = Frontier(season)
    frontier.add(paying(season, g0=1.0), 1.4)
    assert frontier.bound("leximin", 0, [], 1.0) == pytest.approx(0.3)
    assert frontier.bound("leximin", 1, [0.3], 1.0) == pytest.approx(1.3)


def test_a_rate_just_on_a_step_reaches_it() -> None:
    season = Season(two_groups())
    frontier = Frontier(season)
    frontier.add(paying(season, g0=1.0), 4 * 0.3 - 1e-9)
    assert frontier.bound("leximin", 0, [], 1.0) == pytest.approx(0.3)


def test_what_a_group_had_before_counts() -> None:
    families = tuple(a_family(f"f{n}", groups=frozenset({"g0"}), past=(1, 1)) for n in range(4))
    season = Season(an_instance(groups=(a_group("g0"),), families=families, resolution=0.1))
    frontier = Frontier(season)
    frontier.add(paying(season, g0=1.0), 0.0)
    assert frontier.bound("leximin", 0, [], 1.0) == pytest.approx(0.5)


def test_a_level_that_is_held_leaves_less_for_the_next() -> None:
    season = Season(two_groups())
    frontier = Frontier(season)
    frontier.add(paying(season, g0=1.0, g1=1.0), 4.8)
    assert frontier.bound("leximin", 0, [], 1.0) == pytest.approx(0.6)
    assert frontier.bound("leximin", 1, [0.6], 1.0) == pytest.approx(1.2)
    assert frontier.bound("leximin", 1, [0.2], 1.0) == pytest.approx(1.2)
    assert frontier.bound("leximin", 2, [0.6, 1.2], 1.0) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("budget", "reached"), [(None, 8.0), (40.0, 4.0), (0.0, 0.0)])
def test_a_budget_bounds_what_money_buys(budget: float | None, reached: float) -> None:
    season = Season(two_groups(budget=budget))
    frontier = Frontier(season)
    frontier.add(paying(season, money=0.1, everyone=1.0), 0.0)
    assert frontier.bound("majority", 0, [], 1.0) == pytest.approx(reached, abs=1e-4)


def test_a_plan_as_good_costs_at_least_what_that_takes() -> None:
    season = Season(two_groups())
    frontier = Frontier(season)
    frontier.add(paying(season, money=0.1, everyone=1.0), 0.0)
    assert frontier.bound("majority", 1, [6.0], 1.0) == pytest.approx(60, abs=1e-3)
    assert frontier.bound("majority", 1, [0.0], 1.0) == 0.0


def test_a_floor_takes_from_the_other_group() -> None:
    season = Season(two_groups(floors=(Floor("g0", 0.75),)))
    frontier = Frontier(season)
    frontier.add(paying(season, g0=1.0, g1=1.0), 4.0)
    assert frontier.bound("leximin", 0, [], 1.0) == pytest.approx(0.2)


def test_values_that_no_plan_can_have_leave_no_bound() -> None:
    season = Season(two_groups())
    frontier = Frontier(season)
    frontier.add(paying(season, g0=1.0), 1.4)
    assert frontier.bound("leximin", 1, [0.9], 1.0) is None


@pytest.mark.parametrize("number", range(60))
def test_a_line_between_bounds_is_passed_by_no_plan(number: int) -> None:
    """The truest bounds at the best plan's values, one in two of them made loose before."""
    instance, measures, *_ = case(number)
    if not measures:
        return
    goal = [value for _, value in best(measures, "leximin").levels("leximin")]
    groups = len(measures[0].steps)
    loose = [min(goal[k] + (k % 2) * 0.5, k + 1.0) for k in range(groups)]
    bounds = [*interpolated(loose, instance.resolution), *goal[groups:]]
    assert all(bound <= before + 1e-9 for bound, before in zip(bounds, loose, strict=False))
    assert wrong_bounds(goal, bounds, measures, "leximin") == []


def test_a_signal_that_comes_while_a_bound_is_sought_is_told_to_the_command() -> None:
    names, random = [f"g{n}" for n in range(20)], np.random.default_rng(1)
    families = [
        a_family(f"f{n}", groups=frozenset(g for g in names if random.random() < 0.3)) for n in range(200)
    ]
    season = Season(an_instance(groups=tuple(map(a_group, names)), families=tuple(families), resolution=0.01))
    frontier = Frontier(season)
    for _ in range(30):
        pay = random.random(len(season.set_names) + 1)
        frontier.add(Prices(pay, 0.0), 0.7 * float(pay[:-1] @ season.invited))
    with told_to_stop() as told:
        Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        frontier.bound("leximin", 10, [], 0.5)
        assert told.wait(10)
