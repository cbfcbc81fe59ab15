"""How much weight of an event's families is available at which times, by what they need.

Families of one cell and one kind of household form a group. At a time, all that matters of a family
is its group and its adults' levels. So their weight by group and combination of levels is enough to sum
whatever depends on which kinds of adults are able, however many families there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from scheduler.evaluation.crowds import LEVELS, Rows
from scheduler.evaluation.households import Bools, Floats, Indices

Levels = npt.NDArray[np.int8]
Singles = npt.NDArray[np.float32]
BLOCK_CELLS = 4_000_000
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

    def __init__(
        self, kinds: Indices, cell: Indices, family: Indices, levels: Levels, weight: Singles
    ) -> None:
        """`weight` (codes, times, G) is that of families whose adults have the levels `levels` (codes, j)."""
        self.kinds, self.cell, self.family = kinds, cell, family
        self._levels, self._weight = levels, weight

    def subsets(self, able: Bools, some: Indices) -> Indices:
        """Which adults of some groups are of able kinds: (..., kinds) to (..., some)."""
        bits = 1 << np.arange(self.kinds.shape[1])
        return np.asarray((able[..., self.kinds[some]] * bits).sum(axis=-1, dtype=np.int8))

    def cases(self) -> Iterator[Case]:
        """Every case that families of so many adults can be in, where somebody is able and free."""
        adults = self.kinds.shape[1]
        for subset in range(1, 1 << adults):
            able = [n for n in range(adults) if subset >> n & 1]
            for level in range(1, LEVELS):
                for there, best in _told_apart(able, adults, level):
                    yield Case(adults, subset, np.array(there), np.array(best), level)

    def weight(self, case: Case) -> Singles:
        """Weight of the families in a case, shape (times, G)."""
        there = [n for n, levels in enumerate(self._levels.tolist()) if case.holds(levels)]
        return np.asarray(self._weight[there].sum(axis=0))


def _told_apart(able: list[int], adults: int, level: int) -> Iterator[tuple[list[int], list[int]]]:
    """Who of the able adults may be there, and best at a level."""
    if adults > MOST_TOLD_APART:
        yield able, able
        return
    for own in product(range(level + 1), repeat=len(able)):
        if max(own) == level:
            there = [n for n, mine in zip(able, own, strict=True) if mine]
            yield there, [n for n, mine in zip(able, own, strict=True) if mine == level]


def tally(rows: Rows, cell: Indices, home: Indices, weight: Floats, levels: Levels) -> Iterator[Groups]:
    """The groups by number of adults.

    Families are in order of `cell` (F,); `home` (F,) numbers their kinds of household; `levels` (times, A)
    are those of the adults of `rows`.
    """
    adults = np.bincount(rows.row_of_adult, minlength=len(rows))
    for j in np.unique(adults).tolist():
        family = np.flatnonzero(adults == j)
        key = cell[family].astype(np.int64) * (int(home.max(initial=0)) + 1) + home[family]
        order = family[np.argsort(key, kind="stable")]
        first = np.flatnonzero(np.diff(np.sort(key), prepend=-1))
        example = order[first]
        kinds = rows.adult_kind[rows.first_adult[example][:, None] + np.arange(j)]
        codes = np.array([code for code in product(range(LEVELS), repeat=j) if any(code)], dtype=np.int8)
        weights = _weights(rows, order, first, weight, levels, j)
        yield Groups(kinds.astype(np.intp), cell[example], example, codes, weights)


def _weights(
    rows: Rows, order: Indices, first: Indices, weight: Floats, levels: Levels, adults: int
) -> Singles:
    """Weight by combination of levels, time and group: (codes, times, G)."""
    out = np.zeros((LEVELS**adults - 1, len(levels), len(first)), dtype=np.float32)
    step = max(1, BLOCK_CELLS // (len(order) + 1))
    for start in range(0, len(levels), step):
        part = slice(start, start + step)
        code = np.zeros((len(levels[part]), len(order)), dtype=np.int16)
        for j in range(adults):
            code = code * LEVELS + levels[part][:, rows.first_adult[order] + j]
        for n in range(1, LEVELS**adults):
            out[n - 1, part] = np.add.reduceat(np.where(code == n, weight[order], 0.0), first, axis=1)
    return out
