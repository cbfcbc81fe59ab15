"""Proven bounds on what the columns of an event are worth at given prices, and on what any plan is.

For prices pay, money >= 0, and `u_e` a bound on the worth of every column of event e, no plan's sums
are worth more than the sum of `u_e` (`support`): that is one inequality between the rates of all sets and
the cost, which every plan keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.evaluation.households import Bools, Floats, Indices
from scheduler.solver.needs import Masks
from scheduler.solver.potential import ROUNDING, EventPotential, numbers_of
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.seats import Priced
from scheduler.solver.tally import Singles
from scheduler.solver.weekly import best_pair_of_weeks, charged

SAFETY = 1e-7
"""Added to a bound, in units of the level's size: more than rounding can lose."""
BLOCK = 256
SEARCHED = 256
"""Sites whose prices of what fills up are searched for together."""
MOST_BY_SITE = 60_000_000
"""Sites times families that are told apart in pairs; above it those of one time of a week are one."""
MOST_WORK = 4e10
"""Multiplications that the pairs of one event may take; above it the bound by sums is kept."""


@dataclass(frozen=True)
class SessionBounds:
    """What one session at each site of an event is worth at most beside any others, at some prices.

    `unwanted` are the conditions that a crew had better not meet there, because those who come then crowd
    others more than they are worth, as bits of a number. Both have shape (sites,).
    """

    worth: Floats
    unwanted: Masks


def support(problem: Problem, potentials: Sequence[EventPotential], prices: Prices) -> float:
    """No plan's sums and cost are worth more than this at the prices."""
    return sum(column_bound(problem, potential, prices, -np.inf) for potential in potentials)


def loose_support(problem: Problem, potentials: Sequence[EventPotential], prices: Prices) -> float:
    """As `support`, at once: as if nothing filled up, and sessions of an event shared no family."""
    total = 0.0
    for potential in potentials:
        worth = np.maximum(free_bounds(problem, potential, prices).worth, 0.0)
        best = np.sort(worth)[::-1][: problem.events[potential.number].max_sessions]
        families = potential.prices(prices.of_signatures(problem, potential.number))
        total += min(float(best.sum()), float(families.sum()))
    return total


def column_bound(problem: Problem, potential: EventPotential, prices: Prices, enough: float) -> float:
    """No column of the event is worth more; may stop at `enough` where that is all that matters."""
    found = session_bounds(problem, potential, prices, enough)
    return bound_of_sessions(problem, potential, prices, found.worth, enough)


def bound_of_sessions(
    problem: Problem, potential: EventPotential, prices: Prices, uppers: Floats, enough: float
) -> float:
    """No column of the event is worth more where `uppers` (sites,) bound single sessions, or than `enough`.

    Inclusion over several sessions is at most the sum over them, and at most the best potential
    among them. Of three sessions or more, the bound on pairs counts m / 2 times: each family's best
    potential is in m - 1 of the m (m - 1) / 2 pairs.
    """
    event = problem.events[potential.number]
    of_signatures = prices.of_signatures(problem, potential.number)
    cared = prices.money * potential.care_cost * potential.cared
    worth = np.maximum(potential.prices(of_signatures) - cared, 0.0)
    if event.max_sessions > 1 and prices.money > 0:
        uppers = _paying(potential, worth, prices.money, uppers, enough)
    by_sum = np.concatenate([[0.0], np.cumsum(-np.sort(-uppers)[: event.max_sessions])])
    if len(by_sum) > 2 and by_sum[2:].max() > enough:
        pair = best_pair(potential, worth, prices.money, uppers, max(enough, by_sum[1]))
        for m in range(2, len(by_sum)):
            by_sum[m] = min(by_sum[m], max(0.5 * m * pair, by_sum[1]))
    numbers = by_sum[event.min_sessions :]
    most = float(numbers.max()) if len(numbers) else 0.0
    return min(max(most, enough), float(potential.prices(of_signatures).sum()))


