"""The distinct days that adults answered, numbered, and what each says about a span of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import AvailabilityRow, Level

Levels = npt.NDArray[np.uint8]
NEVER = 0
"""The number of the day without a row."""
MAYBE, YES = np.uint8(1), np.uint8(2)


class DayPatterns:
    """Days as disjoint sorted rows of availability; number 0 is the empty day."""

    def __init__(self, days: Iterable[Sequence[AvailabilityRow]] = ()) -> None:
        self._numbers: dict[tuple[AvailabilityRow, ...], int] = {}
        self._spans: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]] | None = None
        self._said: dict[tuple[int, int, float], Levels] = {}
        for day in ((), *days):
            self.number(day)

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, rows: Sequence[AvailabilityRow]) -> int:
        """The day's number, a new one where it was not known."""
        key = tuple(rows)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            self._spans = None
            self._said.clear()
        return self._numbers[key]

    def levels(self, start: int, minutes: int, maybe_value: float) -> Levels:
        """What each day says from `start` (minutes after midnight) on: 2 `yes` all through, 1 at least
        `maybe`, 0.

        Where a `maybe` is worth as much as a `yes` the two are one level.
        """
        asked = start, minutes, maybe_value
        if asked not in self._said:
            self._said[asked] = self._find_levels(*asked)
        return self._said[asked]

    def _find_levels(self, start: int, minutes: int, maybe_value: float) -> Levels:
        if self._spans is None:
            self._spans = self._find_spans()
        said = np.zeros(len(self), dtype=np.uint8)
        any_level, sure = self._spans
        for spans, level in ((any_level, YES if maybe_value == 1 else MAYBE), (sure, YES)):
            said[spans[0][(spans[1] <= start) & (spans[2] >= start + minutes)]] = level
        return said

    def to_json(self) -> list[list[tuple[int, int, Level]]]:
        """All days but the empty one, in order of their numbers."""
        return [[(row.start, row.end, row.level) for row in day] for day in list(self._numbers)[1:]]

    @classmethod
    def from_json(cls, days: Iterable[Iterable[tuple[int, int, Level]]]) -> DayPatterns:
        return cls([tuple(AvailabilityRow(*row) for row in day) for day in days])

    def _find_spans(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """(day, start, end) of all rows joined where they touch, and of the `yes` rows, shape (3, spans)."""
        joined = [(n, *span) for rows, n in self._numbers.items() for span in _joined(rows)]
        sure = [
            (n, row.start, row.end) for rows, n in self._numbers.items() for row in rows if row.level == "yes"
        ]
        return _columns(joined), _columns(sure)


def _joined(rows: Sequence[AvailabilityRow]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row.start:
            spans[-1] = spans[-1][0], row.end
        else:
            spans.append((row.start, row.end))
    return spans


def _columns(spans: Sequence[tuple[int, int, int]]) -> npt.NDArray[np.int32]:
    return np.fromiter(chain.from_iterable(spans), dtype=np.int32, count=3 * len(spans)).reshape(-1, 3).T
