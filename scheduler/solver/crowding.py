"""Who comes to the sites of one place, and what fills up there: a room, a line, childcare."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scheduler.evaluation.households import Bools, Floats, Indices
from scheduler.solver.needs import EventNeeds, Masks, charges
from scheduler.solver.problem import Problem
from scheduler.solver.standing import BOTH, EITHER, FREE, LINE, MODES, ROOM, Standing
from scheduler.solver.tally import Singles

ROOM_USED, LINE_USED, EITHER_USED, ROOM_ALONE, LINE_ALONE = range(5)
GRID = 24
"""Prices of a seat at which families that are free are summed; between these, a line is no less."""


@dataclass(frozen=True)
class Crowd:
    """Who comes to the `sites` of one place, which stand in the `rows` of a table.

    Room and line hold so many people (infinite where there is no limit), childcare so many children
    (sites,), each at `care_cost` at least. Weight 1 of a cell is so many `people` (cells,), and weight 1 of a
    family with a child is `expected` children. Bundled families keep at least the part `stays` here beside
    other sessions.
    """

    sites: Indices
    rows: Indices
    table: Standing
    room: float
    line: float
    care: Floats
    care_cost: float
    stays: float
    people: Floats
    expected: float
    needs: EventNeeds
    is_hybrid: bool

    @property
    def part_in_room(self) -> float:
        """The part of families who use room and line alike that is in the room."""
        if self.room == self.line or np.isinf(self.room):
            return 0.5 if self.room == self.line else 1.0
        return self.room / (self.room + self.line)

    @property
    def most_in_room(self) -> float:
        """The most of a family with one adult, whose seat in the room may hang on childcare or a bus too."""
        if np.isinf(self.room) or self.room + self.line == 0:
            return 1.0
        return self.room / (self.room + self.line)

    def coming(self, of_cells: Floats, of_level: Floats, numbers: Indices) -> Coming:
        """Who comes to some of the sites, by number, and what they are worth.

        `of_cells` (cells,) is what full inclusion of weight 1 of each cell is worth, negative where it costs
        more than it pays; `of_level` (levels,) is the part of it that an answer gives.
        """
        rows, inverse = np.unique(self.rows[numbers], return_inverse=True)
        return Coming.of(self, of_cells, of_level, rows).at(inverse.reshape(-1))


@dataclass(frozen=True)
class Coming:
    """Who comes to some sites: `worth`, `people` (modes, sites, bundles) and `children` (sites, bundles).

    Bundles are in the order of the condition that is `paid` for them, -1 for none; the one that needs
    nothing is the first. Of families who come or not as they like, `alone[kind]` (sites, prices) is what
    they are worth above what they take at each of the `prices` of a seat, by what they use: the room, the
    line, the cheaper one; then of bundles that may divide as they like, what could use the room if the line
    served nobody, and the reverse.
    """

    needs: Masks
    paid: Masks
    worth: Floats
    people: Floats
    children: Floats
    prices: Floats
    alone: Floats

    @classmethod
    def of(cls, crowd: Crowd, of_cells: Floats, of_level: Floats, rows: Indices) -> Coming:
        columns, weight = crowd.table.columns, crowd.table.weight[rows]
        bound = columns.needs != FREE
        of_column = of_cells[columns.cell]
        is_certain = bound & (columns.mode < EITHER)
        value = np.where(is_certain, of_column, np.maximum(of_column, 0.0)) * of_level[columns.level]
        people = crowd.people[columns.cell]
        start = int((~bound).sum())
        kept = np.where(bound, crowd.stays, 0.0)
        needs, bundle = np.unique(columns.needs[start:], return_inverse=True)
        segment = bundle.reshape(-1) * MODES + columns.mode[start:]
        paid = charges(crowd.needs, needs)
        order = np.lexsort([paid, needs != 0])

        def summed(amounts: Floats) -> Floats:
            mine: Singles = (amounts * kept)[start:].astype(np.float32)
            return _by_segment(np.multiply(weight[:, start:], mine, dtype=np.float32), segment, len(needs))

        prices = _grid(value, people)
        above = np.maximum(value[:, None] - prices * people[:, None], 0.0)
        loose = bound & (columns.mode >= EITHER)
        most = np.where(columns.mode == EITHER, crowd.most_in_room, 1.0)
        parts = [
            (1 - kept) * (columns.mode == ROOM),
            (1 - kept) * (columns.mode == LINE),
            (1 - kept) * (columns.mode >= BOTH),
            loose * most,
            loose,
        ]
        alone = [_product(weight, above * part[:, None], part > 0) for part in parts]
        children = summed(columns.children * crowd.expected)[ROOM][:, order]
        worth, people = (summed(amounts)[:, :, order] for amounts in (value, people))
        return cls(needs[order], paid[order], worth, people, children, prices, np.array(alone))

    def at(self, numbers: Indices) -> Coming:
        """The same for some of the sites, any of them more than once."""
        return replace(
            self,
            worth=self.worth[:, numbers],
            people=self.people[:, numbers],
            children=self.children[numbers],
            alone=self.alone[:, numbers],
        )

    def free(self, kind: int, price: Floats) -> Floats:
        """What families of that kind are worth above a price (sites,) at most: on the line between two."""
        above = np.minimum(np.maximum(np.searchsorted(self.prices, price), 1), len(self.prices) - 1)
        low, high = self.prices[above - 1], self.prices[above]
        share = np.minimum(np.maximum((price - low) / np.maximum(high - low, 1e-300), 0.0), 1.0)
        table, site = self.alone[kind], np.arange(len(price))
        return np.asarray(table[site, above - 1] * (1 - share) + table[site, above] * share)


def _by_segment(amounts: Singles, segment: Indices, bundles: int) -> Floats:
    """Sums of columns (sites, columns), sorted by segment, as (modes, sites, bundles)."""
    out = np.zeros((len(amounts), bundles * MODES))
    first = np.flatnonzero(np.diff(segment, prepend=-1))
    if len(first):
        out[:, segment[first]] = np.add.reduceat(amounts, first, axis=1, dtype=np.float64)
    return np.moveaxis(out.reshape(len(amounts), bundles, MODES), 2, 0)


def _grid(worth: Floats, people: Floats) -> Floats:
    """Prices of a seat from 0 to where nobody is worth it."""
    each = np.unique(np.maximum(worth, 0.0) / people)
    return np.concatenate([[0.0], np.quantile(each, np.linspace(0, 1, GRID - 1))])


def _product(weight: Singles, above: Floats, which: Bools) -> Floats:
    return np.asarray(weight[:, which] @ above[which].astype(np.float32), dtype=np.float64)


def held_share(problem: Problem, number: int, place: str) -> float:
    """The least part of a family with one way into each session that stays at `place` beside other sessions.

    It spreads by what its ways hold, so by the capacities of rooms.
    """
    event = problem.events[number]
    if event.max_sessions == 1:
        return 1.0
    rooms = [problem.openings.places[name] for name in event.places]
    others = [room.capacity for room in rooms if room.format in ("in_person", "hybrid")]
    mine = problem.openings.places[place].capacity
    if mine is None or mine == 0 or any(capacity is None for capacity in others):
        return 0.0
    most = max((capacity for capacity in others if capacity is not None), default=0)
    return mine / (mine + (event.max_sessions - 1) * most)
