"""No column is worth more than its event's bound, whatever the prices."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from scheduler.solver.bounds import column_bound, lagrange_bound
from scheduler.solver.crowding import crowded_upper
from scheduler.solver.enumeration import MOST_COLUMNS, all_columns, count_columns
from scheduler.solver.growing import interpolated
from scheduler.solver.growth import Grower
from scheduler.solver.pairs import best_pair
from scheduler.solver.pool import Pool
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.relaxation import Relaxation
from scheduler.solver.screen import EventScreen
from tests.builders.instances import a_call, a_family, a_place, a_provider, an_adult, an_event, an_instance
from tests.solver.brute_force import best, tried
from tests.solver.tiny import tiny_instance


def some_prices(random: Random, sets: int) -> Prices:
    pay = np.array([random.choice([0.0, 0.0, random.random()]) for _ in range(sets + 1)])
    return Prices(pay, random.choice([0.0, 0.01, 0.2]))


def pay_for_everyone(problem: Problem, money: float = 0.0) -> Prices:
    pay = np.zeros(len(problem.season.set_names) + 1)
    pay[problem.season.everyone] = 1.0
    return Prices(pay, money)


@pytest.mark.parametrize("seed", range(120))
def test_every_column_of_a_tiny_instance_is_worth_no_more_than_the_bound(seed: int) -> None:
    problem = Problem(tiny_instance(seed))
    random = Random(seed)
    for number, choices in enumerate(problem.choices):
        if not choices.possible or not choices.sites or count_columns(choices, MOST_COLUMNS) > MOST_COLUMNS:
            continue
        columns = Pool(problem).events[number]
        columns.add(all_columns(choices))
        screen = EventScreen(problem, number)
        for _ in range(4):
            prices = some_prices(random, len(problem.season.set_names))
            worth = prices.of_columns(columns.valued).max(initial=-np.inf)
            assert worth <= column_bound(problem, number, screen, prices, -np.inf) + 1e-9


def test_a_full_room_lowers_the_bound_to_what_it_holds() -> None:
    families = tuple(a_family(f"f{n}") for n in range(10))
    problem = Problem(an_instance(places=(a_place(capacity=4),), families=families))
    upper = crowded_upper(problem, 0, EventScreen(problem, 0), pay_for_everyone(problem), 0.0)
    assert upper.max() == pytest.approx(4)


def test_families_who_can_call_are_not_held_back_by_the_room() -> None:
    families = tuple(a_family(f"f{n}") for n in range(10))
    hall = a_place(format="hybrid", capacity=4)
    problem = Problem(an_instance(places=(hall,), families=families))
    upper = crowded_upper(problem, 0, EventScreen(problem, 0), pay_for_everyone(problem), 0.0)
    assert upper.max() == pytest.approx(10)


def test_childcare_lowers_the_bound_to_the_children_it_takes() -> None:
    families = tuple(a_family(f"f{n}", an_adult(children=2)) for n in range(10))
    childcare = a_provider("care", "childcare", capacity=6)
    problem = Problem(an_instance(providers=(a_provider(), childcare), families=families))
    upper = crowded_upper(problem, 0, EventScreen(problem, 0), pay_for_everyone(problem), 0.0)
    assert upper.max() == pytest.approx(3)


def test_a_support_counts_only_where_it_earns_more_than_it_costs() -> None:
    family = a_family("f1", an_adult(interpreter=frozenset({"so"})))
    interpreter = a_provider("i", "interpreter", languages=("so",), cost=5)
    problem = Problem(an_instance(providers=(a_provider(), interpreter), families=(family,)))
    screen = EventScreen(problem, 0)
    assert screen.screen(pay_for_everyone(problem, 0.1)).upper.max() == pytest.approx(0.5)
    assert screen.screen(pay_for_everyone(problem, 0.3)).upper.max() == 0


def test_two_sessions_do_not_include_the_same_family_twice() -> None:
    event = an_event(max_sessions=2, places=("call",), hosts_needed=0)
    problem = Problem(an_instance(places=(a_call(),), events=(event,), families=(a_family(),)))
    screen, prices = EventScreen(problem, 0), pay_for_everyone(problem)
    uppers = screen.screen(prices).upper
    assert best_pair(problem, 0, screen, prices, uppers, 0.0) == pytest.approx(1)


def test_bounds_between_others_lie_on_the_line_through_them() -> None:
    assert interpolated([0.4, 2.0, 1.5], 0.1) == pytest.approx([0.4, 0.9, 1.5])


@pytest.mark.parametrize("number", range(100))
def test_the_bound_from_a_poor_pool_is_no_lower_than_the_best_plan(number: int) -> None:
    """Prices from a pool of one column an event bound the plans that need other columns."""
    instance, measures = tried(number)
    problem = Problem(instance)
    pool = Pool(problem)
    screens = [EventScreen(problem, n) for n in range(len(problem.events))]
    for n, columns in enumerate(pool.events):
        Grower(problem, columns, screens[n], n).spread(1)
    if not measures or not all(columns.columns for columns in pool.events):
        return
    relaxed = Relaxation(pool, "majority").solve(0, [])
    assert lagrange_bound(problem, screens, relaxed) >= best(measures, "majority").majority - 1e-9
