"""Families of one event in rows of those that its sessions cannot tell apart.

An event with few families keeps each in a row of its own, so that many columns with different
starts are evaluated at once. One with many folds them: for given starts, families of one kind of
household whose adults are available alike at each start share a row, however many they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Event, Instance
from scheduler.evaluation.availability import grid_starts
from scheduler.evaluation.households import NOBODY, Bools, Floats, Households, Indices, Ints

Number = TypeVar("Number", bound=np.generic)

LARGEST_KEY = 2**62
ALL = slice(None)
LEVELS = 3
"""Availability at a start: 0 no, 1 maybe, 2 yes."""


@dataclass(frozen=True)
class Rows:
    """R rows of families with A adults between them, each row's adults side by side.

    `load` (R,) is the families that are expected of each row if all take part.
    """

    adult_kind: Ints
    row_of_adult: Indices
    first_adult: Indices
    load: Floats

    def __len__(self) -> int:
        return len(self.load)

    @cached_property
    def _further_adults(self) -> list[tuple[Indices, Indices]]:
        """For second adults, third ones and so on: the rows that have one, and its number."""
        count = np.bincount(self.row_of_adult, minlength=len(self))
        rows = [np.flatnonzero(count > j) for j in range(1, int(count.max(initial=0)))]
        return [(some, self.first_adult[some] + j) for j, some in enumerate(rows, 1)]

    def best(self, of_adults: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """The largest value among each row's adults: (..., A) to (..., R)."""
        out = of_adults[..., self.first_adult]
        for rows, adults in self._further_adults:
            out[..., rows] = np.maximum(out[..., rows], of_adults[..., adults])
        return out

    def total(self, of_adults: Floats) -> Floats:
        """The sum over each row's adults: (..., A) to (..., R)."""
        out = of_adults[..., self.first_adult]
        for rows, adults in self._further_adults:
            out[..., rows] += of_adults[..., adults]
        return out


class Invited:
    """The families that one event invites: `family` (F,) are their numbers in the instance."""

    def __init__(self, instance: Instance, households: Households, event_number: int) -> None:
        self._event: Event = instance.events[event_number]
        self._households = households
        self.family: Indices = np.flatnonzero(households.invited[households.signature, event_number])
        kinds, local = np.unique(households.kind[self.family], return_inverse=True)
        adults = households.adults[kinds]
        there = adults != NOBODY
        used, numbers = np.unique(adults[there], return_inverse=True)
        self.adult_kinds = households.adult_kinds.only(used.astype(np.intp))
        """The kinds of adults that are invited, as `Rows.adult_kind` numbers them."""
        self._adults: Ints = np.full(adults.shape, NOBODY, dtype=np.int32)
        self._adults[there] = numbers
        self._kind: Indices = local.astype(np.int64)
        self._calendar: Ints = households.calendar[self.family]
        self._expected: Floats = households.weight[self.family] * self._event.turnout
        self._first_day: date = instance.horizon.start
        self._column = {
            minute: n for n, minute in enumerate(grid_starts(instance.horizon, self._event.minutes))
        }
        self.worth_of_level = np.array([0.0, instance.maybe_value, 1.0])
        self._levels = households.patterns.levels(self._event.minutes)

    def __len__(self) -> int:
        return len(self.family)

    @property
    def signature(self) -> Ints:
        return self._households.signature[self.family]

    @property
    def kind(self) -> Indices:
        """A number for the kind of household of each family, shape (F,)."""
        return self._kind

    @property
    def weight(self) -> Floats:
        return self._households.weight[self.family]

    def level(self, start: datetime, adult: int) -> Ints:
        """Level of every family's adult of that number at a start, shape (F,); 0 where there is none."""
        day = (start.date() - self._first_day).days
        column = self._column[start.hour * 60 + start.minute]
        pattern = self._households.day_pattern[self._calendar[:, adult], day]
        return np.asarray(self._levels[pattern, column])

    def weight_free(self, start: datetime) -> float:
        """Weight of the families with an adult who is free (yes or maybe) at a start."""
        free = np.zeros(len(self), dtype=bool)
        for adult in range(self._adults.shape[1]):
            free |= (self.level(start, adult) > 0) & (self._adults[self._kind, adult] != NOBODY)
        return float(self.weight @ free)

    def each_family(self, order: Indices | slice = ALL) -> Rows:
        """Every family in a row of its own, in their order or another (F,)."""
        return self._rows(self._kind[order], self._expected[order])

    def levels_of_adults(
        self, rows: Rows, starts: Sequence[datetime], order: Indices | slice = ALL
    ) -> npt.NDArray[np.int8]:
        """Level of each adult of the rows of `each_family(order)` at each start: (starts, A)."""
        ordinal = np.arange(len(rows.row_of_adult)) - rows.first_adult[rows.row_of_adult]
        calendar = self._calendar[order][rows.row_of_adult, ordinal]
        days = np.array([(start.date() - self._first_day).days for start in starts], dtype=np.intp)
        columns = np.array([self._column[s.hour * 60 + s.minute] for s in starts], dtype=np.intp)
        out = np.empty((len(starts), len(calendar)), dtype=np.int8)
        for day in np.unique(days):
            at_day = days == day
            pattern = self._households.day_pattern[calendar, day]
            out[at_day] = self._levels.T[columns[at_day]][:, pattern]
        return out

    def folded(self, starts: Sequence[datetime]) -> tuple[Rows, Indices, list[Ints]]:
        """Rows for sessions at these starts, the row of each family, and by start the level of each adult."""
        key, size = self._kind.copy(), len(self._adults)
        for start in starts:
            for adult in range(self._adults.shape[1]):
                if size > LARGEST_KEY // LEVELS:
                    _, key = np.unique(key, return_inverse=True)
                    size = int(key.max(initial=0)) + 1
                key = key * LEVELS + self.level(start, adult)
                size *= LEVELS
        row_of_family, example = _compressed(key, size)
        load = np.bincount(row_of_family, self._expected).astype(float)
        rows = self._rows(self._kind[example], load)
        ordinal = np.arange(len(rows.row_of_adult)) - rows.first_adult[rows.row_of_adult]
        levels = []
        for start in starts:
            of_row = np.stack([self.level(start, j)[example] for j in range(self._adults.shape[1])])
            levels.append(of_row[ordinal, rows.row_of_adult])
        return rows, row_of_family, levels

    def _rows(self, kind: Indices, load: Floats) -> Rows:
        adults = self._adults[kind]
        there: Bools = adults != NOBODY
        count = there.sum(axis=1)
        first = np.concatenate([[0], np.cumsum(count)[:-1]]) if len(count) else np.zeros(0)
        return Rows(adults[there], np.repeat(np.arange(len(kind)), count), first.astype(np.intp), load)


def _compressed(key: Indices, size: int) -> tuple[Indices, Indices]:
    """Keys below `size` numbered without gaps, and for each number a place that has it."""
    if size > 4 * len(key) + 1_000_000:
        _, example, number = np.unique(key, return_index=True, return_inverse=True)
        return number, example
    last = np.full(size, -1, dtype=np.intp)
    last[key] = np.arange(len(key))
    example = last[last >= 0]
    last[last >= 0] = np.arange(len(example))
    return last[key], example
