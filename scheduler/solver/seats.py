"""Bounds on the worth of sessions, from prices for what may fill up there.

At prices of a seat in the room, of a seat on the line and of a place in childcare, a session is worth at
most what all that it has costs at these prices, and what those who come are worth above what they take.
Families who need the same come together or not at all (`standing`): so a bundle counts as a whole, with
those who are worth less than they take, or it does not count. The proof is in docs/model.md, "One session".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.evaluation.households import Floats, Indices
from scheduler.solver.crowding import EITHER_USED, LINE_ALONE, LINE_USED, ROOM_ALONE, ROOM_USED, Coming, Crowd
from scheduler.solver.needs import Masks
from scheduler.solver.standing import ANYHOW, BOTH, EITHER, LINE, MODES, ROOM

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
        self._crowd, self._coming, self._care, self._money = crowd, coming, care, money
        self._care_cost = money * crowd.care_cost
        self._modes = [mode for mode in range(MODES) if coming.people[mode].any()]
        self._free = [kind for kind, table in enumerate(coming.alone) if table.any()]
        self._forced = int((coming.needs == 0).sum())
        self._first = np.flatnonzero(np.diff(coming.paid[self._forced :], prepend=-2)) + self._forced
        charge = [crowd.needs.charge[bit] if bit >= 0 else 0.0 for bit in coming.paid[self._first]]
        self._charge = money * np.array(charge, dtype=float)
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
        crowd, (room, line, child) = self._crowd, self.seats
        used = [(ROOM_USED, room), (LINE_USED, line), (EITHER_USED, np.minimum(room, line))]
        served = [self._added(self._bundles(), used)]
        if crowd.is_hybrid:
            by_room, by_line = self._bundles_alone()
            served.append(self._added(by_room, [(ROOM_USED, room), (EITHER_USED, room), (ROOM_ALONE, room)]))
            served.append(self._added(by_line, [(LINE_USED, line), (EITHER_USED, line), (LINE_ALONE, line)]))
        self._above = np.maximum(np.maximum.reduce(served), 0.0)
        bound = self._above.copy()
        for price, held in ((room, crowd.room), (line, crowd.line)):
            if np.isfinite(held):
                bound += price * held
        return np.asarray(bound + np.maximum(child - self._care_cost, 0.0) * self._care)

    def unwanted(self) -> Masks:
        """The conditions that only bundles need which are worth less than they take, shape (n,)."""
        needs = self._coming.needs
        wanted = np.bitwise_or.reduce(np.where(self._bundles() > 0, needs, 0), axis=1, initial=0)
        return np.asarray(np.bitwise_or.reduce(needs, initial=0) & ~wanted)

    def _bundles(self) -> Floats:
        """What each bundle is worth above what it takes, shape (n, bundles)."""
        coming, crowd, (room, line, child) = self._coming, self._crowd, self.seats
        cheaper, part = np.minimum(room, line), crowd.part_in_room
        tolls = {
            ROOM: room,
            LINE: line,
            BOTH: part * room + (1 - part) * line,
            EITHER: line - crowd.most_in_room * (line - cheaper),
            ANYHOW: cheaper,
        }
        total = -child[:, None] * coming.children
        for mode in self._modes:
            total += coming.worth[mode] - tolls[mode][:, None] * coming.people[mode]
        return np.asarray(total)

    def _bundles_alone(self) -> tuple[Floats, Floats]:
        """The same where the line serves nobody, and where the room does; who divides as it likes left
        out."""
        coming, part, (room, line, child) = self._coming, self._crowd.part_in_room, self.seats
        by_room = coming.worth[ROOM] - room[:, None] * coming.people[ROOM] - child[:, None] * coming.children
        by_room += part * (coming.worth[BOTH] - room[:, None] * coming.people[BOTH])
        by_line = coming.worth[LINE] - line[:, None] * coming.people[LINE]
        by_line += (1 - part) * (coming.worth[BOTH] - line[:, None] * coming.people[BOTH])
        return by_room, by_line

    def _added(self, of_bundles: Floats, free: Sequence[tuple[int, Floats]]) -> Floats:
        """All bundles and free families: who needs nobody comes, others where that pays what it costs."""
        total = of_bundles[:, : self._forced].sum(axis=1)
        if len(self._first):
            paying = np.add.reduceat(np.maximum(of_bundles, 0.0), self._first, axis=1) - self._charge
            total += np.maximum(paying, 0.0).sum(axis=1)
        for kind, price in free:
            if kind in self._free:
                total += self._coming.free(kind, price)
        return np.asarray(total)
