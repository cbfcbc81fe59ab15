"""What a linear objective pays: for each set's sum, for `weighted`, and for money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.evaluation.households import Floats
from scheduler.solver.pool import Valued
from scheduler.solver.problem import Problem


@dataclass(frozen=True)
class Prices:
    """`pay` (sets + 1,) for each unit of the sets' sums and `weighted`, `money` for each unit of cost.

    All are at least 0. A column's worth is what its values earn less what its cost takes.
    """

    pay: Floats
    money: float

    def of_columns(self, valued: Valued) -> Floats:
        """Worth of columns, shape (columns,)."""
        return np.asarray(valued.sums @ self.pay - self.money * valued.least_cost)

    def of_signatures(self, problem: Problem, number: int) -> Floats:
        """Worth of including a family of weight 1 of each signature fully in the event; may be negative."""
        season, event = problem.season, problem.events[number]
        earned = event.weight * (season.member @ self.pay[:-1] + season.counts_as * self.pay[-1])
        return np.asarray(earned - self.money * event.cost_per_family * event.turnout)
