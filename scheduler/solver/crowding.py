"""What a room or a line serves at most, when those who come to it without any support crowd it too.

Let a thing hold `cap` people. Some families use it at a site whatever the crew: they load it with L0
people at least and are worth W0. Everyone who uses it is served one share, at most s = min(1, cap / L0),
and all who are served are at most `cap` people. So for every price v >= 0 of a person, what it serves is
worth at most

    v * cap + s * (W0 - v * L0 + sum over others of (worth - v * people)+)+,

because those served are worth v times their people and their share of what each is worth above that; of
others, only those above count. It is least at a `v` at which somebody is worth just that, or where the
bracket is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scheduler.evaluation.households import Floats, Indices
from scheduler.solver.problem import Problem
from scheduler.solver.standing import Used


@dataclass(frozen=True)
class Thing:
    """A room or a line at the `sites` of one place, which stand in the `rows` of a table of who uses it.

    It holds `capacity` people. Beside other sessions at least the part `share` of the forced stays.
    """

    sites: Indices
    rows: Indices
    capacity: float
    share: float
    used: Used

    def served(self, prices: Floats, people: Floats, numbers: Indices) -> Floats:
        """A bound on the worth of those it serves at some of its sites, by number, shape (numbers,).

        `prices` and `people` (cells,) are what weight 1 is worth and how many people it is expected to be.
        """
        if self.capacity <= 0:
            return np.zeros(len(numbers))
        order = np.argsort(-prices / people, kind="stable")
        prices, people = prices[order], people[order]
        rows, inverse = np.unique(self.rows[numbers], return_inverse=True)
        forced = self.share * self.used.forced[rows]
        others = self.used.users[rows][:, order] - forced[:, order]
        base = _Base(forced[:, order] @ prices, self.share * self.used.load[rows], self.capacity)
        worth, load = _before(others * prices), _before(others * people)
        at_others = np.append(prices / people, 0.0)
        bounds = base.bound(at_others[None, :], worth, load).min(axis=1)
        own = base.worth / np.maximum(base.load, self.capacity)
        place = np.searchsorted(-at_others, -own)[:, None]
        at_own = base.bound(own[:, None], _at(worth, place), _at(load, place))[:, 0]
        return np.asarray(np.minimum(bounds, at_own)[inverse])


class _Base(NamedTuple):
    """Those who come whatever the crew, by site: what they are worth and how many people they are."""

    worth: Floats
    load: Floats
    capacity: float

    def bound(self, price: Floats, worth: Floats, load: Floats) -> Floats:
        """At prices of a person (sites or 1, n), where the others above them are worth and load so much."""
        share = self.capacity / np.maximum(self.load, self.capacity)
        above = (self.worth[:, None] + worth) - price * (self.load[:, None] + load)
        return np.asarray(price * self.capacity + share[:, None] * np.maximum(above, 0.0))


def _before(amounts: Floats) -> Floats:
    """Sums of the amounts before each place along the rows, and of all: (rows, n) to (rows, n + 1)."""
    sums = np.cumsum(amounts, axis=1, dtype=np.float64)
    return np.concatenate([np.zeros((len(sums), 1)), sums], axis=1)


def _at(table: Floats, columns: Indices) -> Floats:
    return np.take_along_axis(table, np.minimum(columns, table.shape[1] - 1), axis=1)


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
