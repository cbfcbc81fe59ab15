"""Bounds on the worth of sessions, from prices for what may fill up there.

At prices of a seat in the room, of a seat on the line and of a place in childcare, a session is worth at
most what all that it has costs at these prices, and what those who come are worth above what they take.
Families who need the same come together or not at all (`standing`): so a bundle counts as a whole, with
those who are worth less than they take, or it does not count. The proof is in docs/model.md, "One session".
"""

from __future__ import annotations

import numpy as np

from scheduler.evaluation.households import Floats, Indices
from scheduler.solver.crowding import EITHER_USED, LINE_ALONE, LINE_USED, ROOM_ALONE, ROOM_USED, Coming, Crowd
from scheduler.solver.needs import charges
from scheduler.solver.standing import ANYHOW, BOTH, EITHER, LINE, ROOM

ROUNDS = 8
"""Steps of a search for the best price."""
STEPS = 3
"""Of it towards where those who come are worth what they take."""
SHORT = 1e-3
"""The first of them, as a share of the way to the best price before."""
BEYOND = 1.2
"""Times the price at which nobody is worth it, where a search ends: what turns at that price is inside."""
GOLDEN = 0.5 * (5**0.5 - 1)


class Priced:
    """Bounds on the worth of sessions at the n sites of a crowd, from prices for what may fill up there.

    `seats` (3, n) are the prices of a seat in the room, a seat on the line and a place in childcare. Any
    prices give a bound; those are kept at which the least was found.
    """

    def __init__(self, crowd: Crowd, coming: Coming, money: float, care: Floats) -> None:
        """`care` (n,) is how many children can be cared for."""
        self._crowd, self._coming, self._care = crowd, coming, care
        self._charged, self._charge = charges(crowd.needs, coming.needs)
        self._charge, self._care_cost = money * self._charge, money * crowd.care_cost
        self._money = money
        self.seats = np.zeros((3, len(care)))
        self._above = np.zeros(len(care))
        """At these prices, what those who come are worth above what they take."""

    def of(self, sites: Indices) -> Priced:
        """The same for some of the sites."""
        return Priced(self._crowd, self._coming.at(sites), self._money, self._care[sites])

    def least(self) -> Floats:
        """The least bound that a search finds, shape (n,)."""
        limited = [n for n, most in enumerate((self._crowd.room, self._crowd.line)) if np.isfinite(most)]
        best = self.bound()
        if self._coming.children.any():
            moves = [limited, [2], *([n] for n in limited), [2]]
        else:
            moves = [limited, *([n] for n in limited)] if len(limited) > 1 else [limited]
        for move in moves:
            if move:
                best = np.minimum(best, self._improve(move))
        return best

    def _improve(self, which: list[int]) -> Floats:
        """Move some prices together to where the bound is least; the bound is convex in them.

        A golden section search, and then steps from below to where nobody who comes is worth more than is
        taken.
        """
        top = self._coming.prices[-1] if which != [2] else self._top_of_care()
        nothing = np.zeros(len(self._care))
        if np.all(self._tried(which, nothing + SHORT * top) >= (at_nothing := self._tried(which, nothing))):
            return at_nothing
        at = np.zeros((4, len(self._care)))
        at[3] = BEYOND * top
        at[1], at[2] = at[3] * (1 - GOLDEN), at[3] * GOLDEN
        bound = np.array([self._tried(which, price) for price in at])
        for _ in range(ROUNDS):
            lower = bound[1] <= bound[2]
            at = np.where(lower, at[[0, 0, 1, 2]], at[[1, 2, 2, 3]])
            bound = np.where(lower, bound[[0, 0, 1, 2]], bound[[1, 2, 2, 3]])
            new = np.where(lower, at[3] - GOLDEN * (at[3] - at[0]), at[0] + GOLDEN * (at[3] - at[0]))
            tried = self._tried(which, new)
            at[1], bound[1] = np.where(lower, new, at[1]), np.where(lower, tried, bound[1])
            at[2], bound[2] = np.where(lower, at[2], new), np.where(lower, bound[2], tried)
        best = np.take_along_axis(at, bound.argmin(axis=0)[None], axis=0)[0]
        return self._tried(which, self._stepped(which, at[0], best, bound.min(axis=0)))

    def _stepped(self, which: list[int], low: Floats, best: Floats, least: Floats) -> Floats:
        """The best price after steps from below; what is above what is taken is convex, so none goes too
        far."""
        self._tried(which, low)
        above, high = self._above, low + SHORT * (best - low)
        for _ in range(STEPS):
            tried, before = self._tried(which, high), above
            best, least = np.where(tried < least, high, best), np.minimum(least, tried)
            above, fall = self._above, before - self._above
            step = np.where(fall > 0, above * (high - low) / np.where(fall > 0, fall, 1.0), 0.0)
            low, high = high, high + step
        return best

    def _top_of_care(self) -> float:
        worth, children = self._coming.worth[ROOM], self._coming.children
        there = children > 0
        return float((worth[there] / children[there]).max())

    def _tried(self, which: list[int], price: Floats) -> Floats:
        for n in which:
            self.seats[n] = price
        return self.bound()

    def bound(self) -> Floats:
        """The bound at the prices, shape (n,)."""
        crowd, coming, (room, line, child) = self._crowd, self._coming, self.seats
        part, most = crowd.part_in_room, crowd.most_in_room
        worth, people = coming.worth, coming.people
        at_room, at_line = room[:, None], line[:, None]
        in_room = worth[ROOM] - at_room * people[ROOM] - child[:, None] * coming.children
        on_line = worth[LINE] - at_line * people[LINE]
        cheaper = np.minimum(at_room, at_line)
        divided = (
            worth[BOTH]
            - (part * at_room + (1 - part) * at_line) * people[BOTH]
            + worth[EITHER]
            - (at_line - most * (at_line - cheaper)) * people[EITHER]
            + worth[ANYHOW]
            - cheaper * people[ANYHOW]
        )
        free = coming.free(ROOM_USED, room) + coming.free(LINE_USED, line)
        free += coming.free(EITHER_USED, np.minimum(room, line))
        served = [self._sum(in_room + on_line + divided) + free]
        if crowd.is_hybrid:
            by_room = in_room + part * (worth[BOTH] - at_room * people[BOTH])
            by_line = on_line + (1 - part) * (worth[BOTH] - at_line * people[BOTH])
            served.append(self._sum(by_room) + self._alone(room, ROOM_USED, ROOM_ALONE))
            served.append(self._sum(by_line) + self._alone(line, LINE_USED, LINE_ALONE))
        self._above = np.maximum(np.maximum.reduce(served), 0.0)
        bound = self._above.copy()
        for price, held in ((room, crowd.room), (line, crowd.line)):
            if np.isfinite(held):
                bound += price * held
        return np.asarray(bound + np.maximum(child - self._care_cost, 0.0) * self._care)

    def _alone(self, price: Floats, used: int, alone: int) -> Floats:
        """What free families are worth above a price where only the room, or only the line, serves
        anybody."""
        return np.asarray(sum(self._coming.free(kind, price) for kind in (used, EITHER_USED, alone)))

    def _sum(self, of_bundles: Floats) -> Floats:
        """Bundles added up: those who need nobody come, others where that pays, their charge taken off."""
        free = self._coming.needs == 0
        total = of_bundles[:, free].sum(axis=1)
        positive = np.maximum(of_bundles, 0.0)
        total += positive[:, ~free & (self._charged < 0)].sum(axis=1)
        for bit in np.unique(self._charged[self._charged >= 0]):
            total += np.maximum(positive[:, self._charged == bit].sum(axis=1) - self._charge[bit], 0.0)
        return np.asarray(total)
