"""Columns and their values. A column is all the sessions of one event with their crews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from scheduler.evaluation.households import Floats
from scheduler.solver.crew import Role, Sessions, Staffed
from scheduler.solver.problem import Problem

MOST_CELLS = 4_000_000
"""Columns times families that are evaluated without a look at the watch."""


@dataclass(frozen=True)
class Valued:
    """Values of columns, one a row.

    `sums` (columns, sets + 1) is what a column adds to the sums of each set, then to `weighted`;
    `cost` (columns,) that of places, families and fixed providers; `least_cost` adds the least
    that the roles of its crews can cost.
    """

    sums: Floats
    cost: Floats
    least_cost: Floats

    def followed_by(self, other: Valued) -> Valued:
        return Valued(
            np.vstack([self.sums, other.sums]),
            np.concatenate([self.cost, other.cost]),
            np.concatenate([self.least_cost, other.least_cost]),
        )

    def chosen(self, numbers: list[int]) -> Valued:
        return Valued(self.sums[numbers], self.cost[numbers], self.least_cost[numbers])


class EventColumns:
    """The columns of one event, with exact values in the order in which they were added.

    Values of columns that were evaluated, added or not, are remembered. Providers in roles cost what
    the master assigns, at least what `least_cost` counts for them.
    """

    def __init__(self, problem: Problem, number: int) -> None:
        self._problem = problem
        self._choices = problem.choices[number]
        self._least_role_cost: dict[tuple[Role, datetime, str], list[float]] = {}
        self._seen: dict[Sessions, int] = {}
        self.columns: list[Sessions] = []
        self._known: dict[Sessions, int] = {}
        self._not_whole: list[bool] = []
        self._values: Valued = self._compute([])
        self._valued: Valued = self._values

    def add(self, columns: Iterable[Sessions]) -> int:
        """Add those not known yet; returns how many these were."""
        before = len(self.columns)
        for column in map(_ordered, columns):
            if column not in self._seen:
                self._seen[column] = len(self.columns)
                self.columns.append(column)
        return len(self.columns) - before

    def add_remembered(self, worth: Callable[[Valued], Floats], least: float, most: int) -> int:
        """Add up to `most` remembered columns that are worth more than `least`; returns how many are new."""
        worths = worth(self._values)
        worths[self._is_added_or_part()] = -np.inf
        best = np.argsort(-worths, kind="stable")[:most]
        columns = list(self._known)
        return self.add(columns[n] for n in best if worths[n] > least)

    def _is_added_or_part(self) -> npt.NDArray[np.bool_]:
        """Which remembered columns are in the pool, or no column on their own, shape (remembered,)."""
        fresh = list(self._known)[len(self._not_whole) :]
        fixed, least = set(self._choices.fixed), self._choices.event.min_sessions
        self._not_whole += [
            len(column) < least or not fixed <= {(session.start, session.place) for session in column}
            for column in fresh
        ]
        out = np.array(self._not_whole, dtype=bool)
        out[[self._known[column] for column in self.columns if column in self._known]] = True
        return out

    @property
    def valued(self) -> Valued:
        """The values of all columns."""
        fresh = self.columns[len(self._valued.cost) :]
        if fresh:
            self._valued = self._valued.followed_by(self.evaluate(fresh))
        return self._valued

    def evaluate(self, columns: Sequence[Sessions]) -> Valued:
        """The values of columns, added or not."""
        ordered = [_ordered(column) for column in columns]
        fresh = list(dict.fromkeys(column for column in ordered if column not in self._known))
        if fresh:
            self._values = self._values.followed_by(self._compute(fresh))
            for column in fresh:
                self._known[column] = len(self._known)
        return self._values.chosen([self._known[column] for column in ordered])

    @property
    def known_count(self) -> int:
        """Columns that were evaluated so far."""
        return len(self._known)

    def known_since(self, count: int) -> tuple[list[Sessions], Valued]:
        """The columns that were evaluated after the first `count` ones, and their values."""
        numbers = list(range(count, len(self._known)))
        return list(self._known)[count:], self._values.chosen(numbers)

    def learn(self, columns: Sequence[Sessions], values: Valued) -> None:
        """Remember values that another process found."""
        fresh = [n for n, column in enumerate(columns) if column not in self._known]
        self._values = self._values.followed_by(values.chosen(fresh))
        for n in fresh:
            self._known[columns[n]] = len(self._known)

    def _compute(self, columns: Sequence[Sessions]) -> Valued:
        offered = [[self._choices.offers.offer(session) for session in column] for column in columns]
        season, number = self._problem.season, self._choices.number
        step = 1 + MOST_CELLS // (1 + len(season.attendance[number].invited))
        parts = [season.values(number, [])]
        for first in range(0, len(offered), step):
            self._problem.watch.stop_if_over()
            parts.append(season.values(number, offered[first : first + step]))
        found = np.concatenate(parts)
        cost = found[:, -1] + self.booking_cost(columns)
        crews = np.array([sum(map(self._least_crew_cost, column)) for column in columns], dtype=float)
        return Valued(found[:, :-1], cost, cost + crews)

    def booking_cost(self, columns: Sequence[Sessions]) -> Floats:
        """What the columns' places and fixed providers cost, shape (columns,)."""
        return np.array([sum(map(self._session_cost, column)) for column in columns], dtype=float)

    def subset(self, wanted: Iterable[int]) -> EventColumns:
        """Only these columns, their values kept."""
        other = EventColumns(self._problem, self._choices.number)
        kept = sorted(wanted)
        other.add(self.columns[n] for n in kept)
        other._valued = other._values = self.valued.chosen(kept)
        other._known = dict(other._seen)
        return other

    def knows(self, column: Sessions) -> bool:
        """Whether the column has been added."""
        return _ordered(column) in self._seen

    def find(self, column: Sessions) -> int:
        """The column's number; KeyError where it is not known."""
        return self._seen[_ordered(column)]

    def _session_cost(self, session: Staffed) -> float:
        openings = self._problem.openings
        named = sum(openings.providers[name].cost for name, _ in session.named)
        return openings.places[session.place].cost + named

    def _least_crew_cost(self, session: Staffed) -> float:
        total = 0.0
        for role, number in session.crew:
            key = (role, session.start, session.place)
            if key not in self._least_role_cost:
                players = self._choices.players_at(role, session)
                self._least_role_cost[key] = sorted(self._problem.openings.providers[p].cost for p in players)
            total += sum(self._least_role_cost[key][:number])
        return total


class Pool:
    """The columns that a master may choose from, by event."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.events = [EventColumns(problem, n) for n in range(len(problem.events))]

    def add(self, plan: Sequence[Sessions]) -> None:
        """One column for every event."""
        for columns, column in zip(self.events, plan, strict=True):
            columns.add([column])

    def subset(self, wanted: Sequence[Iterable[int]]) -> Pool:
        """A pool of only these columns of every event."""
        other = Pool(self.problem)
        other.events = [columns.subset(kept) for columns, kept in zip(self.events, wanted, strict=True)]
        return other

    def __len__(self) -> int:
        return sum(len(event.columns) for event in self.events)


def _ordered(column: Sessions) -> Sessions:
    return tuple(sorted(column, key=lambda session: (session.start, session.place)))
