"""How much weight of an event's families is available at which times, by what they need.

Families of one cell and one kind of household form a group. At a time, all that matters of a family
is its group and its adults' levels. So their weight by group and combination of levels is enough to sum
whatever depends on which kinds of adults are able, however many families there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from scheduler.evaluation.crowds import LEVELS, Day, Rows, compressed
from scheduler.evaluation.households import Bools, Floats, Indices

Singles = npt.NDArray[np.float32]
BLOCK_CELLS = 4_000_000
FEW_TIMES = 64
"""Up to so many times, sums over segments of rows are made all at once; a segment at a time beyond."""
MOST_PATTERNS = 16
"""Times as many groups by patterns as families, up to which families are counted by pattern."""
MOST_TOLD_APART = 2
"""Adults of a family whose levels are told apart; of more, only the best."""


@dataclass(frozen=True)
class Case:
    """Families of so many `adults` of whom those of `subset` are able: who of these is free, and best so.

    `there` are the able ones who are free at all, `best` those of them at the best `level`. Of more adults
    than two, those who are able count as there and best.
    """

    adults: int
    subset: int
    there: Indices
    best: Indices
    level: int

    @cached_property
    def codes(self) -> Indices:
        """The combinations of levels that are this case, by number."""
        found = [n for n, levels in enumerate(combinations(self.adults)) if self.holds(levels)]
        return np.array(found, dtype=np.intp)

    def holds(self, levels: Sequence[int]) -> bool:
        """Whether it is the case of adults with these levels."""
        able = [n for n in range(self.adults) if self.subset >> n & 1]
        if max(levels[n] for n in able) != self.level:
            return False
        if self.adults > MOST_TOLD_APART:
            return True
        there = [n for n in able if levels[n]]
        best = [n for n in there if levels[n] == self.level]
        return bool(there == self.there.tolist() and best == self.best.tolist())


class Groups:
    """The groups whose families have j adults: `kinds` (G, j) of these, and an example `family` of each (G,).

    `cell` (G,) is sorted. A subset of the adults is a number whose bit n says whether adult n is in it.
    """

    def __init__(self, kinds: Indices, cell: Indices, family: Indices, first_row: int) -> None:
        """Their weight stands in a tally from `first_row` on, by combination of levels."""
        self.kinds, self.cell, self.family = kinds, cell, family
        self._first_row = first_row

    def __len__(self) -> int:
        return len(self.cell)

    def subsets(self, able: Bools) -> Indices:
        """Which adults of each group are of able kinds (kinds,): shape (G,)."""
        return np.asarray((able[self.kinds] << np.arange(self.kinds.shape[1])).sum(axis=1))

    @cached_property
    def cases(self) -> list[Case]:
        """Every case that families of so many adults can be in, where somebody is able and free."""
        adults = self.kinds.shape[1]
        return [
            Case(adults, subset, np.array(there), np.array(best), level)
            for subset in range(1, 1 << adults)
            for level in range(1, LEVELS)
            for there, best in _told_apart([n for n in range(adults) if subset >> n & 1], adults, level)
        ]

    def rows(self, case: Case, some: Indices) -> Indices:
        """The rows of a tally with the weight of families of some groups in a case: (combinations, some)."""
        return np.asarray(self._first_row + case.codes[:, None] * len(self) + some)


@dataclass(frozen=True)
class Tally:
    """`weight` (rows, times) of the families of groups, one row for each combination of levels and group."""

    groups: list[Groups]
    weight: Singles

    def summed(self, rows: Indices, first: Indices, times: Indices) -> Singles:
        """Sums over segments of the rows, which begin at `first` (n,), at some times: shape (n, times)."""
        out: Singles = np.zeros((len(first), len(times)), dtype=np.float32)
        if not len(first):
            return out
        whole = len(times) == self.weight.shape[1] and bool((times == np.arange(len(times))).all())
        if whole and len(times) > FEW_TIMES:
            for n, some in enumerate(np.split(rows, first[1:])):
                out[n] = np.add.reduce(self.weight[some], axis=0, dtype=np.float64)
        else:
            step = max(1, BLOCK_CELLS // len(rows))
            for part in range(0, len(times), step):
                there = self.weight[rows[:, None], times[part : part + step]]
                out[:, part : part + step] = np.add.reduceat(there, first, axis=0, dtype=np.float64)
        return out


def combinations(adults: int) -> list[tuple[int, ...]]:
    """The levels of so many adults of whom somebody is free at all."""
    return list(product(range(LEVELS), repeat=adults))[1:]


def _told_apart(able: list[int], adults: int, level: int) -> Iterator[tuple[list[int], list[int]]]:
    """Who of the able adults may be there, and best at a level."""
    if adults > MOST_TOLD_APART:
        yield able, able
        return
    for own in product(range(level + 1), repeat=len(able)):
        if max(own) == level:
            there = [n for n, mine in zip(able, own, strict=True) if mine]
            yield there, [n for n, mine in zip(able, own, strict=True) if mine == level]


def tally(rows: Rows, cell: Indices, home: Indices, weight: Floats, days: Iterable[Day], times: int) -> Tally:
    """Count the weight of families at so many times, day by day.

    Families are in order of `cell` (F,); those of the same `home` (F,) have adults of kinds that count alike.
    """
    adults = np.bincount(rows.row_of_adult, minlength=len(rows))
    counts: list[_Count] = []
    size = 0
    for j in np.unique(adults).tolist():
        counts.append(_Count(rows, np.flatnonzero(adults == j), cell, home, weight, j, size))
        size += counts[-1].size
    out: Singles = np.zeros((size, times), dtype=np.float32)
    for day in days:
        for count in counts:
            count.add(day, out)
    return Tally([count.groups for count in counts], out)


class _Count:
    """Counts the families of j adults."""

    def __init__(
        self,
        rows: Rows,
        family: Indices,
        cell: Indices,
        home: Indices,
        weight: Floats,
        adults: int,
        first_row: int,
    ) -> None:
        homes = int(home.max(initial=0)) + 1
        key = cell[family].astype(np.int64) * homes + home[family]
        self._group, example = compressed(key, (int(cell.max(initial=0)) + 1) * homes)
        self._adults = rows.first_adult[family] + np.arange(adults)[:, None]
        self._weight, self._codes = weight[family], LEVELS**adults
        kinds = rows.adult_kind[self._adults[:, example]].T.astype(np.intp)
        self.groups = Groups(kinds, cell[family[example]], family[example], first_row)
        self.size = (self._codes - 1) * len(example)
        self._rows = slice(first_row, first_row + self.size)

    def add(self, day: Day, out: Singles) -> None:
        """Add the weight at the times of a day to its columns of all rows."""
        table = out[self._rows].reshape(self._codes - 1, len(self.groups), -1)
        pattern = day.pattern[self._adults]
        if len(pattern) == 1 and len(self.groups) * day.levels.shape[1] < MOST_PATTERNS * len(self._weight):
            self._add_by_pattern(day, pattern[0], table)
            return
        for number, levels in zip(day.numbers, day.levels, strict=True):
            code = self._group * self._codes
            for n, own in enumerate(pattern):
                code += levels[own].astype(np.intp) * LEVELS ** (len(pattern) - 1 - n)
            found = np.bincount(code, self._weight, len(self.groups) * self._codes)
            table[:, :, number] = found.reshape(len(self.groups), self._codes)[:, 1:].T

    def _add_by_pattern(self, day: Day, pattern: Indices, table: Singles) -> None:
        """The same for lone adults: counted once by pattern, each of which has a level at each time."""
        size = day.levels.shape[1]
        found = np.bincount(self._group * size + pattern, self._weight, len(self.groups) * size)
        for level in range(1, LEVELS):
            at_level = (day.levels == level).T.astype(float)
            table[level - 1][:, day.numbers] = found.reshape(len(self.groups), size) @ at_level
