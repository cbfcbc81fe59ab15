"""A share of the events: what grows and bounds their columns, in this process or in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from scheduler.solver.abilities import support_of
from scheduler.solver.bounds import column_bound
from scheduler.solver.crew import Role, Sessions, Staffed
from scheduler.solver.growth import Grower
from scheduler.solver.pool import Pool, Valued
from scheduler.solver.potential import potential_of
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch


@dataclass(frozen=True)
class Grown:
    """What was found for an event: columns worth adding, and a bound on all of them.

    `known` are the columns that were evaluated for it, with their `values`.
    """

    number: int
    added: list[Sessions]
    at_most: float
    known: list[Sessions]
    values: Valued


class Share:
    """Looks after some events; what it finds for one does not depend on the others."""

    def __init__(self, problem: Problem, pool: Pool, numbers: Sequence[int]) -> None:
        """Ends with TimeIsUp where the watch of the problem is over before all is ready."""
        self._problem, self._pool, self._numbers = problem, pool, numbers
        self._growers = {n: self._grower(n) for n in numbers}

    def _grower(self, number: int) -> Grower:
        self._problem.watch.stop_if_over()
        potential = potential_of(self._problem, number)
        return Grower(self._problem, self._pool.events[number], potential, number)

    def seed(self, watch: Watch) -> list[Grown]:
        """Value what is best for each set of families alone."""
        found = []
        for n, grower in self._growers.items():
            before = self._columns_of(n)
            grower.seed(watch)
            found.append(self._since(before, n, inf))
        return found

    def grow(self, prices: Prices, duals: Mapping[int, float], watch: Watch) -> list[Grown]:
        """Columns that are worth about their dual or more; events that time does not reach find nothing."""
        found = []
        for n, grower in self._growers.items():
            before = self._columns_of(n)
            at_most = inf if watch.is_over else grower.grow(prices, duals[n])
            found.append(self._since(before, n, at_most))
        return found

    def prove(self, prices: Prices, duals: Mapping[int, float], watch: Watch) -> list[float]:
        """What no column of each event is worth more than, or its dual if more; infinite without time."""
        return [
            inf if watch.is_over else column_bound(self._problem, grower.potential, prices, duals[n])
            for n, grower in self._growers.items()
        ]

    def loss(self, number: int, session: Staffed, prices: Prices) -> dict[Role, float]:
        """About what each role of a session adds at these prices, beside no other session."""
        potential = self._growers[number].potential
        worth = potential.prices(prices.of_signatures(self._problem, number))
        site = self._problem.choices[number].row[session.start, session.place]
        losses = dict(potential.losses(site, 0.0, worth))
        return {role: losses.get(support_of(role), 0.0) for role, _ in session.crew}

    def _columns_of(self, number: int) -> tuple[int, int]:
        """How many columns of the event are in the pool, and how many were evaluated."""
        columns = self._pool.events[number]
        return len(columns.columns), columns.known_count

    def _since(self, before: tuple[int, int], number: int, at_most: float) -> Grown:
        columns = self._pool.events[number]
        return Grown(number, columns.columns[before[0] :], at_most, *columns.known_since(before[1]))
