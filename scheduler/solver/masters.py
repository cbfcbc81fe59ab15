"""Restricted masters over what was grown, made so that several look for plans side by side."""

from __future__ import annotations

from scheduler.domain.plan import Objective
from scheduler.solver.casting import Placed
from scheduler.solver.growing import Growing
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.restricted import Restricted
from scheduler.solver.run import Effort
from scheduler.solver.shifts import Shifts
from scheduler.solver.side_by_side import side_by_side
from scheduler.solver.stages import Incumbent

WIDER = 2
"""Times as many columns that the master in the second thread chooses from."""
MOST_COLUMNS = 2500
"""Of the master in the second thread; over more HiGHS goes far beyond its time, and what comes next waits."""


class Masters:
    """Makes the masters of one run; what could not be cast together is known to those made later."""

    def __init__(self, problem: Problem, objective: Objective, effort: Effort) -> None:
        self._objective, self._effort = objective, effort
        self._conflicts: list[list[Placed]] = []
        self._shifts = Shifts(problem)

    def first(self, growing: Growing, pool: Pool, nodes: int, watch: Watch) -> Incumbent | None:
        """A plan of promising columns, or else of any in the pool, if one is found in time."""
        for some in (growing.promising(None), pool):
            search = self._over(some, growing, nodes).finding(watch)
            (found,) = side_by_side([search], watch, watch.seconds_left)
            if found is not None:
                return found
        return None

    def over_promising(self, growing: Growing, best: Incumbent, nodes: int) -> list[Restricted]:
        """One over few columns, and to be asked beside it, where there is a thread, one over more."""
        few = growing.promising(best)
        masters = [self._over(few, growing, nodes)]
        more = growing.promising(best, WIDER) if self._effort.threads > 1 else few
        if len(few) < len(more) <= MOST_COLUMNS:
            masters.append(self._over(more, growing, nodes))
        return masters

    def _over(self, pool: Pool, growing: Growing, nodes: int) -> Restricted:
        return Restricted(
            pool, self._objective, self._effort, nodes, growing.loss, self._conflicts, self._shifts
        )
