"""One event over many seasons: as the format expects it, or with dice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.robustness.choices import Route
from scheduler.robustness.drawing import settle, turn_up
from scheduler.robustness.event_model import Cells, EventModel
from scheduler.robustness.family_kinds import FamilyKinds, Floats, Ints
from scheduler.robustness.legs import Legs, overflows


class Played(NamedTuple):
    """What seasons brought.

    Shapes: `included` (sets, seasons), sums of weight * event weight * inclusion; `loads` (things, seasons),
    people or children who turned up; `full` (things, seasons), whether more came than it held.
    """

    included: Floats
    loads: Floats
    full: npt.NDArray[np.bool_]


class Able(NamedTuple):
    """Families that could come.

    Shapes: `route` that they would take and `kind` (n,), `weight` (n, seasons), or (n, 1) alike in all.
    """

    route: Ints
    kind: Ints
    weight: Floats

    def by_route(self, routes: int) -> Floats:
        """The weight that could take each route (routes, seasons or 1)."""
        sums = np.zeros((routes, self.weight.shape[1]))
        order = np.argsort(self.route, kind="stable")
        if len(order):
            met, first = np.unique(self.route[order], return_index=True)
            sums[met] = np.add.reduceat(self.weight[order], first, axis=0)
        return sums

    def included(self, kinds: FamilyKinds, reached: Floats) -> Floats:
        """The sums of weight * inclusion of each set (sets, seasons), by how far each route reaches."""
        inside = kinds.inside[:, self.kind]
        if self.weight.shape[1] > 1:
            drawn: Floats = inside @ (self.weight * reached[self.route])
            return drawn
        worth = Able(self.route, self.kind, (inside * self.weight[:, 0]).T).by_route(len(reached))
        fixed: Floats = worth.T @ reached
        return fixed


def expect(model: EventModel, kinds: FamilyKinds, cells: Cells) -> Played:
    """The one season of the format: turnout is its expected share, every maybe its worth."""
    routes, route = _routes(model, cells.choice, (1 << cells.maybes) - 1)
    legs = Legs(routes, len(model.things))
    able = Able(route, cells.kind, cells.weight[:, None])
    possible = able.by_route(len(routes))
    coming = np.repeat(possible, legs.of_route, axis=0) * legs.part[:, None] * model.event.turnout
    worth = able._replace(weight=able.weight * cells.worth[:, None])
    return _played(model, kinds, legs, coming, cells.capacity, [worth])


def play(
    model: EventModel,
    kinds: FamilyKinds,
    cells: Cells,
    maybe: float,
    seasons: int,
    random: np.random.Generator,
) -> Played:
    """Seasons in which a maybe becomes a yes with chance `maybe`, and those who could come do or do not."""
    certain = np.flatnonzero(cells.maybes == 0)
    unsure = np.flatnonzero(cells.maybes)
    drawn = settle(cells.weight[unsure], cells.maybes[unsure], maybe, seasons, random)
    possible = (drawn.outcome > 0) | cells.sure[unsure[drawn.cell]]
    settled = unsure[drawn.cell[possible]]
    cell = np.concatenate((certain, settled))
    outcome = np.concatenate((np.zeros(len(certain), dtype=np.int64), drawn.outcome[possible]))
    routes, route = _routes(model, cells.choice[cell], outcome)
    always = Able(route[: len(certain)], cells.kind[certain], cells.weight[certain][:, None])
    sometimes = Able(route[len(certain) :], cells.kind[settled], drawn.weight[possible])
    legs = Legs(routes, len(model.things))
    able = always.by_route(len(routes)) + sometimes.by_route(len(routes))
    coming = turn_up(legs, able, model.event.turnout, random)
    return _played(model, kinds, legs, coming, cells.capacity, [always, sometimes])


def _routes(model: EventModel, choices: Ints, outcomes: Ints) -> tuple[list[Route], Ints]:
    """The routes that are taken, and which of them each pair of a choice and an outcome leads to."""
    number: dict[Route, int] = {}
    taken = [
        number.setdefault(model.route(choice, outcome), len(number))
        for choice, outcome in zip(choices.tolist(), outcomes.tolist(), strict=True)
    ]
    return list(number), np.array(taken, dtype=np.int64)


def _played(
    model: EventModel,
    kinds: FamilyKinds,
    legs: Legs,
    coming: Floats,
    capacity: Floats,
    able: Sequence[Able],
) -> Played:
    loads = legs.loads(coming)
    reached = legs.reached(loads, capacity)
    included = sum((each.included(kinds, reached) for each in able), np.zeros((1, 1)))
    return Played(model.event.weight * included, loads, overflows(loads, capacity))