def free_bounds(problem: Problem, potential: EventPotential, prices: Prices) -> SessionBounds:
    """Bounds on sessions as if nothing filled up."""
    worth = potential.totals(prices.of_signatures(problem, potential.number))
    return SessionBounds(worth - prices.money * potential.base_cost, np.zeros(len(worth), dtype=np.int64))


def session_bounds(
    problem: Problem, potential: EventPotential, prices: Prices, enough: float
) -> SessionBounds:
    """Bounds on sessions; those who come crowd what fills up.

    That is looked at wherever a column with the site may be worth more than `enough`.
    """
    of_cells = prices.of_signatures(problem, potential.number)[potential.cells.signature]
    others = problem.events[potential.number].max_sessions - 1
    free = free_bounds(problem, potential, prices)
    worth, unwanted, spent = free.worth, free.unwanted, prices.money * potential.base_cost
    upper = worth + spent
    reached = -np.inf
    for crowd in sorted(potential.crowds, key=lambda crowd: -worth[crowd.sites].max()):
        least = max(reached, enough) if others == 0 else enough - others * max(0.0, worth.max())
        numbers = np.flatnonzero(worth[crowd.sites] > least)
        if not len(numbers) or not len(crowd.table.columns):
            continue
        problem.watch.stop_if_over()
        coming = crowd.coming(of_cells, potential.worth_of_level, numbers)
        priced = Priced(crowd, coming, prices.money, crowd.care[numbers])
        sites = crowd.sites[numbers]
        worth[sites], unwanted[sites] = _crowded(priced, upper[sites], spent[sites], least, others == 0)
        reached = max(reached, worth[sites].max())
    return SessionBounds(worth, unwanted)


def _crowded(priced: Priced, upper: Floats, spent: Floats, least: float, lone: bool) -> tuple[Floats, Masks]:
    """The worth of the n sites of one crowd, each of them at most `upper`, best first until it is `least`.

    For a `lone` session, less than the best of them is enough. Prices found for some sites are tried for the
    others. Beside the worth, what is unwanted there.
    """
    worth, rounding = upper - spent, ROUNDING * upper
    unwanted = np.zeros(len(worth), dtype=np.int64)
    left = np.argsort(-worth, kind="stable")
    while len(left):
        some, left = left[:SEARCHED], left[SEARCHED:]
        found = priced.of(some)
        worth[some] = np.minimum(worth[some], found.least() + rounding[some] - spent[some])
        unwanted[some] = found.unwanted()
        if lone:
            least = max(least, float(worth[some].max()))
        if len(left):
            others = priced.of(left)
            others.seats[:] = np.median(found.seats, axis=1)[:, None]
            worth[left] = np.minimum(worth[left], others.bound() + rounding[left] - spent[left])
            left = left[worth[left] > least]
            left = left[np.argsort(-worth[left], kind="stable")]
    return worth, unwanted


def _paying(potential: EventPotential, worth: Floats, money: float, uppers: Floats, enough: float) -> Floats:
    """Bounds on sessions, beside any others, whose families come only where what they need is paid for.

    That is looked at wherever a column with the site may be worth more than `enough`.
    """
    sites = np.flatnonzero(uppers + max(0.0, uppers.max(initial=-np.inf)) > enough)
    if not len(sites) or len(sites) * len(potential) > MOST_BY_SITE:
        return uppers
    free, price = potential.of_families(sites), worth.astype(np.float32)
    total = -money * potential.base_cost[sites]
    for paid, mine in numbers_of(potential.paid.tolist()).items():
        alone = (free[:, mine] @ price[mine]).astype(float) * (1 + ROUNDING)
        total += alone if paid < 0 else np.maximum(alone - money * potential.charge(paid), 0.0)
    out = uppers.copy()
    out[sites] = np.minimum(uppers[sites], total)
    return out


