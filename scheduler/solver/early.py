"""A first plan by hand: event after event takes the first of its columns that fits beside those before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from scheduler.domain.instance import Instance
from scheduler.evaluation import Rates
from scheduler.solver.crew import Sessions
from scheduler.solver.master import Solution, Spot
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.roster import Roster

TRIES = 20
"""Orders of the events that are tried, at most."""


def fitted(
    problem: Problem,
    offered: Sequence[Sequence[Sessions]],
    watch: Watch,
    wanted: Mapping[Spot, Collection[str]] | None = None,
) -> Solution | None:
    """One of the columns that are offered for each event, the first that fit, every role cast.

    Events with few columns choose first; one that finds no room chooses before all others in the next
    try. In a spot, providers who are `wanted` there are asked first. Floors and budget are not looked at.
    """
    order = sorted(range(len(offered)), key=lambda event: len(offered[event]))
    for _ in range(TRIES):
        roster = Roster(problem, wanted)
        stuck = next((event for event in order if not _place(roster, event, offered[event], watch)), None)
        if stuck is None:
            columns = tuple(roster.columns[event] for event in range(len(offered)))
            return Solution(columns, roster.cast)
        if watch.is_over or stuck == order[0]:
            return None
        order.remove(stuck)
        order.insert(0, stuck)
    return None


def keeps_sums(instance: Instance, rates: Rates) -> bool:
    """Whether every floor and the budget are kept."""
    for floor in instance.floors:
        rate = rates.season[floor.group]
        if rate is not None and rate < floor.rate:
            return False
    return instance.budget is None or rates.cost <= instance.budget


def _place(roster: Roster, event: int, columns: Sequence[Sessions], watch: Watch) -> bool:
    return any(not watch.is_over and roster.put(event, column) for column in columns)
