"""One run: list or grow the columns, climb over them, bound what they leave out."""

from __future__ import annotations

from scheduler.domain.plan import Level, Objective
from scheduler.solver.enumeration import fill_completely
from scheduler.solver.goals import level_values
from scheduler.solver.growing import Growing
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort
from scheduler.solver.skeleton import find_skeleton
from scheduler.solver.stages import Climb, Incumbent, climb, first_plan

SPREAD = 40
"""Columns without supports that each event starts with."""
GROWTH_SHARE = 0.35
"""Of the time, how much growth may take before the plan is improved."""


class InfeasibleProven(Exception):  # noqa: N818
    """No plan keeps every rule of the instance."""


class Search:
    """Looks for the best plan of a problem; `best` is the best so far."""

    def __init__(self, problem: Problem, objective: Objective, watch: Watch, effort: Effort) -> None:
        self._problem = problem
        self._objective = objective
        self._watch = watch
        self._effort = effort
        self._pool = Pool(problem)
        self.best: Incumbent | None = None

    def run(self) -> list[Level]:
        """The levels of `best` with proven bounds; raises InfeasibleProven; no levels without a plan."""
        if not all(choices.possible for choices in self._problem.choices):
            raise InfeasibleProven
        complete = fill_completely(self._problem, self._pool)
        bounds = self._climb_complete() if complete else self._climb_grown()
        if self.best is None:
            return []
        values = level_values(self._problem.season, self._objective, self.best.rates)
        return [
            Level(name, value, min(value, bound) if name == "cost" else max(value, bound))
            for (name, value), bound in zip(values, bounds, strict=True)
        ]

    def find_any(self) -> None:
        """Make `best` any valid plan; raises InfeasibleProven."""
        if not all(choices.possible for choices in self._problem.choices):
            raise InfeasibleProven
        if not fill_completely(self._problem, self._pool):
            self._grow()
        elif first_plan(self._pool, self._watch, self._effort).infeasible:
            raise InfeasibleProven

    def _climb_complete(self) -> list[float]:
        if not all(columns.columns for columns in self._pool.events):
            raise InfeasibleProven
        found = self._climb(step_share=0.5, complete=True)
        if found.infeasible:
            raise InfeasibleProven
        return list(found.bounds)

    def _climb_grown(self) -> list[float]:
        growing = self._grow()
        if self.best is None:
            return []
        self._climb(step_share=0.2, complete=False)
        return growing.bounds(self.best, self._watch)

    def _climb(self, step_share: float, complete: bool) -> Climb:
        found = climb(self._pool, self._objective, self._watch, self._effort, self.best, step_share, complete)
        self.best = found.incumbent or self.best
        return found

    def _grow(self) -> Growing:
        """Grow the pool and find a plan in it."""
        growing = Growing(self._problem, self._pool, self._objective)
        growing.spread(SPREAD)
        self._find_first(growing)
        growing.grow(self._watch, GROWTH_SHARE)
        if self.best is None:
            self.best = first_plan(self._pool, self._watch, self._effort).incumbent
        if self.best is None and growing.proves_floors_infeasible():
            raise InfeasibleProven
        return growing

    def _find_first(self, growing: Growing) -> None:
        """A first plan from the spread columns, else from a skeleton."""
        self.best = first_plan(self._pool, self._watch, self._effort).incumbent
        if self.best is None:
            outcome, columns = find_skeleton(self._problem, self._watch, self._effort)
            if outcome == "infeasible":
                raise InfeasibleProven
            if columns:
                growing.add(columns)
                self.best = first_plan(self._pool, self._watch, self._effort).incumbent
        if self.best is not None:
            _, value = level_values(self._problem.season, self._objective, self.best.rates)[0]
            self._watch.report("first plan", value, None)
