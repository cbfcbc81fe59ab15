"""When the families of each set can come: how many have somebody free in each hour of the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from scheduler.whatif.board import Board
from scheduler.whatif.households import Floats, Households
from scheduler.whatif.kinds import Bools, Ints

HOUR = 60
WEEK = range(7)


def hour_starts(board: Board) -> list[int]:
    """The whole hours of the days that are planned, each by its first minute after midnight."""
    horizon = board.frame.instance.horizon
    return list(range(horizon.day_start, horizon.day_end - HOUR + 1, HOUR))


def free_hours(board: Board, starts: Sequence[int]) -> Floats:
    """Families with an adult who said yes or maybe to the hour that begins then, on average over the weeks.

    Shape (sets, 7, starts), sets in the board's order. Families are those that answered, each counted once.
    """
    homes, horizon = board.households, board.frame.instance.horizon
    usual = [_usual(homes, day, starts) for day in WEEK]
    counts = np.array([_by_signature(homes, free) for free in usual])
    for ordinal in np.unique(homes.exceptions[0]):
        on = date.fromordinal(int(ordinal))
        week = (on - horizon.start).days // 7
        if 0 <= week < horizon.weeks:
            families = np.unique(homes.exceptions[1][homes.exceptions[0] == ordinal])
            before = usual[on.weekday()][:, families]
            change = _by_signature(homes, _on(homes, on, starts, families), families)
            counts[on.weekday()] += (change - _by_signature(homes, before, families)) / horizon.weeks
    return np.moveaxis(counts @ board.sets.member, -1, 0)


def set_sizes(board: Board) -> Floats:
    """How many families answered, by set in the board's order."""
    people = np.bincount(board.households.signature_of, minlength=len(board.sets.member))
    return np.asarray(people @ board.sets.member)


def _usual(homes: Households, weekday: int, starts: Sequence[int]) -> Bools:
    """Who has somebody free in the usual week, shape (starts, F)."""
    some = [homes.patterns.levels(start, HOUR, 1) > 0 for start in starts]
    days = homes.weekdays[weekday]
    return np.array([level[days].any(axis=0) for level in some]).reshape(len(starts), len(homes))


def _on(homes: Households, on: date, starts: Sequence[int], families: Ints) -> Bools:
    """The same on a date, for some families."""
    slots = [homes.levels(on, starts, HOUR, 1, families, slot) > 0 for slot in range(homes.slots)]
    return np.asarray(np.any(slots, axis=0))


def _by_signature(
    homes: Households, free: Bools, families: Ints | slice = slice(None)
) -> npt.NDArray[np.float64]:
    """How many of each signature are free, shape (starts, G)."""
    mine = homes.signature_of[families]
    return np.array(
        [np.bincount(mine[row], minlength=len(homes.signatures)) for row in free], dtype=np.float64
    ).reshape(len(free), len(homes.signatures))
