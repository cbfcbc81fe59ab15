"""What no plan can pass: inequalities between rates and cost, and the bounds that follow from them.

At any prices pay, money >= 0, every plan keeps

    sum over sets of pay * sum of the set - money * cost <= support(pay, money),

whatever level the prices came from. So one inequality serves every level, and a small integer program
over whole steps, rates and cost, with all inequalities so far, bounds each level, given those before it.
This is the outer approximation of the reachable rates by their support function (Rockafellar 1970,
section 13), which the relaxation's columns approximate from inside.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from scheduler.domain.plan import Objective
from scheduler.evaluation.season import STEP_TOLERANCE, Season
from scheduler.solver.goals import compared_levels, compared_sets, largest_step
from scheduler.solver.prices import Prices

SLACK = 1e-6
"""Added to every inequality, as a share of its size: more than the integer program's tolerance."""
MOST_NODES = 500
"""Of the integer program's search tree for one bound; the best that is proven by then counts."""
PARAMETERS = f"""
limits/nodes = {MOST_NODES}
misc/catchctrlc = FALSE
"""
"""Whoever runs the solver says what a signal means."""
MOST_SECONDS = 0.5
LEAST_SECONDS = 0.02
"""For one bound of a program that is larger than usual: a run that is cancelled waits no longer for it."""


class Frontier:
    """The inequalities found so far for one season."""

    def __init__(self, season: Season) -> None:
        self._season = season
        self._cuts: list[tuple[Prices, float]] = []

    def __len__(self) -> int:
        return len(self._cuts)

    def add(self, prices: Prices, support: float) -> None:
        """No plan's sums and cost are worth more than `support` at these prices."""
        self._cuts.append((prices, support))

    def bound(self, objective: Objective, level: int, held: Sequence[float], seconds: float) -> float | None:
        """A bound on one level, by number, for plans as good as `held` on the levels before it.

        In the units of the exchange format; None where the integer program ended without one.
        """
        seconds = min(MOST_SECONDS, max(LEAST_SECONDS, seconds))
        return _Program(self._season, self._cuts, objective).bound(level, held, seconds)


class _Program:
    def __init__(self, season: Season, cuts: Sequence[tuple[Prices, float]], objective: Objective) -> None:
        self._season, self._objective = season, objective
        self._sets = compared_sets(season)
        self._solver = pywraplp.Solver.CreateSolver("SCIP")
        self._solver.SetSolverSpecificParametersAsString(PARAMETERS)
        self._infinity = self._solver.infinity()
        # sums are counted as shares of the largest that they can be, cost in units of the budget or of 1
        self._whole = np.maximum(np.append(season.invited, season.most_weighted), 1e-9)
        budget = season.instance.budget
        self._share = [self._solver.NumVar(0.0, 1.0, "") for _ in self._whole]
        self._unit = 1.0 if budget is None else max(1.0, budget)
        self._cost = self._solver.NumVar(0.0, self._infinity if budget is None else budget / self._unit, "")
        for prices, support in cuts:
            self._cut(prices, support)
        for floor in season.instance.floors:
            which = season.set_names.index(floor.group)
            if season.invited[which] > 0:
                self._share[which].SetLb(max(0.0, floor.rate - SLACK))
        self._steps = [self._step(which) for which in self._sets] if objective == "leximin" else []

    def bound(self, level: int, held: Sequence[float], seconds: float) -> float | None:
        self._solver.SetTimeLimit(int(seconds * 1000))
        names = level_names(self._season, self._objective)
        for name, value in zip(names[:level], held, strict=False):
            self._hold(name, value)
        name = names[level]
        goal = self._solver.Objective()
        if name == "cost":
            goal.SetCoefficient(self._cost, 1.0)
            goal.SetMinimization()
        elif name.startswith("smallest"):
            for variable, factor in self._smallest(int(name.split()[1])):
                goal.SetCoefficient(variable, factor)
            goal.SetMaximization()
        else:
            goal.SetCoefficient(self._share[self._set_of(name)], 1.0)
            goal.SetMaximization()
        status = self._solver.Solve()
        if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
            return None
        return self._in_format(name, goal.BestBound())

    def _in_format(self, name: str, best: float) -> float:
        season = self._season
        if name == "cost":
            return max(0.0, best - SLACK) * self._unit
        if name.startswith("smallest"):
            return int(best + SLACK) * season.instance.resolution
        which = self._set_of(name)
        total = (best + SLACK) * float(self._whole[which])
        if name != "everyone":
            return total
        past, before = season.past[season.everyone]
        return float(past + total) / float(before + season.invited[season.everyone])

    def _set_of(self, name: str) -> int:
        return len(self._whole) - 1 if name == "weighted" else self._season.everyone

    def _cut(self, prices: Prices, support: float) -> None:
        factors = prices.pay * self._whole
        size = max(abs(support), float(np.abs(factors).max(initial=0.0)), prices.money * self._unit, 1e-12)
        row = self._solver.Constraint(-self._infinity, support / size + SLACK)
        for share, factor in zip(self._share, factors, strict=True):
            if factor:
                row.SetCoefficient(share, float(factor / size))
        row.SetCoefficient(self._cost, -prices.money * self._unit / size)

    def _step(self, which: int) -> pywraplp.Variable:
        """The whole steps that the rate of a set reaches."""
        season = self._season
        past, before = season.past[which]
        total = float(before + season.invited[which])
        step = self._solver.IntVar(0, largest_step(season), "")
        per_step = season.instance.resolution
        row = self._solver.Constraint(-self._infinity, float(past) / total / per_step + 2 * STEP_TOLERANCE)
        row.SetCoefficient(step, 1.0)
        row.SetCoefficient(self._share[which], -float(season.invited[which]) / total / per_step)
        return step

    def _smallest(self, k: int) -> list[tuple[pywraplp.Variable, float]]:
        """The sum of the k smallest steps as terms: k * level less what each step is below it."""
        most = largest_step(self._season)
        level = self._solver.NumVar(0.0, most, "")
        terms = [(level, float(k))]
        for step in self._steps:
            below = self._solver.NumVar(0.0, most, "")
            row = self._solver.Constraint(0.0, self._infinity)
            for variable, factor in ((below, 1.0), (step, 1.0), (level, -1.0)):
                row.SetCoefficient(variable, factor)
            terms.append((below, -1.0))
        return terms

    def _hold(self, name: str, value: float) -> None:
        season = self._season
        if name.startswith("smallest"):
            row = self._solver.Constraint(value / season.instance.resolution - SLACK, self._infinity)
            for variable, factor in self._smallest(int(name.split()[1])):
                row.SetCoefficient(variable, factor)
            return
        which = self._set_of(name)
        if name == "everyone":
            past, before = season.past[season.everyone]
            value = value * float(before + season.invited[season.everyone]) - float(past)
        self._share[which].SetLb(max(0.0, value / float(self._whole[which]) - SLACK))


def level_names(season: Season, objective: Objective) -> list[str]:
    """The levels of an objective, in its order."""
    if objective != "leximin":
        return [objective, "cost"]
    smallest = [f"smallest {k}" for k in range(1, compared_levels(season) + 1)]
    return [*smallest, *(["everyone"] if season.has_rate(season.everyone) else []), "cost"]
