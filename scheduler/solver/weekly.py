"""Two sessions of an event that invites very many, bounded by weekday, time and place.

Families answer by the week, and few weeks differ. So a family is counted at its best answer in any week, and
sites that differ in nothing but the week are bounded together; that bounds each of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.evaluation.households import Floats, Indices
from scheduler.solver.potential import EventPotential, numbers_of

MOST_WORK = 2e11
"""Multiplications that the pairs of one event may take; above it the bound by sums is kept."""


def best_pair_of_weeks(
    potential: EventPotential, worth: Floats, money: float, uppers: Floats, sites: Indices, enough: float
) -> float:
    """As `best_pair`: no two sessions at these sites are worth more than this, or than `enough`."""
    groups = _alike_weekly(potential, uppers, sites)
    upper = np.array([uppers[group].max() for group in groups])
    cost = money * np.array([potential.base_cost[group].min() for group in groups])
    firsts = int((upper * 2 > enough).sum())
    if 4.0 * firsts * len(groups) * len(worth) > MOST_WORK:
        return float(2 * upper[0])
    steps = np.diff(potential.worth_of_level)
    alone = {bit: np.zeros(len(groups)) for bit in np.unique(potential.paid).tolist()}
    twice = {bit: np.zeros((firsts, len(groups))) for bit in alone}
    for some, level in potential.best_levels(groups):
        for bit, mine in numbers_of(potential.paid[some].tolist()).items():
            price = worth[some][mine].astype(np.float32)
            for number, step in enumerate(steps, 1):
                at_least = (level[:, mine] >= number).astype(np.float32)
                alone[bit] += step * (at_least @ price)
                twice[bit] += step * ((at_least[:firsts] * price) @ at_least.T)
    together = -cost[:firsts, None] - cost
    for bit, of_one in alone.items():
        both = of_one[:firsts, None] + of_one - twice[bit]
        together += charged(of_one[:firsts], of_one, both, money * potential.charge(bit))
    together = np.minimum(together, upper[:firsts, None] + upper)
    return max(
        enough,
        float(together.max(initial=-np.inf)) + 3e-5 * float(np.sum(list(alone.values()), axis=0).max()),
    )


def charged(first: Floats, second: Floats, both: Floats, charge: float) -> Floats:
    """What families are worth to two sessions, to each of which they come only if it pays the charge.

    They are worth `first` (m,) and `second` (n,) at either site alone, and `both` (m, n) at the two.
    """
    if charge == 0:
        return both
    one = np.maximum(first[:, None], second) - charge
    return np.asarray(np.maximum(np.maximum(one, both - 2 * charge), 0.0))


def _alike_weekly(potential: EventPotential, uppers: Floats, sites: Indices) -> Sequence[Indices]:
    """The sites that differ in nothing but the week, those that may be worth most first."""
    keys = [(start.weekday(), start.time(), place) for start, place in (potential.sites[n] for n in sites)]
    groups = [sites[numbers] for numbers in numbers_of(keys).values()]
    return sorted(groups, key=lambda group: -uppers[group].max())
