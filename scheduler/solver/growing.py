"""Growing the pool of a whole instance, and the bounds that its relaxation proves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.domain.plan import Objective
from scheduler.evaluation import Season
from scheduler.evaluation.season import STEP_TOLERANCE
from scheduler.solver.bounds import column_bound, lagrange_bound
from scheduler.solver.crew import Sessions
from scheduler.solver.goals import level_values
from scheduler.solver.growth import Grower
from scheduler.solver.pool import Pool
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.relaxation import Relaxation, Relaxed
from scheduler.solver.screen import EventScreen
from scheduler.solver.stages import Incumbent, trivial_bound

FIRST_LEVEL_ROUNDS = 8
"""Times that columns are grown for the first level, at most; later levels have one round each."""


class Growing:
    """The pool of a problem with what grows it."""

    def __init__(self, problem: Problem, pool: Pool, objective: Objective) -> None:
        self._problem = problem
        self._pool = pool
        self._objective = objective
        self._screens = [EventScreen(problem, n) for n in range(len(problem.events))]
        self._growers = [
            Grower(problem, columns, screen, n)
            for n, (columns, screen) in enumerate(zip(pool.events, self._screens, strict=True))
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

    def grow(self, watch: Watch, share: float) -> None:
        """Grow level after level from the relaxation's prices, until nothing new is worth its price."""
        until = watch.seconds + share * watch.seconds_left
        held: list[float] = []
        for level, name in enumerate(self._relaxation.level_names()):
            for _ in range(FIRST_LEVEL_ROUNDS if level == 0 else 1):
                relaxed = self._relaxation.solve(level, held)
                if not self._grow(relaxed.prices, watch, until):
                    break
            if watch.is_over or watch.seconds > until:
                return
            held.append(self._in_format(name, self._relaxation.solve(level, held).best))

    def _grow(self, prices: Prices, watch: Watch, until: float) -> int:
        new = 0
        for grower in self._growers:
            if watch.is_over or watch.seconds > until:
                break
            new += grower.grow(prices)
        return new

    def bounds(self, best: Incumbent, watch: Watch) -> list[float]:
        """A proven bound on every level for plans as good as `best` on the levels before it."""
        values = level_values(self._problem.season, self._objective, best.rates)
        found = []
        for level, (name, value) in enumerate(values):
            bound = trivial_bound(self._problem.season, name)
            for held in ([value for _, value in values[:level]], []):
                if not watch.is_over:
                    proven = self._proven(name, self._relaxation.solve(level, held))
                    bound = max(bound, proven) if name == "cost" else min(bound, proven)
            watch.report(name, value, bound)
            found.append(bound)
        return found

    def proves_floors_infeasible(self) -> bool:
        """Whether some floor is out of reach even with every other rule dropped."""
        season = self._problem.season
        for floor in self._problem.instance.floors:
            which = season.set_names.index(floor.group)
            if season.invited[which] > 0:
                pay = np.zeros(len(season.set_names) + 1)
                pay[which] = 1 / season.invited[which]
                prices = Prices(pay, 0.0)
                most = sum(
                    column_bound(self._problem, n, screen, prices) for n, screen in enumerate(self._screens)
                )
                if most < floor.rate - 1e-6:
                    return True
        return False

    def _proven(self, name: str, relaxed: Relaxed) -> float:
        return self._in_format(name, lagrange_bound(self._problem, self._screens, relaxed))

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
