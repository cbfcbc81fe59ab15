"""The linear relaxation of the master over a pool: its prices guide growth and prove bounds.

It keeps one column an event (fractions allowed), floors and budget (with the least that crews can
cost) and the levels held so far; it drops places, providers, clashes and whole steps. Floors,
budget and held levels may be missed at a high penalty, so that it always has a solution and its
prices lead towards feasible plans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from scheduler.domain.instance import Floor
from scheduler.domain.plan import Objective
from scheduler.evaluation.households import Floats
from scheduler.evaluation.season import STEP_TOLERANCE
from scheduler.solver.frontier import level_names
from scheduler.solver.goals import ORDERED, Aim, compared_sets, ordered_weights
from scheduler.solver.pool import Pool
from scheduler.solver.prices import Prices

PENALTY = 100.0
"""For missing a floor, the budget or a held level by its whole size."""
LEAST_MISSED = 1e-3
"""What is missed by less, times the penalty, may be missed by rounding."""


@dataclass(frozen=True)
class Unkept:
    """Floors and the budget that columns do not keep together, and prices at which they miss them."""

    floors: Sequence[Floor]
    budget: float | None
    prices: Prices


@dataclass(frozen=True)
class Relaxed:
    """The relaxation's value, its prices, and the dual of each event's choice (events,).

    All are for the level divided by `unit`; a cost counts as its negative.
    """

    value: float
    unit: float
    prices: Prices
    event_dual: Floats

    @property
    def best(self) -> float:
        """The relaxation's value in the level's own units; a cost counts as its negative."""
        return self.value * self.unit


class Relaxation:
    """Builds and solves the relaxation for the levels of one objective."""

    def __init__(self, pool: Pool, objective: Objective) -> None:
        self._pool = pool
        self._season = pool.problem.season
        self._objective = objective
        self._sets = compared_sets(self._season)

    def level_names(self) -> list[str]:
        """The levels of the objective, in its order."""
        return level_names(self._season, self._objective)

    def smallest_levels(self) -> list[str]:
        """Those of the levels that compare groups."""
        return [name for name in self.level_names() if name.startswith("smallest")]

    def solve(self, level: Aim, held: Sequence[float]) -> Relaxed:
        """The best on one level, or all of groups at once, among what keeps the first levels at `held`."""
        program = _Program(self._pool)
        names = self.level_names()
        for name, value in zip(names, held, strict=False):
            self._hold(program, name, value)
        self._keep(program, self._season.instance.floors, self._season.instance.budget)
        return self._aim(program, ORDERED if level == ORDERED else names[level])

    def unkept(self, counts: Callable[[Unkept], bool] = lambda _: True) -> Unkept | None:
        """Floors and the budget that no mixture of the pool's columns keeps together, as few as that.

        None where a mixture keeps them all. Only what `counts` is looked at.
        """

        def missed(floors: Sequence[Floor], budget: float | None) -> Unkept | None:
            program = _Program(self._pool)
            self._keep(program, floors, budget)
            solved = program.solve(1.0)
            one = Unkept(floors, budget, solved.prices)
            return one if solved.value < -LEAST_MISSED and counts(one) else None

        instance = self._season.instance
        found = missed(instance.floors, instance.budget)
        if found is None:
            return None
        for floor in reversed(instance.floors):
            rest = [other for other in found.floors if other is not floor]
            found = missed(rest, instance.budget) or found
        return missed(found.floors, None) or found

    def _aim(self, program: _Program, name: str) -> Relaxed:
        if name.startswith("smallest"):
            program.maximize_variables(self._smallest(program, int(name.split()[1])))
            return program.solve(1.0)
        if name == ORDERED:
            program.maximize_variables(self._ordered(program))
            return program.solve(1.0)
        pay, money, unit = self._linear(name)
        program.maximize_columns(pay / unit, money / unit)
        return program.solve(unit)

    def _linear(self, name: str) -> tuple[Floats, float, float]:
        """A linear level: what it pays for sums and for money, and its unit (about its largest value)."""
        pay = np.zeros(len(self._season.set_names) + 1)
        if name == "cost":
            most = sum(columns.valued.least_cost.max(initial=0.0) for columns in self._pool.events)
            return pay, -1.0, max(1.0, most)
        pay[-1 if name == "weighted" else self._season.everyone] = 1.0
        invited = float(self._season.invited[self._season.everyone])
        return pay, 0.0, max(1.0, invited)

    def _hold(self, program: _Program, name: str, value: float) -> None:
        if name.startswith("smallest"):
            k = int(name.split()[1])
            slack = k * STEP_TOLERANCE * self._season.instance.resolution
            program.require_variables(self._smallest(program, k), value - slack)
            return
        pay, money, unit = self._linear(name)
        if name == "everyone":
            past, before = self._season.past[self._season.everyone]
            value = value * float(before + self._season.invited[self._season.everyone]) - float(past)
        target = -value if name == "cost" else value
        program.require_columns(pay / unit, money / unit, (target - 1e-7 * abs(target)) / unit)

    def _smallest(self, program: _Program, k: int) -> list[tuple[pywraplp.Variable, float]]:
        """The sum of the k smallest rates as terms: k * level less what each rate is below it."""
        terms = [(program.variable(0.0, 1.0), float(k))]
        level = terms[0][0]
        for which in self._sets:
            past, before = self._season.past[which]
            whole = float(before + self._season.invited[which])
            rate = program.rate(which, float(past) / whole, 1 / whole)
            below = program.variable(0.0, 1.0)
            program.require_variables([(below, 1.0), (rate, 1.0), (level, -1.0)], 0.0, elastic=False)
            terms.append((below, -1.0))
        return terms

    def _ordered(self, program: _Program) -> list[tuple[pywraplp.Variable, float]]:
        weights = enumerate(ordered_weights(len(self.smallest_levels())), 1)
        return [(variable, w * factor) for k, w in weights for variable, factor in self._smallest(program, k)]

    def _keep(self, program: _Program, floors: Sequence[Floor], budget: float | None) -> None:
        for floor in floors:
            which = self._season.set_names.index(floor.group)
            invited = float(self._season.invited[which])
            if invited > 0:
                pay = np.zeros(len(self._season.set_names) + 1)
                pay[which] = 1 / invited
                program.require_columns(pay, 0.0, floor.rate)
        if budget is not None:
            unit = max(1.0, budget)
            program.require_columns(np.zeros(len(self._season.set_names) + 1), -1 / unit, -budget / unit)


class _Program:
    """A linear program whose rows over columns are given as pay for values and money for cost.

    So the reduced cost of any column, in the pool or not, follows from prices alone.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._objective = self._solver.Objective()
        self._objective.SetMaximization()
        self._choice = []
        self._column = []
        for columns in pool.events:
            row = self._solver.Constraint(1.0, 1.0)
            fractions = [self._solver.NumVar(0.0, self._solver.infinity(), "") for _ in columns.columns]
            for fraction in fractions:
                row.SetCoefficient(fraction, 1.0)
            self._choice.append(row)
            self._column += fractions
        self._values = np.vstack([columns.valued.sums for columns in pool.events])
        self._cost = np.concatenate([columns.valued.least_cost for columns in pool.events])
        self._rows: list[tuple[pywraplp.Constraint, Floats, float]] = []
        self._pay, self._money = np.zeros(self._values.shape[1]), 0.0
        self._rates: dict[int, pywraplp.Variable] = {}

    def variable(self, low: float, high: float) -> pywraplp.Variable:
        return self._solver.NumVar(low, high, "")

    def rate(self, which: int, constant: float, factor: float) -> pywraplp.Variable:
        """The variable `constant + factor * sum of the set over columns`, made once."""
        if which not in self._rates:
            pay = np.zeros(self._values.shape[1])
            pay[which] = -factor
            self._rates[which] = self.variable(0.0, 1.0)
            row = self._row(pay, 0.0, constant, constant)
            row.SetCoefficient(self._rates[which], 1.0)
        return self._rates[which]

    def require_columns(self, pay: Floats, money: float, least: float) -> None:
        """Sum over columns of pay * values + money * cost is at least `least`, or the penalty is paid."""
        self._forgive(self._row(pay, money, least, self._solver.infinity()))

    def require_variables(
        self, terms: Sequence[tuple[pywraplp.Variable, float]], least: float, elastic: bool = True
    ) -> None:
        row = self._solver.Constraint(least, self._solver.infinity())
        for variable, factor in terms:
            row.SetCoefficient(variable, factor)
        if elastic:
            self._forgive(row)

    def maximize_variables(self, terms: Sequence[tuple[pywraplp.Variable, float]]) -> None:
        for variable, factor in terms:
            self._objective.SetCoefficient(variable, factor)

    def maximize_columns(self, pay: Floats, money: float) -> None:
        self._pay, self._money = pay, money
        for fraction, amount in zip(self._column, self._values @ pay + money * self._cost, strict=True):
            self._objective.SetCoefficient(fraction, float(amount))

    def solve(self, unit: float) -> Relaxed:
        status = self._solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            raise ArithmeticError(f"the linear relaxation ended with status {status}")
        pay, money = self._pay.copy(), -self._money
        for row, row_pay, row_money in self._rows:
            pay -= row.dual_value() * row_pay
            money += row.dual_value() * row_money
        prices = Prices(np.maximum(pay, 0.0), max(0.0, money))
        duals = np.array([row.dual_value() for row in self._choice])
        return Relaxed(self._objective.Value(), unit, prices, duals)

    def _row(self, pay: Floats, money: float, low: float, high: float) -> pywraplp.Constraint:
        row = self._solver.Constraint(low, high)
        for fraction, amount in zip(self._column, self._values @ pay + money * self._cost, strict=True):
            if amount:
                row.SetCoefficient(fraction, float(amount))
        self._rows.append((row, pay, money))
        return row

    def _forgive(self, row: pywraplp.Constraint) -> None:
        missed = self.variable(0.0, self._solver.infinity())
        row.SetCoefficient(missed, 1.0)
        self._objective.SetCoefficient(missed, -PENALTY)
