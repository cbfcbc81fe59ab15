"""A bound on what two sessions of an event are worth together, crowding left out."""

from __future__ import annotations

import numpy as np

from scheduler.evaluation.profiles import Floats
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.screen import EventScreen

BLOCK = 256
MOST_WORK = 2e10
"""Multiplications that the pairs of one event may take; above it the bound by sums is kept."""


def best_pair(
    problem: Problem, number: int, screen: EventScreen, prices: Prices, uppers: Floats, enough: float
) -> float:
    """No two sessions are worth more than this, or than `enough`.

    `uppers` (sites,) bounds single sessions. With `free` the best worth without supports, a pair is
    worth at most the sum over families of the larger `free`, plus what supports add to either
    session. The smaller `free` of two is m * (both at least maybe) + (1 - m) * (both yes), a matrix
    product.
    """
    order = np.argsort(-uppers, kind="stable")
    candidates = order[uppers[order] + uppers[order[0]] > enough]
    firsts = int((uppers[candidates] * 2 > enough).sum())
    worth = np.maximum(prices.of_profiles(problem, number), 0.0)
    if not len(candidates) or 2.0 * firsts * len(candidates) * len(worth) > MOST_WORK:
        return float(2 * uppers[order[0]])
    free, rest = _split(screen, prices, worth, candidates, len(uppers))
    alone = free @ worth + rest
    some = (free > 0).astype(np.float32)
    yes = (free >= 1).astype(np.float32)
    maybe = problem.instance.maybe_value
    best = enough
    for first in range(0, firsts, BLOCK):
        rows = slice(first, min(first + BLOCK, firsts))
        shared = (some[rows] * (maybe * worth)) @ some.T + (yes[rows] * ((1 - maybe) * worth)) @ yes.T
        best = max(best, float((alone[rows, None] + alone[None, :] - shared).max()))
    return best


def _split(
    screen: EventScreen, prices: Prices, worth: Floats, candidates: np.ndarray, sites: int
) -> tuple[Floats, Floats]:
    """Of the candidate sites: `free` (candidates, P), and what supports add less what the site costs."""
    position = np.full(sites, -1)
    position[candidates] = np.arange(len(candidates))
    free, rest = np.zeros((len(candidates), len(worth))), np.zeros(len(candidates))
    for part in screen.parts(position >= 0):
        rows = position[part.sites]
        free[rows] = part.free
        rest[rows] = -prices.money * part.base_cost
        for charged in part.charged.values():
            net = charged.gain @ worth[charged.profiles] - prices.money * charged.least_cost
            rest[rows] += np.maximum(net, 0.0)
    return free, rest
