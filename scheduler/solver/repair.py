"""A given plan made valid again with few changes: by hand where that loses nothing, else by CP-SAT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.plan import Session
from scheduler.solver.crew import Sessions
from scheduler.solver.early import keeps_sums
from scheduler.solver.given import Given, columns_of
from scheduler.solver.master import Solution
from scheduler.solver.nearest import nearest
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch, endless
from scheduler.solver.roster import Roster
from scheduler.solver.run import Effort
from scheduler.solver.spread import spread_columns
from scheduler.solver.stages import Incumbent, first_plan

SPREAD = 10
"""Columns of each event that have nothing to do with the given plan, for where nothing else fits."""
SHARE, WORK = 0.2, 5.0
"""Of the time that is left, and of CP-SAT's own time, what the search for fewer changes may take."""


def as_it_is(problem: Problem, sessions: Sequence[Session], effort: Effort) -> Incumbent | None:
    """A plan that is valid already, though others may play its roles; None if it is not."""
    columns = columns_of(problem, sessions)
    if columns is None:
        return None
    pool = Pool(problem)
    pool.add(columns)
    return first_plan(pool, endless(), effort).incumbent


def repaired(problem: Problem, given: Given, watch: Watch, effort: Effort) -> Incumbent | None:
    """A valid plan near the given one; None where none was found.

    Events that can stay as they are stay; then the others take, one after another, the least change that
    fits. Where a session is lost that could have stayed, all events choose again together.
    """
    offered = [
        [*given.candidates(number), *spread_columns(choices, SPREAD)]
        for number, choices in enumerate(problem.choices)
    ]
    pool = Pool(problem)
    for columns, mine in zip(pool.events, offered, strict=True):
        columns.add(mine)
    solution = _by_hand(problem, offered, given)
    by_hand = None if solution is None else Incumbent.of(solution, pool)
    if by_hand is not None and not keeps_sums(problem.instance, by_hand.rates):
        by_hand = None
    most = sum(
        max((given.kept(n, column) for column in columns), default=0) for n, columns in enumerate(offered)
    )
    if by_hand is not None and _kept(by_hand, given) == most:
        return by_hand
    found = nearest(pool, given, watch.part(SHARE), replace(effort, work=WORK))
    return found or by_hand


def _kept(plan: Incumbent, given: Given) -> int:
    return sum(given.kept(number, column) for number, column in enumerate(plan.solution.columns))


def _by_hand(problem: Problem, offered: Sequence[Sequence[Sessions]], given: Given) -> Solution | None:
    roster = Roster(problem, given.wanted)
    touched = []
    for number, columns in enumerate(offered):
        if not (columns and roster.put(number, columns[0]) and _is_as_given(roster, number, given)):
            roster.drop(number)
            touched.append(number)
    for number in touched:
        if not any(roster.put(number, column) for column in offered[number]):
            return None
    return Solution(tuple(roster.columns[number] for number in range(len(offered))), roster.cast)


def _is_as_given(roster: Roster, number: int, given: Given) -> bool:
    """Whether all providers of the event's sessions serve where they did."""
    serving = {
        (number, session.start, session.place): frozenset(name for name, _ in session.named)
        for session in roster.columns[number]
    }
    for (spot, _), names in roster.cast.items():
        if spot in serving:
            serving[spot] |= frozenset(names)
    return all(given.wanted.get(spot) == names for spot, names in serving.items())
