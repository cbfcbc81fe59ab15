"""Proven bounds for whole instances: Lagrange with the relaxation's prices over all columns of all events.

For prices pay, money >= 0 from the linear relaxation over the pool (value `v`, dual `d_e` of each
event's choice), no plan is better on the level than

    v + sum over events of max(0, u_e - d_e)

where `u_e` bounds the worth of every column of the event, in the pool or not (`column_bound`).
"""

from __future__ import annotations

import numpy as np

from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.relaxation import Relaxed
from scheduler.solver.screen import EventScreen

SAFETY = 1e-7
"""Added to a bound, in units of the level's size: more than the linear solver's tolerance."""


def lagrange_bound(problem: Problem, screens: list[EventScreen], relaxed: Relaxed) -> float:
    """A bound on the level that was relaxed, in its own units (a cost counts as its negative)."""
    open_worth = sum(
        max(0.0, column_bound(problem, number, screen, relaxed.prices) - relaxed.event_dual[number])
        for number, screen in enumerate(screens)
    )
    return float(relaxed.value + open_worth + SAFETY) * relaxed.unit


def column_bound(problem: Problem, number: int, screen: EventScreen, prices: Prices) -> float:
    """No column of the event is worth more.

    Inclusion over several sessions is at most the sum over them, so a column's worth is at most
    the sum of its sessions' bounds; and however many they are, families are not worth more than
    all of them included in full.
    """
    event = problem.events[number]
    upper = -np.sort(-screen.screen(prices).upper)[: event.max_sessions]
    sums = np.concatenate([[0.0], np.cumsum(upper)])[event.min_sessions :]
    everyone = np.maximum(prices.of_profiles(problem, number), 0.0).sum()
    return float(min(sums.max(initial=0.0 if event.min_sessions == 0 else -np.inf), everyone))
