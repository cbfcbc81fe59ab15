"""When someone is free: bit sets over the minutes of a day, folded into distinct day patterns.

A bit set is a Python integer whose bit `t` is the minute `t` after midnight. Eroding it by a
session's length gives the minutes at which a session may start, exact to the minute whatever the
slot grid is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Adult, AvailabilityRow, Horizon

MINUTES_PER_DAY = 1440


def minutes_mask(start: int, end: int) -> int:
    """The minutes `start` up to, not including, `end` as a bit set."""
    return ((1 << max(0, end - start)) - 1) << start


def union_mask(spans: Iterable[tuple[int, int]]) -> int:
    mask = 0
    for start, end in spans:
        mask |= minutes_mask(start, end)
    return mask


def starts_all_through(mask: int, minutes: int) -> int:
    """The minutes from which `minutes` minutes in a row lie in `mask` (an erosion, in log steps)."""
    done = 1
    while done < minutes:
        step = min(done, minutes - done)
        mask &= mask >> step
        done += step
    return mask


def grid_starts(horizon: Horizon, minutes: int) -> list[int]:
    """Minutes after midnight at which a session of this length may start."""
    return list(range(horizon.day_start, horizon.day_end - minutes + 1, horizon.slot_minutes))


def horizon_days(horizon: Horizon) -> list[date]:
    return [horizon.start + timedelta(days=n) for n in range(7 * horizon.weeks)]


class DayPatterns:
    """The distinct (yes, yes or maybe) bit sets that occur on any adult's day."""

    def __init__(self, horizon: Horizon) -> None:
        self._horizon = horizon
        self._days = horizon_days(horizon)
        self._ids: dict[tuple[int, int], int] = {}
        self._by_rows: dict[tuple[AvailabilityRow, ...], int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def of_adult(self, adult: Adult) -> npt.NDArray[np.int32]:
        """Pattern number of each day of the horizon, shape (days,)."""
        numbers = np.array(self.of_week(adult) * self._horizon.weeks, dtype=np.int32)
        for day, number in self.of_dates(adult):
            numbers[day] = number
        return numbers

    def of_week(self, adult: Adult) -> list[int]:
        """Pattern number of each day of a week in which nothing differs."""
        return [self._id(tuple(adult.weekly.get(day, ()))) for day in range(7)]

    def of_dates(self, adult: Adult) -> Iterator[tuple[int, int]]:
        """Days of the horizon that differ, counted from its first, and the pattern number of each."""
        for day, rows in adult.dates.items():
            offset = (day - self._horizon.start).days
            if 0 <= offset < len(self._days):
                yield offset, self._id(tuple(rows))

    def levels(self, minutes: int) -> npt.NDArray[np.int8]:
        """How far `minutes` minutes are available, by pattern and start of the day's grid.

        Shape (patterns, starts): 2 where all of them are `yes`, 1 where all are at least `maybe`, else 0.
        """
        starts = grid_starts(self._horizon, minutes)
        table = np.zeros((max(1, len(self._ids)), len(starts)), dtype=np.int8)
        for (yes, some), number in self._ids.items():
            table[number, bits_at(starts_all_through(some, minutes), starts)] = 1
            table[number, bits_at(starts_all_through(yes, minutes), starts)] = 2
        return table

    def _id(self, rows: tuple[AvailabilityRow, ...]) -> int:
        known = self._by_rows.get(rows)
        if known is None:
            yes = union_mask((row.start, row.end) for row in rows if row.level == "yes")
            some = union_mask((row.start, row.end) for row in rows)
            known = self._by_rows[rows] = self._ids.setdefault((yes, some), len(self._ids))
        return known


def bits_at(mask: int, positions: list[int]) -> npt.NDArray[np.bool_]:
    """Whether each of the given bits is set, shape (positions,)."""
    raw = np.frombuffer(mask.to_bytes(MINUTES_PER_DAY // 8 + 1, "little"), dtype=np.uint8)
    return np.unpackbits(raw, bitorder="little")[positions].astype(bool)
