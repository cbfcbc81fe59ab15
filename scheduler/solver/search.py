"""One run: list or grow the columns, climb over them, bound what they leave out."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.plan import Level, Objective, Session
from scheduler.solver.bounds import floors_are_in_reach
from scheduler.solver.crew import Sessions
from scheduler.solver.enumeration import MOST_COLUMNS, complete_pool
from scheduler.solver.exchange import Exchange
from scheduler.solver.goals import level_values, reported_values
from scheduler.solver.growing import Growing
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort
from scheduler.solver.screen import EventScreen
from scheduler.solver.skeleton import find_skeleton
from scheduler.solver.stages import Incumbent, climb, first_plan, is_better

SPREAD = 40
"""Columns without supports that each event starts with."""
GROWTH_SHARE = 0.4
EXCHANGE_SHARE = 0.3
STEP_SHARE = 0.15
POLISHING_SHARE = 0.6
"""Of the time that is left, how much growth, one local search, one level of a climb and
all polishing may take; the rest is for bounds."""
POLISHING_ROUNDS = 4
"""Times that local search and master take turns, at most."""


class InfeasibleProven(Exception):
    """No plan keeps every rule of the instance."""


class Search:
    """Looks for the best plan of a problem; `best` is the best so far and only ever improves."""

    def __init__(
        self,
        problem: Problem,
        objective: Objective,
        watch: Watch,
        effort: Effort,
        most_columns: int = MOST_COLUMNS,
        start: Sequence[Session] = (),
    ) -> None:
        """Up to `most_columns` columns are listed in full, so that the master is exact.

        `start` are the sessions of a plan to begin with, which need not be valid here.
        """
        self._problem = problem
        self._objective = objective
        self._watch = watch
        self._effort = effort
        self._most_columns = most_columns
        self._start = start
        self.best: Incumbent | None = None

    def run(self) -> list[Level]:
        """The levels of `best` with proven bounds, none without a plan; raises InfeasibleProven."""
        pool = self._complete_pool()
        bounds = self._climb_complete(pool) if pool is not None else self._climb_grown()
        if self.best is None:
            return []
        values = reported_values(self._problem.season, self._objective, self.best.rates)
        return [
            Level(name, value, min(value, bound) if name == "cost" else max(value, bound))
            for (name, value), bound in zip(values, bounds, strict=True)
        ]

    def is_infeasible(self) -> bool:
        """Whether it can be proven, without looking for a good plan, that there is none."""
        if not all(choices.possible for choices in self._problem.choices):
            return True
        pool = complete_pool(self._problem, self._most_columns)
        if pool is not None:
            return first_plan(pool, self._watch, self._effort).infeasible
        if find_skeleton(self._problem, self._watch, self._effort)[0] == "infeasible":
            return True
        screens = [EventScreen(self._problem, n) for n in range(len(self._problem.events))]
        return not floors_are_in_reach(self._problem, screens)

    def _complete_pool(self) -> Pool | None:
        if not all(choices.possible for choices in self._problem.choices):
            raise InfeasibleProven
        return complete_pool(self._problem, self._most_columns)

    def _climb_complete(self, pool: Pool) -> list[float]:
        if not all(columns.columns for columns in pool.events):
            raise InfeasibleProven
        found = climb(pool, self._objective, self._watch, self._effort, None, 0.5, complete=True)
        if found.infeasible:
            raise InfeasibleProven
        self.best = found.incumbent
        return list(found.bounds)

    def _climb_grown(self) -> list[float]:
        pool, growing = self._grown()
        if self.best is None:
            return []
        watch = self._watch.part(POLISHING_SHARE)
        for _ in range(POLISHING_ROUNDS):
            before = self.best
            self._exchange(pool)
            promising = growing.promising(self.best)
            found = climb(
                promising, self._objective, watch, self._effort, self.best, STEP_SHARE, complete=False
            )
            self._take(found.incumbent)
            if self.best is before or watch.is_over:
                break
        return growing.bounds(self.best, self._watch)

    def _grown(self) -> tuple[Pool, Growing]:
        """A pool of promising columns, and a plan from it as `best` if one was found."""
        pool = Pool(self._problem)
        growing = Growing(self._problem, pool, self._objective)
        growing.spread(SPREAD)
        self._find_first(pool, growing)
        self._exchange(pool)
        growing.grow(self._watch.part(GROWTH_SHARE))
        if self.best is None:
            self._take(first_plan(pool, self._watch, self._effort).incumbent)
        if self.best is None and not floors_are_in_reach(self._problem, growing.screens):
            raise InfeasibleProven
        return pool, growing

    def _find_first(self, pool: Pool, growing: Growing) -> None:
        """A first plan: the one to begin with, else from the spread columns, else from a skeleton."""
        self._take_start(pool, growing)
        if self.best is None:
            self._take(first_plan(pool, self._watch, self._effort).incumbent)
        if self.best is None:
            outcome, columns = find_skeleton(self._problem, self._watch, self._effort)
            if outcome == "infeasible":
                raise InfeasibleProven
            if columns:
                growing.add(columns)
                self._take(first_plan(pool, self._watch, self._effort).incumbent)

    def _take_start(self, pool: Pool, growing: Growing) -> None:
        columns = columns_of(self._problem, self._start)
        if self._start and columns is not None:
            growing.add(columns)
            numbers = [[known.find(column)] for known, column in zip(pool.events, columns, strict=True)]
            self._take(first_plan(pool.subset(numbers), self._watch, self._effort).incumbent)

    def _exchange(self, pool: Pool) -> None:
        if self.best is not None:
            watch = self._watch.part(EXCHANGE_SHARE)
            self._take(Exchange(pool, self._objective, self.best).improve(watch))

    def _take(self, found: Incumbent | None) -> None:
        """Keep a plan that is better than the best so far, and tell of it."""
        if found is not None and (
            self.best is None or is_better(self._objective, found.rates, self.best.rates)
        ):
            self.best = found
            name, value = level_values(self._problem.season, self._objective, found.rates)[0]
            self._watch.report(name, value, None)


def columns_of(problem: Problem, sessions: Sequence[Session]) -> list[Sessions] | None:
    """A plan's sessions as one column an event; None where one of them cannot be held any more."""
    columns: list[Sessions] = []
    for choices in problem.choices:
        held = [choices.staffed(s) for s in sessions if s.event == choices.event.id]
        column = tuple(session for session in held if session is not None)
        if len(column) < len(held):
            return None
        columns.append(column)
    return columns
