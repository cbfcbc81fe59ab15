"""Proven bounds for whole instances: Lagrange with the relaxation's prices over all columns of all events.

For prices pay, money >= 0 from the linear relaxation over the pool (value `v`, dual `d_e` of each
event's choice), no plan is better on the level than

    v + sum over events of max(0, u_e - d_e)

where `u_e` bounds the worth of every column of the event, in the pool or not (`column_bound`).
"""

from __future__ import annotations

import numpy as np

from scheduler.evaluation.profiles import Floats
from scheduler.solver.crowding import crowded_upper
from scheduler.solver.pairs import best_pair
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.relaxation import Relaxed
from scheduler.solver.screen import EventScreen

SAFETY = 1e-7
"""Added to a bound, in units of the level's size: more than the linear solver's tolerance."""


def lagrange_bound(problem: Problem, screens: list[EventScreen], relaxed: Relaxed) -> float:
    """A bound on the level that was relaxed, in its own units (a cost counts as its negative)."""
    open_worth = 0.0
    for number, screen in enumerate(screens):
        dual = float(relaxed.event_dual[number])
        open_worth += max(0.0, column_bound(problem, number, screen, relaxed.prices, dual) - dual)
    return float(relaxed.value + open_worth + SAFETY) * relaxed.unit


def column_bound(problem: Problem, number: int, screen: EventScreen, prices: Prices, enough: float) -> float:
    """No column of the event is worth more; may stop at `enough` where that is all that matters.

    Inclusion over several sessions is at most the sum over them, so a column's worth is at most
    the sum of its sessions' bounds (`by_sum`). Two sessions include a family at most as far as the
    better of them would if nothing were crowded (`best_pair`). However many they are, families are
    not worth more than all of them included in full.
    """
    event = problem.events[number]
    above = enough if event.max_sessions == 1 else -np.inf
    uppers = crowded_upper(problem, number, screen, prices, above)
    by_sum = np.concatenate([[0.0], np.cumsum(-np.sort(-uppers)[: event.max_sessions])])
    if event.max_sessions >= 2 and len(by_sum) > 2 and by_sum[2] > enough:
        by_sum[2] = min(by_sum[2], best_pair(problem, number, screen, prices, uppers, max(enough, by_sum[1])))
    numbers = by_sum[event.min_sessions :]
    most = float(numbers.max()) if len(numbers) else 0.0
    return min(most, float(worth_of_all(problem, number, prices).sum()))


def floors_are_in_reach(problem: Problem, screens: list[EventScreen]) -> bool:
    """Whether every floor could be kept if every other rule were dropped."""
    season = problem.season
    for floor in problem.instance.floors:
        which = season.set_names.index(floor.group)
        if season.invited[which] > 0:
            pay = np.zeros(len(season.set_names) + 1)
            pay[which] = 1 / season.invited[which]
            prices = Prices(pay, 0.0)
            most = sum(column_bound(problem, n, screen, prices, -np.inf) for n, screen in enumerate(screens))
            if most < floor.rate - SAFETY:
                return False
    return True


def worth_of_all(problem: Problem, number: int, prices: Prices) -> Floats:
    """Worth of each invited profile included in full, what costs more than it earns left out."""
    return np.maximum(prices.of_profiles(problem, number), 0.0)
