"""Who would come to the sites of one place, or at every time to places that are alike, by what they need.

A *bundle* are the families whose every way needs the same conditions of a crew, at least: where the crew
meets these, they all come, each at its best answer, and where not, none of them does. Places that are narrow
share one table for each format, of families who could come to any such place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.evaluation.crowds import compressed
from scheduler.evaluation.households import Bools, Floats, Indices
from scheduler.solver.needs import Masks, Needs
from scheduler.solver.tally import BLOCK_CELLS, MOST_TOLD_APART, Case, Groups, Singles, Tally

MODES = 5
ROOM, LINE, BOTH, EITHER, ANYHOW = range(MODES)
"""How a family takes part: in the room, by call, divided over both by what they hold, by one adult who
divides differently where children or a bus count too, or in any way."""
FREE = -1
"""In place of a bundle: families who may come or not, whatever others do."""


@dataclass(frozen=True)
class Columns:
    """Families that count alike, one column each, sorted by bundle and mode.

    `needs` is what their bundle needs or FREE; `children` of each family need care, and none where the
    family has a way without it; `level` is their best answer.
    """

    needs: Masks
    mode: Indices
    cell: Indices
    children: Floats
    level: Indices

    def __len__(self) -> int:
        return len(self.cell)


@dataclass(frozen=True)
class Bundling:
    """What tells the families of a table apart: needs, children by kind of adult, and who may be bundled.

    Where an event has one session (`alone`), everybody may; else, of one adult who says `yes` and needs no
    more than `anywhere`, those who are `settled` (F,).
    """

    needs: Needs
    children: Floats
    care: int
    in_rooms: int
    alone: bool
    settled: Bools

    def keys(self, groups: Groups, case: Case) -> tuple[Bools, tuple[Masks, Indices, Indices]]:
        """Which groups can come at all; of all what they need, their mode and their children: (G,) each."""
        kinds = groups.kinds[:, case.there]
        room, line = self.needs.room[kinds], self.needs.line[kinds]
        of_room, of_line = self.needs.of_room[kinds], self.needs.of_line[kinds]
        all_bits = np.int64(-1)
        shared = np.bitwise_and.reduce(
            np.where(room, of_room, all_bits) & np.where(line, of_line, all_bits), axis=1
        )
        best = np.isin(case.there, case.best)
        by_room, by_line = room & (of_room == shared[:, None]), line & (of_line == shared[:, None])
        free = ~(by_room | by_line)[:, best].any(axis=1) | self.needs.unsure[kinds].any(axis=1)
        mode = np.full(len(kinds), ANYHOW if len(case.there) > 1 else EITHER, dtype=np.intp)
        mode[(by_room & by_line)[:, best].all(axis=1)] = BOTH
        mode[~line.any(axis=1)] = ROOM
        mode[~room.any(axis=1)] = LINE
        free |= case.adults > MOST_TOLD_APART
        if not self.alone:
            lone = case.adults == 1 and case.level == 2
            free |= ~((mode == ROOM) & (shared & self.in_rooms == 0) & self.settled[groups.family] & lone)
        children = np.where(room, self.children[kinds], np.inf).min(axis=1)
        cared = (shared & self.care != 0) & ~free & (mode == ROOM)
        children = np.where(cared, children, 0.0).astype(np.int64)
        return np.asarray((room | line).any(axis=1)), (np.where(free, FREE, shared), mode, children)


@dataclass(frozen=True)
class Standing:
    """A table with one row a site or time: `weight` (rows, columns) of the families who could come."""

    columns: Columns
    weight: Singles
    times: Indices

    def potentials(self, cells: int, worth: Floats) -> Singles:
        """The worth of all who could come by cell, shape (rows, cells)."""
        order = np.argsort(self.columns.cell, kind="stable")
        cell = self.columns.cell[order]
        first = np.flatnonzero(np.diff(cell, prepend=-1))
        out: Singles = np.zeros((len(self.times), cells), dtype=np.float32)
        if len(first):
            of_column = worth[self.columns.level[order]].astype(np.float32)
            for rows in _blocks(len(out), len(order)):
                amounts = self.weight[rows][:, order] * of_column
                out[rows, cell[first]] = np.add.reduceat(amounts, first, axis=1, dtype=np.float64)
        return out


@dataclass(frozen=True)
class Asked:
    """What a table is of: times (rows,), what is needed there, and who is able.

    `able` (classes, kinds) are those who are at rows of each class, `class_of_row` (rows,).
    """

    times: Indices
    needs: Needs
    able: Bools
    class_of_row: Indices


def alike(asked: Sequence[Asked], children: Floats) -> Indices:
    """A number for each kind of adult, the same for those that no table tells apart, shape (kinds,)."""
    number, size = compressed(children.astype(np.int64), int(children.max(initial=0)) + 1)[0], len(children)
    for table in asked:
        needs = table.needs
        for mask in (np.where(needs.room, needs.of_room, FREE), np.where(needs.line, needs.of_line, FREE)):
            values, which = np.unique(mask, return_inverse=True)
            number, _ = compressed(number * len(values) + which, size * len(values))
        for flag in (needs.room, needs.line, needs.unsure, *table.able):
            number, _ = compressed(number * 2 + flag, size * 2)
    return number


def standing(tally: Tally, asked: Asked, bundling: Bundling) -> Standing:
    """The table of those who are counted in a tally."""
    cases = [(groups, case) for groups in tally.groups for case in groups.cases]
    found = [bundling.keys(groups, case) for groups, case in cases]
    kept = [np.flatnonzero(there) for there, _ in found]
    keys = [
        np.stack([*(part[some] for part in parts), np.full(len(some), case.level), groups.cell[some]])
        for (groups, case), some, (_, parts) in zip(cases, kept, found, strict=True)
    ]
    columns, column_of = _numbered(np.concatenate([np.zeros((5, 0), dtype=np.int64), *keys], axis=1))
    weight: Singles = np.zeros((len(asked.times), len(columns)), dtype=np.float32)
    ends = np.cumsum([len(some) for some in kept])
    for n, able in enumerate(asked.able):
        subsets = {id(groups): groups.subsets(able) for groups in tally.groups}
        nothing: Indices = np.zeros(0, dtype=np.intp)
        rows, column = [nothing], [nothing]
        for (groups, case), some, end in zip(cases, kept, ends, strict=True):
            mine = subsets[id(groups)][some] == case.subset
            if not mine.any():
                continue
            of_case = groups.rows(case, some[mine])
            rows.append(of_case.ravel())
            column.append(np.tile(column_of[end - len(some) : end][mine], len(of_case)))
        numbers = np.flatnonzero(asked.class_of_row == n)
        _count(weight, numbers, np.concatenate(rows), np.concatenate(column), tally, asked.times)
    return Standing(columns, weight, asked.times)


def _numbered(keys: npt.NDArray[np.int64]) -> tuple[Columns, Indices]:
    """The distinct keys (5, n), sorted, and the number of each."""
    needs, *others = keys
    _, number = np.unique(needs, return_inverse=True)
    for part in others:
        number = number * (int(part.max(initial=0)) + 1) + part
    _, example, which = np.unique(number, return_index=True, return_inverse=True)
    needs, mode, children, level, cell = keys[:, example]
    return Columns(needs, mode, cell, children.astype(float), level), which.reshape(-1)


def _count(
    weight: Singles, numbers: Indices, rows: Indices, column: Indices, tally: Tally, times: Indices
) -> None:
    """Put the sums of a tally's rows by column into some rows of the table."""
    order = np.argsort(column.astype(np.min_scalar_type(weight.shape[1])), kind="stable")
    column = column[order]
    first = np.flatnonzero(np.diff(column, prepend=-1))
    weight[np.ix_(numbers, column[first])] = tally.summed(rows[order], first, times[numbers]).T


def _blocks(rows: int, groups: int) -> Iterator[slice]:
    step = max(1, BLOCK_CELLS // (groups + 1))
    for first in range(0, rows, step):
        yield slice(first, first + step)
