"""Families of one event in rows of those that its sessions cannot tell apart.

An event with few families keeps each in a row of its own, so that many columns with different
starts are evaluated at once. One with many folds them: for given starts, families of one kind of
household whose adults are available alike at each start share a row, however many they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Event, Instance
from scheduler.evaluation.availability import grid_starts
from scheduler.evaluation.households import NOBODY, Bools, Floats, Households, Indices, Ints, Numbers

Levels = npt.NDArray[np.int8]
Number = TypeVar("Number", bound=np.generic)

LARGEST_KEY = 2**62
MOST_REMEMBERED = 12_000_000
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


@dataclass(frozen=True)
class Day:
    """Starts of one day, by number: the `pattern` of each adult (A,), and the `levels` (starts, patterns)."""

    numbers: list[int]
    pattern: Indices
    levels: Levels


@dataclass(frozen=True)
class Folded:
    """Families in rows, which are made of P parts: families of one row and the same groups.

    `levels` are those of each adult of the rows, by start. `part` (F,) is that of each family; of each part
    (P,) `row`, `alike`, what its signatures have in common (`Households.alike`), and `weight`.
    """

    rows: Rows
    levels: list[Levels]
    part: Indices
    row: Indices
    alike: Indices
    weight: Floats

    @property
    def row_of_family(self) -> Indices:
        return np.asarray(self.row[self.part])


class Folds:
    """The latest foldings of a season's events, as many as hold `MOST_REMEMBERED` families in all."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, tuple[datetime, ...]], Folded] = {}
        self._families = 0

    def of(self, number: int, invited: Invited, starts: tuple[datetime, ...]) -> Folded:
        """The families that the event of that number invites, folded for these starts."""
        found = self._kept.pop((number, starts), None)
        if found is None:
            found = invited.folded(starts)
            self._families += len(invited)
            while self._kept and self._families > MOST_REMEMBERED:
                self._families -= len(self._kept.pop(next(iter(self._kept))).part)
        self._kept[number, starts] = found
        return found


