"""Growing the pool of a whole instance from the relaxation's prices, and the bounds that these prove."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np

from scheduler.domain.plan import Objective
from scheduler.evaluation.season import STEP_TOLERANCE
from scheduler.solver.companion import Companion
from scheduler.solver.crew import Role, Staffed
from scheduler.solver.frontier import Frontier
from scheduler.solver.goals import Aim
from scheduler.solver.growth import KEPT, LEAST_GAIN
from scheduler.solver.out_of_reach import is_too_much
from scheduler.solver.pool import Pool
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.relaxation import Relaxation, Relaxed, Unkept
from scheduler.solver.share import Grown, Share
from scheduler.solver.stages import Incumbent

KEPT_AT_PRICES, KEPT_IN_ALL = 6, 80
"""Columns that each event keeps for each vector of prices when a master is to choose among promising ones, at
least, and about how many in all."""

BOUNDS_AT_LEAST = 3
"""Final bounds that could be found if each took its share of the time that is left; most take less."""
MOST_REMEMBERED = 8
"""Times that columns which were evaluated before are priced again, at most."""


class Growing:
    """The pool of a problem with what grows it, and what is proven about its levels."""

    def __init__(self, problem: Problem, pool: Pool, objective: Objective, processes: int = 1) -> None:
        """Events are shared out among so many `processes`; what is found does not depend on them.

        Ends with TimeIsUp where the watch of the problem is over before all is ready.
        """
        self._problem = problem
        self._pool = pool
        self._objective = objective
        mine, *others = shared_out(problem, processes if sys.platform == "linux" else 1)
        self._companions = [Companion(problem, pool, numbers) for numbers in others]
        self._companion_of = {
            n: companion for companion, numbers in zip(self._companions, others, strict=True) for n in numbers
        }
        try:
            self._share = Share(problem, pool, mine)
        except BaseException:
            self.end()
            raise
        self._frontier = Frontier(problem.season)
        self._relaxation = Relaxation(pool, objective)
        self._prices: list[Prices] = []
        self._proven: dict[tuple[int, tuple[float, ...]], float] = {}

    def end(self) -> None:
        """Stop the other processes: what was found stays, and nothing more can be grown."""
        while self._companions:
            self._companions.pop().end()

    def _everywhere(self, name: str, *args: Any, watch: Watch) -> tuple[list[Any], list[Any]]:
        """What the method of that name finds in the share of this process, and in those of others."""
        for companion in self._companions:
            companion.ask(name, *args, limit=watch.limit)
        here = list(getattr(self._share, name)(*args, watch))
        return here, [found for companion in self._companions for found in companion.answer()]

    def __len__(self) -> int:
        """Columns in the pool."""
        return len(self._pool)

    def seed(self, watch: Watch) -> None:
        """Value what is best for each set of families alone, so that prices find it."""
        _, elsewhere = self._everywhere("seed", watch=watch)
        self._learn(elsewhere)

    def grow(self, level: Aim, held: Sequence[float], rounds: int, watch: Watch) -> Relaxed:
        """Grow at the prices of a level while something new is worth them, at most so many rounds.

        Returns the relaxation of the level over the pool as it is then.
        """
        relaxed = self._remember(level, held, watch)
        for _ in range(rounds):
            if watch.is_over or not self._grow(relaxed, watch):
                break
            relaxed = self._remember(level, held, watch)
        return relaxed

    def _remember(self, level: Aim, held: Sequence[float], watch: Watch) -> Relaxed:
        """The relaxation with all columns that were evaluated before and are worth their price."""
        relaxed = self._relaxation.solve(level, held)
        for _ in range(MOST_REMEMBERED):
            new = sum(
                columns.add_remembered(relaxed.prices.of_columns, float(dual) + LEAST_GAIN, KEPT)
                for columns, dual in zip(self._pool.events, relaxed.event_dual, strict=True)
            )
            if not new or watch.is_over:
                break
            relaxed = self._relaxation.solve(level, held)
        self._prices.append(relaxed.prices)
        return relaxed

    def prove(self, relaxed: Relaxed, watch: Watch) -> None:
        """Add what no plan can pass at the relaxation's prices, if there is time to find it."""
        here, elsewhere = self._everywhere("prove", relaxed.prices, duals_of(relaxed), watch=watch)
        self._keep(relaxed.prices, [*here, *elsewhere])

    def unkept(self) -> Unkept | None:
        """Floors and the budget that nothing in the pool keeps together, as few as that."""
        return self._relaxation.unkept()

    def too_much(self) -> Unkept | None:
        """Floors and the budget that are proven to be too much at once, as few as that, or None."""
        return self._relaxation.unkept(lambda found: is_too_much(self._problem, found))

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

    def promising(self, best: Incumbent | None, width: int = 1) -> Pool:
        """The columns of a plan, if there is one, and those that pay best at any prices so far.

        They are about `width` times as many as are chosen from quickly.
        """
        kept: list[set[int]] = [set() for _ in self._pool.events]
        if best is not None:
            for numbers, columns, column in zip(kept, self._pool.events, best.solution.columns, strict=True):
                numbers.add(columns.find(column))
        most = width * max(KEPT_AT_PRICES, KEPT_IN_ALL // max(1, len(self._prices)))
        for prices in self._prices:
            for columns, numbers in zip(self._pool.events, kept, strict=True):
                worth = prices.of_columns(columns.valued)
                numbers.update(np.argsort(-worth, kind="stable")[:most].tolist())
        return self._pool.subset(kept)

    def loss(self, number: int, session: Staffed) -> dict[Role, float]:
        """About what each role of a session adds at the latest prices, beside no other session."""
        companion = self._companion_of.get(number)
        if companion is None:
            return self._share.loss(number, session, self._prices[-1])
        companion.ask("loss", number, session, self._prices[-1])
        return dict(companion.answer())

    def _grow(self, relaxed: Relaxed, watch: Watch) -> int:
        """Grow at these prices, and add what no plan can pass at them, if there is time for all events."""
        here, elsewhere = self._everywhere("grow", relaxed.prices, duals_of(relaxed), watch=watch)
        self._keep(relaxed.prices, [event.at_most for event in (*here, *elsewhere)])
        return sum(len(event.added) for event in here) + self._learn(elsewhere)

    def _keep(self, prices: Prices, at_most: Sequence[float]) -> None:
        """Add an inequality, if every event is bounded."""
        if inf not in at_most:
            self._frontier.add(prices, sum(at_most))

    def _learn(self, elsewhere: Sequence[Grown]) -> int:
        """Keep what other processes found; returns how many columns are new."""
        new = 0
        for event in elsewhere:
            columns = self._pool.events[event.number]
            columns.learn(event.known, event.values)
            new += columns.add(event.added)
        return new


def shared_out(problem: Problem, shares: int) -> list[list[int]]:
    """The events by number in up to so many shares, about alike in families times sites."""
    work = [
        len(attendance.invited) * len(choices.sites)
        for attendance, choices in zip(problem.season.attendance, problem.choices, strict=True)
    ]
    out: list[list[int]] = [[] for _ in range(shares)]
    for number in sorted(range(len(work)), key=lambda n: -work[n]):
        min(out, key=lambda share: (sum(work[n] for n in share), len(share))).append(number)
    return [out[0], *filter(None, out[1:])]


def duals_of(relaxed: Relaxed) -> dict[int, float]:
    """What the relaxation pays for each event by its number."""
    return dict(enumerate(relaxed.event_dual.tolist()))


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
