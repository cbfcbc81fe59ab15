"""Growing the pool of a whole instance from the relaxation's prices, and the bounds that these prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from math import inf
from typing import Any, TypeVar

import numpy as np

from scheduler.domain.plan import Objective
from scheduler.evaluation.season import STEP_TOLERANCE
from scheduler.solver.abilities import support_of
from scheduler.solver.bounds import column_bound
from scheduler.solver.crew import Role, Staffed
from scheduler.solver.frontier import Frontier
from scheduler.solver.growth import Grower
from scheduler.solver.pool import Pool
from scheduler.solver.potential import EventPotential
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.relaxation import Relaxation, Relaxed
from scheduler.solver.stages import Incumbent

Found = TypeVar("Found")

KEPT_AT_PRICES, KEPT_IN_ALL = 6, 80
"""Columns that each event keeps for each vector of prices when a master is to choose among promising ones, at
least, and about how many in all."""

BOUNDS_AT_LEAST = 3
"""Final bounds that could be found if each took its share of the time that is left; most take less."""
MOST_REMEMBERED = 8
"""Times that columns which were evaluated before are priced again, at most."""


class Growing:
    """The pool of a problem with what grows it, and what is proven about its levels."""

    def __init__(self, problem: Problem, pool: Pool, objective: Objective, threads: int = 1) -> None:
        """Events are looked at by so many `threads` at once; what is found does not depend on them."""
        self._executor = None if threads == 1 else ThreadPoolExecutor(threads)
        self._problem = problem
        self._pool = pool
        self._objective = objective
        self.potentials = self._each(self._potential, range(len(problem.events)))
        self._frontier = Frontier(problem.season)
        self._growers = [
            Grower(problem, columns, potential, n)
            for n, (columns, potential) in enumerate(zip(pool.events, self.potentials, strict=True))
        ]
        self._relaxation = Relaxation(pool, objective)
        self._prices: list[Prices] = []
        self._proven: dict[tuple[int, tuple[float, ...]], float] = {}

    def _potential(self, number: int) -> EventPotential:
        self._problem.watch.stop_if_over()
        return EventPotential(self._problem, number)

    def _each(self, work: Callable[..., Found], *of_events: Iterable[Any]) -> list[Found]:
        """What `work` finds for each event, in order. None of it goes on when this ends with TimeIsUp."""
        if self._executor is None:
            return list(map(work, *of_events))
        started = [self._executor.submit(work, *args) for args in zip(*of_events, strict=True)]
        wait(started)
        return [event.result() for event in started]

    def __len__(self) -> int:
        """Columns in the pool."""
        return len(self._pool)

    def seed(self, watch: Watch) -> None:
        """Value what is best for each set of families alone, so that prices find it."""
        self._each(lambda grower: grower.seed(watch), self._growers)

    def grow(self, level: int, held: Sequence[float], rounds: int, watch: Watch) -> Relaxed:
        """Grow at the prices of a level while something new is worth them, at most so many rounds.

        Returns the relaxation of the level over the pool as it is then.
        """
        relaxed = self._remember(level, held, watch)
        for _ in range(rounds):
            if watch.is_over or not self._grow(relaxed, watch):
                break
            relaxed = self._remember(level, held, watch)
        return relaxed

    def _remember(self, level: int, held: Sequence[float], watch: Watch) -> Relaxed:
        """The relaxation with all columns that were evaluated before and are worth their price."""
        relaxed = self._relaxation.solve(level, held)
        for _ in range(MOST_REMEMBERED):
            new = sum(
                grower.remember(relaxed.prices, float(dual))
                for grower, dual in zip(self._growers, relaxed.event_dual, strict=True)
            )
            if not new or watch.is_over:
                break
            relaxed = self._relaxation.solve(level, held)
        self._prices.append(relaxed.prices)
        return relaxed

    def prove(self, relaxed: Relaxed, watch: Watch) -> None:
        """Add what no plan can pass at the relaxation's prices, if there is time to find it."""
        at_most = self._each(
            lambda potential, enough: (
                inf
                if watch.is_over
                else column_bound(self._problem, potential, relaxed.prices, float(enough))
            ),
            self.potentials,
            relaxed.event_dual,
        )
        if inf not in at_most:
            self._frontier.add(relaxed.prices, sum(at_most))

    def bounds(self, held: Sequence[float], known: Sequence[float], watch: Watch) -> list[float]:
        """Proven bounds on every level of a plan with these values; `known` ones hold already."""
        out = list(known)
        groups = len(self._relaxation.smallest_levels())
        # the last levels first: the sum of all groups bounds what lies before it too
        for left, level in zip(range(len(held), 0, -1), reversed(range(len(held))), strict=True):
            if watch.is_over:
                out[level] = self._tightest(level, held, out[level])
            else:
                share = watch.seconds_left / min(left, BOUNDS_AT_LEAST)
                out[level] = self.bound(level, held, out[level], share)
        return [*interpolated(out[:groups], self._problem.instance.resolution), *out[groups:]]

    def bound(self, level: int, held: Sequence[float], known: float, seconds: float) -> float:
        """A bound on one level for plans as good as `held` before it, no worse than the one known."""
        found = self._frontier.bound(self._objective, level, held, seconds)
        best = self._tightest(level, held, known if found is None else found)
        self._proven[level, tuple(held[:level])] = best
        return best

    def _tightest(self, level: int, held: Sequence[float], known: float) -> float:
        """The tightest that is known for plans that are as good as `held` on each level before it.

        They are also as good as any values that are no better, so what is proven for those holds for them.
        """
        proven = [
            bound
            for (other, before), bound in self._proven.items()
            if other == level and all(a <= b for a, b in zip(before, held, strict=False))
        ]
        is_cost = level == len(self._relaxation.level_names()) - 1
        return max([known, *proven]) if is_cost else min([known, *proven])

    def promising(self, best: Incumbent) -> Pool:
        """The plan's columns, and those that pay best at any prices so far."""
        kept = [
            {columns.find(column)}
            for columns, column in zip(self._pool.events, best.solution.columns, strict=True)
        ]
        most = max(KEPT_AT_PRICES, KEPT_IN_ALL // max(1, len(self._prices)))
        for prices in self._prices:
            for columns, numbers in zip(self._pool.events, kept, strict=True):
                worth = prices.of_columns(columns.valued)
                numbers.update(np.argsort(-worth, kind="stable")[:most].tolist())
        return self._pool.subset(kept)

    def loss(self, number: int, session: Staffed) -> dict[Role, float]:
        """About what each role of a session adds at the latest prices, beside no other session."""
        potential, prices = self.potentials[number], self._prices[-1]
        worth = potential.prices(prices.of_signatures(self._problem, number))
        site = self._problem.choices[number].row[session.start, session.place]
        losses = dict(potential.losses(site, 0.0, worth))
        return {role: losses.get(support_of(role), 0.0) for role, _ in session.crew}

    def _grow(self, relaxed: Relaxed, watch: Watch) -> int:
        """Grow at these prices, and add what no plan can pass at them, if there is time for all events."""
        found = self._each(
            lambda grower, dual: (0, inf) if watch.is_over else grower.grow(relaxed.prices, float(dual)),
            self._growers,
            relaxed.event_dual,
        )
        at_most = sum(bound for _, bound in found)
        if at_most < inf:
            self._frontier.add(relaxed.prices, at_most)
        return sum(new for new, _ in found)


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
