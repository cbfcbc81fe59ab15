"""The objectives as levels of a master, raised one after another, each held while the next is raised."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final, Literal

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.plan import Objective
from scheduler.evaluation import Rates, Season
from scheduler.solver.master import Master
from scheduler.solver.rules.sums import Sum

STEP_UNITS = 10**8
STEP_SLACK_UNITS = 50
"""A rate may lie this far below a step and count as on it: half of the format's one millionth."""
SUM_UNITS = 10**9
"""An objective sum is counted in units of its largest possible value over this."""
COST_SCALE = 1e3

ORDERED: Final = "ordered"
"""All levels that compare groups at once: a weighted sum of them, the first weighing most."""
ORDERED_RATIO = 0.85
"""What each of them weighs beside the one before it."""

Aim = int | Literal["ordered"]
"""A level by number, or all that compare groups."""


class Goal(ABC):
    """One level of a master's objective."""

    def __init__(self, master: Master) -> None:
        self.master = master

    @abstractmethod
    def aim(self) -> None:
        """Make this level the master's objective."""

    @abstractmethod
    def bound(self, objective_bound: float) -> float:
        """The level's bound, in the units of the exchange format, from that on the objective."""

    @abstractmethod
    def hold(self, rates: Rates) -> None:
        """From now on the master's plans are as good on this level as a plan with these rates."""


class Smallest(Goal):
    """The sum of the k smallest steps: k * level less what each is below it (Ogryczak, Sliwinski 2003)."""

    def __init__(self, master: Master, steps: list[cp_model.IntVar], k: int) -> None:
        super().__init__(master)
        self._k = k
        most = largest_step(master.problem.season)
        level = master.model.new_int_var(0, most, f"level_{k}")
        below = [master.model.new_int_var(0, most, f"below_{k}_{n}") for n in range(len(steps))]
        for gap, step in zip(below, steps, strict=True):
            master.model.add(gap >= level - step)
        self._sum = k * level - sum(below)

    def aim(self) -> None:
        self.master.model.maximize(self._sum)

    def bound(self, objective_bound: float) -> float:
        return int(objective_bound + 1e-6) * self.master.problem.instance.resolution

    def hold(self, rates: Rates) -> None:
        self.master.model.add(self._sum >= sum(rates.stepped[: self._k]))


class Total(Goal):
    """A sum over families: `everyone` as a rate, `weighted` and `majority` as they are."""

    def __init__(self, master: Master, name: str) -> None:
        super().__init__(master)
        season = master.problem.season
        self._row = -1 if name == "weighted" else season.everyone
        self._offset, self._whole = 0.0, 1.0
        if name == "everyone":
            self._offset, invited_before = season.past[season.everyone]
            self._whole = float(invited_before + season.invited[season.everyone])
        most = sum(columns.valued.sums[:, self._row].max(initial=0.0) for columns in master.pool.events)
        self._total = master.value(self._row, SUM_UNITS / max(most, 1e-9))

    def aim(self) -> None:
        self.master.model.maximize(self._total.expression)

    def bound(self, objective_bound: float) -> float:
        total = (objective_bound + self._total.error) / self._total.scale
        return float(self._offset + total) / self._whole

    def hold(self, rates: Rates, less: float = 0.0) -> None:
        """Plans may be worse by a share of `less` of the level's value."""
        value = total_of(rates, "weighted" if self._row == -1 else "majority")
        value -= less * max(0.0, float(self._offset) + value)
        least = int(np.floor(value * self._total.scale)) - self._total.error
        self.master.model.add(self._total.expression >= least)


class Cost(Goal):
    """What the plan costs, the only level that is lowered, and the last."""

    def __init__(self, master: Master) -> None:
        super().__init__(master)
        self._cost: Sum = master.cost(COST_SCALE)

    def aim(self) -> None:
        self.master.model.minimize(self._cost.expression)

    def bound(self, objective_bound: float) -> float:
        return (objective_bound - self._cost.error) / self._cost.scale

    def hold(self, rates: Rates) -> None:
        most = int(np.ceil(rates.cost * self._cost.scale)) + self._cost.error
        self.master.model.add(self._cost.expression <= most)


def goals_of(master: Master, objective: Objective) -> list[Goal]:
    """The levels of an objective, first the most important, in the order of `level_values`."""
    season = master.problem.season
    if objective != "leximin":
        return [Total(master, objective), Cost(master)]
    steps = step_variables(master)
    goals: list[Goal] = [Smallest(master, steps, k) for k in range(1, compared_levels(season) + 1)]
    if season.has_rate(season.everyone):
        goals.append(Total(master, "everyone"))
    return [*goals, Cost(master)]


def reported_values(season: Season, objective: Objective, rates: Rates) -> list[tuple[str, float]]:
    """Name and value of every level as plans report them: each group's steps to six decimals."""
    step = season.instance.resolution
    rounded = [round(number * step, 6) for number in rates.stepped]
    return [
        (name, sum(rounded[: int(name.split()[1])]) if name.startswith("smallest") else value)
        for name, value in level_values(season, objective, rates)
    ]


def level_values(season: Season, objective: Objective, rates: Rates) -> list[tuple[str, float]]:
    """Name and exact value of every level of an objective."""
    if objective != "leximin":
        return [(objective, total_of(rates, objective)), ("cost", rates.cost)]
    step = season.instance.resolution
    levels = [(f"smallest {k}", sum(rates.stepped[:k]) * step) for k in range(1, len(rates.stepped) + 1)]
    everyone = rates.rates["everyone"]
    if everyone is not None:
        levels.append(("everyone", everyone))
    return [*levels, ("cost", rates.cost)]


def total_of(rates: Rates, name: str) -> float:
    return rates.weighted if name == "weighted" else rates.majority


def compared_sets(season: Season) -> list[int]:
    """The sets that the leximin compares: those that take part and have a rate."""
    return [which for which in season.taking_part if season.has_rate(which)]


def compared_levels(season: Season) -> int:
    """How many of the smallest rates are levels of their own."""
    return len(compared_sets(season)[: season.depth])


def ordered_weights(levels: int) -> list[float]:
    """What each of so many levels weighs in ORDERED, 1 in all.

    An ordered weighted average (Yager 1988): the smallest rate counts in every level, so weighs most.
    """
    weights = [ORDERED_RATIO**k for k in range(levels)]
    return [weight / sum(weights) for weight in weights]


def largest_step(season: Season) -> int:
    return int(1 / season.instance.resolution + 1e-6)


def step_variables(master: Master) -> list[cp_model.IntVar]:
    """For every compared set, a whole number of steps that its rate reaches."""
    season, steps = master.problem.season, []
    for which in compared_sets(season):
        included, invited = season.past[which]
        whole = float(invited + season.invited[which])
        scale = STEP_UNITS / (season.instance.resolution * whole)
        total = master.value(which, scale, float(included))
        step = master.model.new_int_var(0, largest_step(season), f"step_{season.set_names[which]}")
        master.model.add(total.expression + STEP_SLACK_UNITS >= STEP_UNITS * step)
        steps.append(step)
    return steps
