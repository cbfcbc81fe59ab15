"""When an adult is free: how far the answers cover a session from its start to its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scheduler.domain.instance import Adult, AvailabilityRow
from scheduler.domain.timegrid import minute_of_day


class Hours:
    """The hours of one session; days that were answered alike are looked at once."""

    def __init__(self, start: datetime, minutes: int, maybe_value: float) -> None:
        self._date = start.date()
        self._weekday = start.weekday()
        self._start = minute_of_day(start)
        self._end = self._start + minutes
        self._maybe_value = maybe_value
        self._known: dict[tuple[AvailabilityRow, ...], float] = {}

    def availability(self, adult: Adult) -> float:
        """1 for `yes` all through, `maybe_value` where some of it is `maybe`, else 0."""
        rows = adult.dates.get(self._date)
        if rows is None:
            rows = adult.weekly.get(self._weekday, ())
        known = self._known.get(rows)
        if known is None:
            known = self._known[rows] = self._look_at(rows)
        return known

    def _look_at(self, rows: Iterable[AvailabilityRow]) -> float:
        if any(row.level == "yes" and row.start <= self._start and self._end <= row.end for row in rows):
            return 1
        return self._maybe_value if self._is_covered(rows) else 0

    def _is_covered(self, rows: Iterable[AvailabilityRow]) -> bool:
        """Whether disjoint sorted rows together cover every minute from start to end."""
        covered = self._start
        for row in rows:
            if row.start <= covered < row.end:
                covered = row.end
        return covered >= self._end
