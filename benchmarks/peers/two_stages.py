"""The two stages of a textbook leximin: first the smallest rate of the groups, then everyone's.

Any plan at all comes before both, for the first to start from.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.peers.deadline import Deadline, NoPlan
from benchmarks.peers.linear import Linear, Solver, Term
from scheduler.evaluation import Season

ANY_PLAN, FIRST_STAGE = 0.4, 0.6
"""Shares of the time that is left: the most for any plan, and what the first stage takes of the rest."""
SLACK = 0.001
"""How much of the smallest rate the second stage may give back, for rounding's sake."""


def solve(
    season: Season,
    model: Linear,
    included: Sequence[Sequence[Term]],
    solver: Solver,
    deadline: Deadline,
    threads: int,
) -> list[float]:
    """A solution; `included` holds the terms of each set's sum in the order of `season.set_names`.

    Raises NoPlan where the solver finds none in time.
    """
    smallest = model.fraction()
    for number in season.taking_part:
        total = season.past[number, 1] + season.invited[number]
        if total > 0:
            rate = [(coefficient / total, n) for coefficient, n in included[number]]
            model.at_most([(1, smallest), *((-c, n) for c, n in rate)], season.past[number, 0] / total)
    start = solver(model, ANY_PLAN * deadline.seconds_left, threads, None)
    if start is None:
        raise NoPlan("the solver found no plan of its short list of sites in time")
    everyone = season.invited[season.everyone] or 1.0
    rate = [(coefficient / everyone, n) for coefficient, n in included[season.everyone]]
    model.goal = ((1, smallest), *((0.001 * c, n) for c, n in rate))
    first = solver(model, FIRST_STAGE * deadline.seconds_left, threads, start) or start
    model.at_least([(1, smallest)], max(0.0, first[smallest] - SLACK))
    model.goal = tuple(rate)
    return solver(model, deadline.seconds_left, threads, first) or first
