"""Local search over a pool: exchange the columns of one event, then of two, as long as a score rises.

The score for the leximin is a smooth minimum, -t * log of the sum of exp(-rate / t) over the compared
groups: it follows the smallest rates first and sees progress inside a step, where whole steps see none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from scheduler.domain.plan import Objective
from scheduler.evaluation.households import Bools, Floats, Indices
from scheduler.solver.goals import compared_sets
from scheduler.solver.master import Solution
from scheduler.solver.pool import Pool
from scheduler.solver.progress import Watch
from scheduler.solver.roster import Roster
from scheduler.solver.stages import Incumbent

TRIES = 12
"""Exchanges of one event (or two) that are tried for a fit, best first."""
PAIR_COLUMNS = 60
"""Columns of an event that take part in exchanges of two."""
LEAST_GAIN = 1e-9
TEMPERATURES = (1.0, 0.4, 0.15)
"""Of the score, in steps of the resolution, one after another: the cooler, the more the smallest count."""
LEAST_RESOLUTION = 0.005
"""A finer resolution than this does not make the score cooler."""
EVERYONE_WEIGHT = 1e-4
COST_WEIGHT = 1e-12
"""What breaks ties between plans whose groups are alike."""


class Exchange:
    """Improves a plan by exchanging columns of the pool."""

    def __init__(self, pool: Pool, objective: Objective, start: Incumbent) -> None:
        self._pool = pool
        self._season = pool.problem.season
        self._objective = objective
        self._sets = compared_sets(self._season)
        self._roster = Roster(pool.problem)
        self._roster.load(start.solution.columns, dict(start.solution.cast))
        self._temperature = 1.0
        self._chosen = [
            columns.find(column) for columns, column in zip(pool.events, start.solution.columns, strict=True)
        ]

    def improve(self, watch: Watch) -> Incumbent:
        """Exchange until nothing helps or the time is over, then again with a cooler score."""
        events = range(len(self._pool.events))
        moves: list[tuple[int, ...]] = [(e,) for e in events]
        pairs: list[tuple[int, ...]] = list(combinations(events, 2))
        for temperature in TEMPERATURES:
            self._temperature = temperature * max(self._season.instance.resolution, LEAST_RESOLUTION)
            improved = True
            while improved and not watch.is_over:
                improved = self._sweep(moves, watch) or self._sweep(pairs, watch)
        columns = tuple(self._roster.columns[e] for e in events)
        return Incumbent.of(Solution(columns, self._roster.cast), self._pool)

    def _sweep(self, moves: Sequence[tuple[int, ...]], watch: Watch) -> bool:
        improved = False
        for events in moves:
            if watch.is_over:
                break
            improved = self._exchange(events) or improved
        return improved

    def _exchange(self, events: tuple[int, ...]) -> bool:
        """Give these events the best other columns that fit; False where none is better."""
        offered = [self._offered(event, len(events) > 1) for event in events]
        valued = [self._pool.events[e].valued for e in events]
        sums, cost = self._totals(events)
        for values, numbers in zip(valued, offered, strict=True):
            sums = sums[..., None, :] + values.sums[numbers]
            cost = cost[..., None] + values.least_cost[numbers]
        score = np.where(self._allowed(sums, cost), self._score(sums, cost), -np.inf).ravel()
        now = float(self._score(*self._totals(())))
        for position in np.argsort(-score, kind="stable")[:TRIES]:
            if score[position] <= now + LEAST_GAIN:
                return False
            at = np.unravel_index(position, [len(numbers) for numbers in offered])
            chosen = [int(numbers[n]) for numbers, n in zip(offered, at, strict=True)]
            if self._put(events, chosen):
                return True
        return False

    def _offered(self, event: int, few: bool) -> Indices:
        """The columns of the event worth trying, if `few` those that alone would score best."""
        valued = self._pool.events[event].valued
        if not few or len(valued.cost) <= PAIR_COLUMNS:
            return np.arange(len(valued.cost))
        sums, cost = self._totals((event,))
        score = self._score(sums + valued.sums, cost + valued.least_cost)
        return np.argsort(-score, kind="stable")[:PAIR_COLUMNS]

    def _put(self, events: tuple[int, ...], chosen: Sequence[int]) -> bool:
        """Put the columns into the roster if they fit and the plan stays within budget."""
        roster = self._roster.copy()
        for event in events:
            roster.drop(event)
        for event, number in zip(events, chosen, strict=True):
            if not roster.put(event, self._pool.events[event].columns[number]):
                return False
        before = self._chosen[:]
        for event, number in zip(events, chosen, strict=True):
            self._chosen[event] = number
        budget = self._season.instance.budget
        if budget is not None:
            fixed = sum(c.valued.cost[n] for c, n in zip(self._pool.events, self._chosen, strict=True))
            if fixed + sum(map(roster.crew_cost, range(len(self._chosen)))) > budget:
                self._chosen = before
                return False
        self._roster = roster
        return True

    def _totals(self, skip: tuple[int, ...]) -> tuple[Floats, Floats]:
        """Sums (sets + 1,) and least cost () of the chosen columns, some events left out."""
        sums, cost = np.zeros(len(self._season.set_names) + 1), np.zeros(())
        for event, number in enumerate(self._chosen):
            if event not in skip:
                valued = self._pool.events[event].valued
                sums, cost = sums + valued.sums[number], cost + valued.least_cost[number]
        return sums, cost

    def _score(self, sums: Floats, cost: Floats) -> Floats:
        """Higher is better; sums (..., sets + 1), cost (...)."""
        if self._objective != "leximin":
            value = sums[..., -1 if self._objective == "weighted" else self._season.everyone]
            return np.asarray(value - COST_WEIGHT * cost)
        rates = self._season.set_rates(sums[..., :-1])
        everyone = np.nan_to_num(rates[..., self._season.everyone])
        score = EVERYONE_WEIGHT * everyone - COST_WEIGHT * cost
        if self._sets:
            cold = -rates[..., self._sets] / self._temperature
            highest = cold.max(axis=-1)
            missing = highest + np.log(np.exp(cold - highest[..., None]).sum(axis=-1))
            score = score - self._temperature * missing
        return np.asarray(score)

    def _allowed(self, sums: Floats, cost: Floats) -> Bools:
        """Whether floors and budget are kept, crews counted at the least they can cost."""
        instance, season = self._season.instance, self._season
        kept = np.ones(cost.shape, dtype=bool)
        for floor in instance.floors:
            which = season.set_names.index(floor.group)
            kept &= sums[..., which] >= floor.rate * season.invited[which]
        if instance.budget is not None:
            kept &= cost <= instance.budget
        return kept
