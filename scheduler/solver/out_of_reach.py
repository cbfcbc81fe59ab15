"""Requirements that no plan can keep, whatever else it does: proven without a search for plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from scheduler.domain.instance import Floor
from scheduler.solver.bounds import SAFETY, column_bound, loose_support, support
from scheduler.solver.potential import EventPotential, least_costs, potential_of
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.relaxation import Unkept

CENT = 0.01

Bound = Callable[[Problem, Sequence[EventPotential], Prices], float]
"""What no plan's sums and cost are worth more than at the prices."""


def floor_out_of_reach(problem: Problem) -> Floor | None:
    """A floor that could not be kept if every other rule were dropped, the first one found."""
    return next(floors_out_of_reach(problem), None)


def is_plainly_out_of_reach(problem: Problem) -> bool:
    """Whether the budget alone or a floor alone can be kept by no plan, as far as can be told at once."""
    return bool(too_dear(problem)) or any(_out_of_reach(problem, problem.instance.floors, loose_support))


def floors_out_of_reach(problem: Problem) -> Iterator[Floor]:
    """Every floor that could not be kept if every other rule were dropped, the other floors too."""
    out: list[Floor] = []
    for bound in (loose_support, support):
        left = [floor for floor in problem.instance.floors if floor not in out]
        for floor in _out_of_reach(problem, left, bound):
            out.append(floor)
            yield floor


def _out_of_reach(problem: Problem, floors: Sequence[Floor], bound: Bound) -> Iterator[Floor]:
    """Those of the floors that are more than the bound at the price of their group alone."""
    season = problem.season
    potentials = [potential_of(problem, n) for n in range(len(problem.events))] if floors else []
    for floor in floors:
        which = season.set_names.index(floor.group)
        if season.invited[which] > 0:
            pay = np.zeros(len(season.set_names) + 1)
            pay[which] = 1 / season.invited[which]
            if bound(problem, potentials, Prices(pay, 0.0)) < floor.rate - SAFETY:
                yield floor


def is_too_much(problem: Problem, unkept: Unkept) -> bool:
    """Whether no plan keeps these floors and this budget, if every other rule were dropped.

    Plans that keep them are worth more at the prices than anything is: a certificate of Farkas (1902).
    """
    season, pay = problem.season, unkept.prices.pay
    asked = np.zeros(len(season.set_names))
    for floor in unkept.floors:
        which = season.set_names.index(floor.group)
        asked[which] = max(asked[which], floor.rate)
    budget, money = (0.0, 0.0) if unkept.budget is None else (unkept.budget, unkept.prices.money)
    least = float(pay[:-1] @ (asked * season.invited)) - money * budget
    numbers, prices = range(len(problem.events)), Prices(pay, money)
    most = sum(max(0.0, column_bound(problem, potential_of(problem, n), prices, 0.0)) for n in numbers)
    return most < least - SAFETY * max(1.0, abs(least))


def too_dear(problem: Problem) -> Sequence[int]:
    """Events, by number, whose sessions cost more than the budget at their least; none could be left out.

    Empty where the budget pays for the least sessions of all events.
    """
    budget = problem.instance.budget
    if budget is None:
        return ()
    least = [_least(problem, n) for n in range(len(problem.events))]
    chosen, total = [], 0.0
    for n in sorted(range(len(least)), key=lambda n: -least[n]):
        chosen.append(n)
        total += least[n]
        if total > budget + CENT:
            return sorted(chosen)
    return ()


def _least(problem: Problem, number: int) -> float:
    """The least that the sessions cost which an event must have, fixed ones as any others."""
    costs = least_costs(problem, number).values()
    return problem.events[number].min_sessions * min(costs, default=0.0)
