"""How much weight of an event's families is available at which times, by what they need.

Families of one cell and one kind of household form a group. At a time, all that matters of a family
is its group and its adults' levels. So their weight by group and combination of levels is enough to sum
whatever depends on which kinds of adults are able, however many families there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from scheduler.evaluation.crowds import LEVELS, Rows
from scheduler.evaluation.households import Bools, Floats, Indices

Levels = npt.NDArray[np.int8]
Singles = npt.NDArray[np.float32]
BLOCK_CELLS = 4_000_000


class Groups:
    """The groups whose families have j adults: `kinds` (G, j) of these, and an example `family` of each (G,).

    `weight` (codes, times, G) is that of families whose adults have the levels `levels` (codes, j). A
    subset of the adults is a number whose bit n says whether adult n is in it.
    """

    def __init__(
        self, kinds: Indices, cell: Indices, family: Indices, levels: Levels, weight: Singles, worth: Floats
    ) -> None:
        """`cell` (G,) is sorted; `worth` (3,) is that of each level."""
        self.kinds, self.family = kinds, family
        self._levels, self._weight, self._worth = levels, weight, worth
        self._cell = cell
        self._table = cache(self._sum_where_equal)

    def subsets(self, able: Bools) -> Indices:
        """Which of a group's adults are of able kinds: (..., kinds) to (..., G)."""
        bits = 1 << np.arange(self.kinds.shape[1])
        return np.asarray((able[..., self.kinds] * bits).sum(axis=-1, dtype=np.int8))

    def potentials(self, able: Indices, times: Indices, cells: int) -> Floats:
        """Sums by cell of the best worth among able adults: subsets (n, G), times (n,) to (n, cells)."""
        total = np.zeros(able.shape, dtype=np.float32)
        for subset in range(1, 1 << self.kinds.shape[1]):
            total += (able == subset) * self._table(subset, subset, 1)[0][times]
        return self._by_cell(total, slice(None), cells)

    def kept(
        self, able: Indices, free: Indices, stay: Bools, least: int, times: Indices, cells: int
    ) -> Iterator[tuple[Floats, Floats]]:
        """Sums by cell over families whose free adults (G,) are as good as their able ones (n, G).

        Those of groups in `stay` (G,), at the level `least` or better: worth and weight, (n, cells) each.
        """
        for part in range(1, 1 << self.kinds.shape[1]):
            columns = np.flatnonzero((free == part) & stay)
            if not len(columns):
                continue
            for whole in range(1, 1 << self.kinds.shape[1]):
                if whole & part == part:
                    there = able[:, columns] == whole
                    tables = self._table(whole, part, least)
                    worth, weight = (there * table[:, columns][times] for table in tables)
                    yield self._by_cell(worth, columns, cells), self._by_cell(weight, columns, cells)

    def _sum_where_equal(self, whole: int, part: int, least: int) -> tuple[Singles, Singles]:
        """Worth and weight, (times, G), of families whose best level in both subsets is one and the same."""
        worth = np.zeros(self._weight.shape[1:], dtype=np.float32)
        weight = np.zeros(self._weight.shape[1:], dtype=np.float32)
        for levels, mine in zip(self._levels, self._weight, strict=True):
            best = [max(int(level) for n, level in enumerate(levels) if s >> n & 1) for s in (whole, part)]
            if best[0] == best[1] >= least:
                worth += np.float32(self._worth[best[0]]) * mine
                weight += mine
        return worth, weight

    def _by_cell(self, of_groups: Singles, columns: Indices | slice, cells: int) -> Floats:
        cell = self._cell[columns]
        first = np.flatnonzero(np.diff(cell, prepend=-1))
        out = np.zeros((len(of_groups), cells))
        if len(first):
            out[:, cell[first]] = np.add.reduceat(of_groups, first, axis=1, dtype=np.float64)
        return out


def tally(
    rows: Rows, cell: Indices, home: Indices, weight: Floats, levels: Levels, worth: Floats
) -> Iterator[Groups]:
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
        yield Groups(kinds.astype(np.intp), cell[example], example, codes, weights, worth)


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