def best_pair(potential: EventPotential, worth: Floats, money: float, uppers: Floats, enough: float) -> float:
    """No two sessions are worth more than this, or than `enough`.

    `uppers` (sites,) bounds single sessions, `worth` (F,) is what families are worth. With `a` and `b` the
    potentials of two sites, a pair is worth at most the sum over families of max(a, b), and
    min(a, b) is maybe * (both at least maybe) + (1 - maybe) * (both yes), a matrix product. Families who
    need a condition that costs come only where that is paid.
    """
    order = np.argsort(-uppers, kind="stable")
    candidates = order[uppers[order] + uppers[order[0]] > enough]
    wide = candidates[~_is_narrow(potential, candidates)]
    narrow = candidates[_is_narrow(potential, candidates)]
    best = float(2 * uppers[narrow].max(initial=-np.inf))
    if len(wide) and len(narrow):
        best = max(best, float(uppers[wide].max() + uppers[narrow].max()))
    if not len(wide):
        return max(best, enough)
    return max(best, _best_wide_pair(potential, worth, money, uppers, wide, enough))


def _best_wide_pair(
    potential: EventPotential, worth: Floats, money: float, uppers: Floats, wide: Indices, enough: float
) -> float:
    if len(wide) * len(potential) > MOST_BY_SITE:
        return best_pair_of_weeks(potential, worth, money, uppers, wide, enough)
    found = potential.of_families(wide)
    kept = _distinct(found, potential.base_cost[wide])
    free, upper = found[kept], uppers[wide[kept]]
    firsts = int((upper * 2 > enough).sum())
    if 4.0 * firsts * len(kept) * len(worth) > MOST_WORK:
        return float(2 * upper[0])
    cost = money * potential.base_cost[wide[kept]]
    rounding = 1e-5 * float((free @ worth.astype(np.float32)).max())
    paying = [
        (_Paired(free[:, mine], worth[mine]), money * potential.charge(paid))
        for paid, mine in numbers_of(potential.paid.tolist()).items()
    ]
    best = enough
    for first in range(0, firsts, BLOCK):
        potential.stop_if_over()
        rows = slice(first, min(first + BLOCK, firsts))
        together = -cost[rows, None] - cost[None, :]
        for paired, charge in paying:
            together += paired.of(rows, charge)
        together = np.minimum(together, upper[rows, None] + upper[None, :])
        best = max(best, float(together.max()) + rounding)
    return best


class _Paired:
    """What some families are worth in pairs of sites."""

    def __init__(self, free: Singles, worth: Floats) -> None:
        """`free` (sites, F) are their potentials, `worth` (F,) what they are worth."""
        self._price = worth.astype(np.float32)
        self._alone: Floats = (free @ self._price).astype(float)
        levels = np.unique(free)
        self._steps = np.diff(np.concatenate([[0.0], levels[levels > 0]]))
        self._reached = [(free >= level).astype(np.float32) for level in levels[levels > 0]]

    def of(self, rows: slice, charge: float) -> Floats:
        """Some sites with all, shape (rows, sites), where each session that they come to pays a charge."""
        both = self._alone[rows, None] + self._alone
        for step, at_least in zip(self._steps, self._reached, strict=True):
            both -= (at_least[rows] * (np.float32(step) * self._price)) @ at_least.T
        return charged(self._alone[rows], self._alone, both, charge)


def _distinct(rows: Singles, costs: Floats) -> Indices:
    """Of rows (n, F) that are equal at equal cost the first; a row is its own pair too."""
    first: dict[tuple[bytes, float], int] = {}
    for n, (row, cost) in enumerate(zip(rows, costs, strict=True)):
        first.setdefault((row.tobytes(), float(cost)), n)
    return np.array(sorted(first.values()), dtype=np.intp)


def _is_narrow(potential: EventPotential, sites: Indices) -> Bools:
    return np.array([potential.sites[n][1] in potential.narrow for n in sites], dtype=bool)