class Invited:
    """The families that one event invites: `family` (F,) are their numbers in the instance."""

    def __init__(self, instance: Instance, households: Households, event_number: int) -> None:
        self._event: Event = instance.events[event_number]
        self._households = households
        self.family: Indices = np.flatnonzero(households.invited[households.signature, event_number])
        kind = households.kind[self.family]
        self._kind, example = compressed(kind.astype(np.intp), len(households.adults))
        adults = households.adults[kind[example]]
        there = adults != NOBODY
        used, numbers = np.unique(adults[there], return_inverse=True)
        self.adult_kinds = households.adult_kinds.only(used.astype(np.intp))
        """The kinds of adults that are invited, as `Rows.adult_kind` numbers them."""
        self._adults: Ints = np.full(adults.shape, NOBODY, dtype=np.int32)
        self._adults[there] = numbers
        self._calendar: Ints = np.ascontiguousarray(households.calendar[self.family].T)
        self._with = [None if exist.all() else np.flatnonzero(exist[self._kind]) for exist in there.T]
        """The families that have a first adult, a second one and so on; None for all."""
        self.weight: Floats = households.weight[self.family]
        self._first_day: date = instance.horizon.start
        self._column = {
            minute: n for n, minute in enumerate(grid_starts(instance.horizon, self._event.minutes))
        }
        self.worth_of_level = np.array([0.0, instance.maybe_value, 1.0])
        self._levels = np.ascontiguousarray(households.patterns.levels(self._event.minutes).T)
        """By start of a day and pattern."""

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
    def homes(self) -> Ints:
        """The kinds of adults of each kind of household, shape (kinds, J); NOBODY where there is none."""
        return self._adults

    @cached_property
    def _groups(self) -> tuple[Indices, Indices]:
        """A number of each family's kind and groups, shape (F,), and a family of each."""
        alike = self._households.alike[self.signature]
        most = len(self._households.groups)
        return compressed(self._kind * most + alike, len(self._adults) * most)

    def level(self, start: datetime, adult: int) -> Levels:
        """Level of every family's adult of that number at a start, shape (F,); 0 where there is none."""
        some = self._with[adult]
        calendar = self._calendar[adult] if some is None else self._calendar[adult, some]
        found: Levels = self._levels_at(start)[self._patterns_at(start)[calendar]]
        if some is None:
            return found
        out: Levels = np.zeros(len(self), dtype=np.int8)
        out[some] = found
        return out

    def _levels_at(self, start: datetime) -> Levels:
        """The level of each pattern at the time of day."""
        return np.asarray(self._levels[self._column[start.hour * 60 + start.minute]])

    def _patterns_at(self, start: datetime) -> Numbers:
        """The pattern of each calendar at that day."""
        return np.asarray(self._households.day_pattern[(start.date() - self._first_day).days])

    def weight_free(self, start: datetime) -> float:
        """Weight of the families with an adult who is free (yes or maybe) at a start."""
        free = np.zeros(len(self), dtype=bool)
        for adult in range(self._adults.shape[1]):
            free |= self.level(start, adult) > 0
        return float(self.weight @ free)

    def each_family(self, order: Indices | slice = ALL) -> Rows:
        """Every family in a row of its own, in their order or another (F,)."""
        return self._rows(self._kind[order], self.weight[order] * self._event.turnout)

    def levels_of_adults(
        self, rows: Rows, starts: Sequence[datetime], order: Indices | slice = ALL
    ) -> Levels:
        """Level of each adult of the rows of `each_family(order)` at each start: (starts, A)."""
        out = np.empty((len(starts), len(rows.row_of_adult)), dtype=np.int8)
        for day in self.days_of_adults(rows, starts, order):
            out[day.numbers] = day.levels[:, day.pattern]
        return out

    def days_of_adults(
        self, rows: Rows, starts: Sequence[datetime], order: Indices | slice = ALL
    ) -> Iterator[Day]:
        """The days of the starts, with what adults of the rows of `each_family(order)` answered."""
        ordinal = np.arange(len(rows.row_of_adult)) - rows.first_adult[rows.row_of_adult]
        calendar = self._calendar[:, order][ordinal, rows.row_of_adult]
        for numbers in _by_day(starts).values():
            pattern = self._patterns_at(starts[numbers[0]])[calendar].astype(np.intp)
            yield Day(numbers, pattern, np.stack([self._levels_at(starts[n]) for n in numbers]))

    def folded(self, starts: Sequence[datetime]) -> Folded:
        """The invited families in rows of those that sessions at these starts cannot tell apart."""
        adults = range(self._adults.shape[1])
        levels = [[self.level(start, adult) for adult in adults] for start in starts]
        group, first = self._groups
        part, example = _numbered(group, len(first), [level for one in levels for level in one])
        kind, at_example = self._kind[example], [[level[example] for level in one] for one in levels]
        row, example_part = _numbered(kind, len(self._adults), [level for one in at_example for level in one])
        weight = np.bincount(part, self.weight).astype(float)
        rows = self._rows(kind[example_part], (np.bincount(row, weight) * self._event.turnout).astype(float))
        ordinal = np.arange(len(rows.row_of_adult)) - rows.first_adult[rows.row_of_adult]
        return Folded(
            rows,
            [np.stack(one)[:, example_part][ordinal, rows.row_of_adult] for one in at_example],
            part,
            row,
            self._households.alike[self._households.signature[self.family[example]]],
            weight,
        )

    def _rows(self, kind: Indices, load: Floats) -> Rows:
        adults = self._adults[kind]
        there: Bools = adults != NOBODY
        count = there.sum(axis=1)
        first = np.concatenate([[0], np.cumsum(count)[:-1]]) if len(count) else np.zeros(0)
        return Rows(adults[there], np.repeat(np.arange(len(kind)), count), first.astype(np.intp), load)


def _numbered(key: Indices, size: int, levels: Sequence[Levels]) -> tuple[Indices, Indices]:
    """Keys below `size` with their levels (keys,) numbered without gaps, and for each number a place that
    has it."""
    for level in levels:
        if size > LARGEST_KEY // LEVELS:
            _, key = np.unique(key, return_inverse=True)
            size = int(key.max(initial=0)) + 1
        key = key * LEVELS + level
        size *= LEVELS
    return compressed(key, size)


def _by_day(starts: Sequence[datetime]) -> dict[date, list[int]]:
    """Where the starts of each day stand."""
    found: dict[date, list[int]] = defaultdict(list)
    for n, start in enumerate(starts):
        found[start.date()].append(n)
    return found


def compressed(key: Indices, size: int) -> tuple[Indices, Indices]:
    """Keys below `size` numbered without gaps, in their order, and for each number a place that has it."""
    if size > 16 * len(key) + 100_000:
        _, example, number = np.unique(key, return_index=True, return_inverse=True)
        return number, example
    last = np.full(size, -1, dtype=np.intp)
    last[key] = np.arange(len(key))
    example = last[last >= 0]
    last[last >= 0] = np.arange(len(example))
    return last[key], example
