"""The linear relaxation, rule by rule: where nothing binds, where a rule binds, and where none can be kept.

Two families, each a group of its own, are free on different days, and the event is held once. So half a
column on each day is the fairest mixture, though no plan includes both families.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scheduler.domain.instance import Floor, Instance
from scheduler.domain.plan import Objective
from scheduler.solver.goals import ORDERED, Aim, ordered_weights
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.relaxation import PENALTY, Relaxation, Relaxed
from scheduler.solver.spread import spread
from tests.builders.instances import (
    a_call,
    a_family,
    a_group,
    a_place,
    an_adult,
    an_event,
    an_instance,
    free,
)

SMALLEST, BOTH, EVERYONE, COST = range(4)
"""The levels of the leximin of two groups."""


def two_days(**more: Any) -> Instance:
    families = tuple(
        a_family(f"f{n}", an_adult(weekly=free(n)), groups=frozenset({f"g{n}"})) for n in range(2)
    )
    return an_instance(**{"groups": (a_group("g0"), a_group("g1")), "families": families, **more})


def pool_of(instance: Instance) -> Pool:
    pool = Pool(Problem(instance))
    spread(pool, 40)
    return pool


def relaxed(instance: Instance, level: Aim, *held: float, objective: Objective = "leximin") -> Relaxed:
    return Relaxation(pool_of(instance), objective).solve(level, held)


def test_one_column_an_event_is_taken_in_fractions() -> None:
    assert relaxed(two_days(), SMALLEST).best == pytest.approx(0.5)


def test_all_groups_at_once_are_worth_the_weighted_sum_of_their_levels() -> None:
    first, both = ordered_weights(2)
    assert first > both
    assert first + both == pytest.approx(1)
    assert relaxed(two_days(), ORDERED).best == pytest.approx(first * 0.5 + both * 1.0)


def test_where_one_day_suits_everybody_nothing_is_split() -> None:
    families = tuple(a_family(f"f{n}", groups=frozenset({f"g{n}"})) for n in range(2))
    assert relaxed(two_days(families=families), SMALLEST).best == pytest.approx(1)


def test_where_nobody_can_come_nothing_is_reached() -> None:
    families = tuple(a_family(f"f{n}", an_adult(weekly={}), groups=frozenset({f"g{n}"})) for n in range(2))
    assert relaxed(two_days(families=families), BOTH).best == pytest.approx(0)


def test_the_sum_of_the_smallest_rates_counts_each_rate_once() -> None:
    assert relaxed(two_days(), BOTH).best == pytest.approx(1)


def test_everyone_counts_in_families() -> None:
    found = relaxed(two_days(), EVERYONE)
    assert (found.unit, found.best) == (2, pytest.approx(1))


@pytest.mark.parametrize(("objective", "best"), [("majority", 1), ("weighted", 2)])
def test_the_other_objectives_are_sums(objective: Objective, best: float) -> None:
    """Each family has one barrier and counts twice in `weighted`."""
    assert relaxed(two_days(), 0, objective=objective).best == pytest.approx(best)


def test_cost_counts_as_its_negative() -> None:
    assert relaxed(two_days(places=(a_place(cost=30),)), COST).best == pytest.approx(-30)


def test_a_level_held_binds_the_next_one() -> None:
    """Holding the smaller rate at a half leaves nothing to choose; at nothing, one family gets all."""
    lopsided = two_days(
        families=(
            a_family("f0", an_adult(weekly=free(0)), groups=frozenset({"g0"}), weight=3),
            a_family("f1", an_adult(weekly=free(1)), groups=frozenset({"g1"})),
        )
    )
    assert relaxed(lopsided, EVERYONE, 0.5, 1.0).best == pytest.approx(2)
    assert relaxed(lopsided, EVERYONE, 0.0, 1.0).best == pytest.approx(3)


def test_a_level_held_beyond_reach_is_paid_for() -> None:
    """The smaller rate falls short of 0.9 by 0.4, more than any mixture could be worth."""
    assert relaxed(two_days(), BOTH, 0.9).best == pytest.approx(1 - 0.4 * PENALTY, rel=1e-3)


@pytest.mark.parametrize(("rate", "smallest"), [(0.2, 0.5), (0.5, 0.5), (0.75, 0.25), (1.0, 0.0)])
def test_a_floor_takes_from_the_others_what_it_needs(rate: float, smallest: float) -> None:
    floored = two_days(floors=(Floor("g0", rate),))
    assert relaxed(floored, SMALLEST).best == pytest.approx(smallest)


def test_floors_that_no_mixture_keeps_are_paid_for() -> None:
    """They ask for 1.5 events where there is one."""
    floored = two_days(floors=(Floor("g0", 0.75), Floor("g1", 0.75)))
    assert relaxed(floored, BOTH).best == pytest.approx(1 - 0.5 * PENALTY)


@pytest.mark.parametrize(("budget", "everyone"), [(None, 1), (40, 1), (10, 0.5), (0, 0)])
def test_a_budget_pays_for_a_part_of_what_is_dear(budget: float | None, everyone: float) -> None:
    """Only the hall, for 20, suits the family. Without groups, `everyone` is the first level."""
    instance = two_days(
        groups=(),
        families=(a_family("f0", an_adult(formats=frozenset({"in_person"}))),),
        places=(a_place(cost=20), a_call()),
        events=(an_event(places=("hall", "call")),),
        budget=budget,
    )
    assert relaxed(instance, 0).best == pytest.approx(everyone)


def test_a_budget_that_pays_for_no_column_is_paid_for_otherwise() -> None:
    """20 is asked for and 5 is there: three times the budget is missing."""
    instance = two_days(places=(a_place(cost=20),), budget=5)
    assert relaxed(instance, BOTH).best == pytest.approx(1 - 3 * PENALTY)


@pytest.mark.parametrize("level", [SMALLEST, BOTH, EVERYONE, COST])
def test_no_column_is_worth_more_than_its_event_is_paid(level: int) -> None:
    """So prices find what is better than the pool; what the relaxation takes is worth just as much."""
    instance = two_days(
        events=tuple(an_event(f"e{n}", max_sessions=2) for n in range(2)),
        places=(a_place(cost=10),),
        floors=(Floor("g1", 0.4),),
        budget=30,
    )
    pool = pool_of(instance)
    found = Relaxation(pool, "leximin").solve(level, [0.5][:level])
    for columns, paid in zip(pool.events, found.event_dual, strict=True):
        assert found.prices.of_columns(columns.valued).max() == pytest.approx(paid)
    assert (found.prices.pay >= 0).all()
    assert found.prices.money >= 0


def test_prices_pay_most_for_the_group_that_is_hardest_to_include() -> None:
    """One of three events suits `g1`; all suit `g0`."""
    families = (
        a_family("f0", groups=frozenset({"g0"})),
        a_family("f1", groups=frozenset({"g1"}), audiences=frozenset({"few"})),
        a_family("f2", an_adult(weekly={}), groups=frozenset({"g1"})),
    )
    pay = relaxed(two_days(families=families), SMALLEST).prices.pay
    assert pay[1] > 0
    assert pay[0] == pytest.approx(0)


def test_places_and_clashes_are_left_out() -> None:
    """Both events want the only hour that suits, in the one hall and with the one host."""
    families = tuple(
        a_family(f"f{n}", an_adult(weekly=free(0, hours=(18, 19))), groups=frozenset({f"g{n}"}))
        for n in range(2)
    )
    instance = two_days(families=families, events=(an_event("e1"), an_event("e2")))
    assert relaxed(instance, SMALLEST).best == pytest.approx(1)


def test_a_set_that_no_event_invites_has_no_level() -> None:
    names = Relaxation(pool_of(two_days(events=(an_event(audience=frozenset({"g0"})),))), "leximin")
    assert names.level_names() == ["smallest 1", "everyone", "cost"]
    assert names.smallest_levels() == ["smallest 1"]
    assert np.isfinite(names.solve(0, []).best)
