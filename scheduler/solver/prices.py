"""What a linear objective pays: for each set's sum, for `weighted`, and for money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.evaluation.profiles import Floats
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

    def of_profiles(self, problem: Problem, number: int) -> Floats:
        """Worth of including each invited profile fully in the event, shape (P,); may be negative."""
        season, event = problem.season, problem.events[number]
        invited = season.attendance[number].invited
        weight = season.set_weight[invited]
        earned = event.weight * (weight @ self.pay[:-1] + season.barrier_weight[invited] * self.pay[-1])
        spent = self.money * event.cost_per_family * event.turnout * weight[:, season.everyone]
        return np.asarray(earned - spent)
