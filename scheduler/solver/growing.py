"""Growing the pool of a whole instance, and the bounds that its relaxation proves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.domain.plan import Objective
from scheduler.evaluation import Season
from scheduler.evaluation.season import STEP_TOLERANCE
from scheduler.solver.bounds import lagrange_bound
from scheduler.solver.crew import Sessions
from scheduler.solver.goals import level_values
from scheduler.solver.growth import Grower
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.relaxation import Relaxation, Relaxed
from scheduler.solver.screen import EventScreen
from scheduler.solver.stages import Incumbent, trivial_bound

FIRST_LEVEL_ROUNDS = 6
"""Times that columns are grown for the first level, at most; some later levels have one round each."""


KEPT_A_LEVEL = 8
"""Columns that each event keeps for each level when a master is to choose among promising ones."""


def _most_telling_first(levels: int) -> list[int]:
    """All levels, in the order in which their bounds are worth computing while there is time.

    The first, the last three (for the leximin all groups together, everyone, cost), then halves.
    """
    order = [0, *range(max(0, levels - 3), levels)]
    step = levels
    while step > 1:
        step = (step + 1) // 2
        order += range(0, levels, step)
    return list(dict.fromkeys(level for level in order if level < levels))


def interpolated(bounds: Sequence[float], resolution: float) -> list[float]:
    """Bounds on the sums of the k smallest rates, k = 1, 2, ..., made as tight as each other.

    These sums are convex in k and 0 for k = 0, so a line between two bounds bounds what lies between.
    """
    points = [0.0, *bounds]
    best = points[:]
    for k in range(1, len(points)):
        for j in range(k):
            for m in range(k + 1, len(points)):
                line = ((m - k) * points[j] + (k - j) * points[m]) / (m - j)
                best[k] = min(best[k], int(line / resolution + STEP_TOLERANCE) * resolution)
    return best[1:]


def _turns(levels: int) -> frozenset[int]:
    """The later levels for which columns are grown: they lie ever further apart, the last two among them."""
    return frozenset({1, 3, 7, 15, 31, levels - 2, levels - 1} & set(range(1, levels)))


class Growing:
    """The pool of a problem with what grows it."""

    def __init__(self, problem: Problem, pool: Pool, objective: Objective) -> None:
        self._problem = problem
        self._pool = pool
        self._objective = objective
        self.screens = [EventScreen(problem, n) for n in range(len(problem.events))]
        self._growers = [
            Grower(problem, columns, screen, n)
            for n, (columns, screen) in enumerate(zip(pool.events, self.screens, strict=True))
        ]
        self._relaxation = Relaxation(pool, objective)

    def spread(self, most: int) -> None:
        """Up to about `most` columns without supports for every event."""
        for grower in self._growers:
            grower.spread(most)

    def add(self, plan: Sequence[Sessions]) -> None:
        """One column for every event."""
        for columns, column in zip(self._pool.events, plan, strict=True):
            columns.add([column])

    def grow(self, watch: Watch) -> None:
        """Grow level after level from the relaxation's prices, until nothing new is worth its price."""
        names = self._relaxation.level_names()
        held: list[float] = []
        for level, name in enumerate(names):
            for _ in range(FIRST_LEVEL_ROUNDS if level == 0 else level in _turns(len(names))):
                relaxed = self._relaxation.solve(level, held)
                if not self._grow(relaxed, watch):
                    break
            if watch.is_over:
                return
            held.append(self._in_format(name, self._relaxation.solve(level, held).best))

    def _grow(self, relaxed: Relaxed, watch: Watch) -> int:
        new = 0
        for grower, dual in zip(self._growers, relaxed.event_dual, strict=True):
            if watch.is_over:
                break
            new += grower.grow(relaxed.prices, float(dual))
        return new

    def promising(self, best: Incumbent) -> Pool:
        """The columns that the relaxation pays best on any level, given the levels before it in `best`."""
        values = [value for _, value in level_values(self._problem.season, self._objective, best.rates)]
        kept = [
            {columns.find(column)}
            for columns, column in zip(self._pool.events, best.solution.columns, strict=True)
        ]
        for level in range(len(values)):
            prices = self._relaxation.solve(level, values[:level]).prices
            for columns, numbers in zip(self._pool.events, kept, strict=True):
                worth = prices.of_columns(columns.valued)
                numbers.update(np.argsort(-worth, kind="stable")[:KEPT_A_LEVEL].tolist())
        return self._pool.subset(kept)

    def bounds(self, best: Incumbent, watch: Watch) -> list[float]:
        """A proven bound on every level for plans as good as `best` on the levels before it."""
        values = level_values(self._problem.season, self._objective, best.rates)
        bounds = [trivial_bound(self._problem.season, name) for name, _ in values]
        for level in _most_telling_first(len(values)):
            name, value = values[level]
            for held in ([value for _, value in values[:level]], []):
                if not watch.is_over:
                    proven = self._proven(name, self._relaxation.solve(level, held))
                    bounds[level] = (max if name == "cost" else min)(bounds[level], proven)
            watch.report(name, value, bounds[level])
        groups = sum(name.startswith("smallest") for name, _ in values)
        return [*interpolated(bounds[:groups], self._problem.instance.resolution), *bounds[groups:]]

    def _proven(self, name: str, relaxed: Relaxed) -> float:
        return self._in_format(name, lagrange_bound(self._problem, self.screens, relaxed))

    def _in_format(self, name: str, best: float) -> float:
        """A relaxed level as the exchange format reports it, rates rounded down to steps."""
        season: Season = self._problem.season
        if name.startswith("smallest"):
            step = season.instance.resolution
            return int(best / step + (int(name.split()[1]) + 1) * STEP_TOLERANCE) * step
        if name == "everyone":
            past, before = season.past[season.everyone]
            return float(past + best) / float(before + season.invited[season.everyone])
        return -best if name == "cost" else best
