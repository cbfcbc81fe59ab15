"""Who uses what, and how far it reaches, for the routes that families take; all seasons at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from scheduler.robustness.choices import Route
from scheduler.robustness.family_kinds import Floats, Ints

MOST_USED: Final = 3
"""A way uses at most a room, a bus and childcare."""

ROUNDING: Final = 1e-9


class Legs:
    """The ways of all routes of an event as arrays, one route after the other.

    Shapes: `part` (legs,), `first` and `of_route` (how many there are) (routes,).
    """

    def __init__(self, routes: Sequence[Route], things: int) -> None:
        legs = [leg for route in routes for leg in route]
        self.of_route: Ints = np.array([len(route) for route in routes], dtype=np.int64)
        self.first: Ints = np.cumsum(self.of_route) - self.of_route
        self.part: Floats = np.array([part for _, part in legs], dtype=np.float64)
        self._amount = np.zeros((things, len(legs)))
        self._used = np.full((MOST_USED, len(legs)), things)
        for leg, (uses, _) in enumerate(legs):
            for n, (thing, amount) in enumerate(uses):
                self._amount[thing, leg] = amount
                self._used[n, leg] = thing

    def loads(self, coming: Floats) -> Floats:
        """Who uses each thing (things, seasons), from the families that come by each leg (legs, seasons)."""
        loads: Floats = self._amount @ coming
        return loads

    def reached(self, loads: Floats, capacity: Floats) -> Floats:
        """How far a family that takes a route can take part (routes, seasons): what is served of it."""
        served = np.ones((len(loads) + 1, loads.shape[1]))
        limit = np.broadcast_to(capacity[:, None], loads.shape)
        np.divide(limit, loads, out=served[:-1], where=overflows(loads, capacity))
        least = np.minimum.reduce([served[used] for used in self._used])
        reached: Floats = np.add.reduceat(self.part[:, None] * least, self.first, axis=0)
        return reached


def overflows(loads: Floats, capacity: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether more come than a thing holds (things, seasons); sums of weights are rounded."""
    more: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = loads > capacity[:, None] + ROUNDING
    return more
