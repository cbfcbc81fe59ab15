"""Daylight-saving rules as POSIX TZ strings give them (RFC 9636, section 3.3.1; POSIX, chapter 8.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_NAME = r"[A-Za-z]+|<[A-Za-z0-9+-]+>"
_OFFSET = r"[+-]?\d+(?::\d+){0,2}"
_RULE = re.compile(
    rf"(?P<std>{_NAME})(?P<std_offset>{_OFFSET})"
    rf"(?:(?P<dst>{_NAME})(?P<dst_offset>{_OFFSET})?,(?P<starts>[^,]+),(?P<ends>[^,]+))?"
)
_ONSET = re.compile(rf"M(?P<month>\d+)\.(?P<week>\d)\.(?P<day>\d)(?:/(?P<time>{_OFFSET}))?")
LAST_WEEK = 5


@dataclass(frozen=True, slots=True)
class Onset:
    """The moment of each year at which the clocks change.

    It lies `wall_time` after midnight of the `week`-th (5: last) `weekday` (0: Monday) of `month`, read
    on the clock before the change. `wall_time` may lie outside of that day.
    """

    month: int
    week: int
    weekday: int
    wall_time: timedelta

    def in_year(self, year: int) -> datetime:
        """The naive wall-clock time of the change."""
        return datetime.combine(self._day(year), datetime.min.time()) + self.wall_time

    def _day(self, year: int) -> date:
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.weekday()) % 7, weeks=self.week - 1)
        return day if day.month == self.month else day - timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """What clocks show for a part of the year; `starts` is None when they never change."""

    name: str
    utc_offset: timedelta
    starts: Onset | None = None


@dataclass(frozen=True, slots=True)
class PosixRule:
    """Standard time and, where the clocks change, daylight-saving time."""

    standard: Clock
    daylight: Clock | None

    def changes(self, year: int) -> list[tuple[datetime, timedelta]]:
        """The UTC instants of a year at which the clocks change, each with the offset that begins."""
        if self.daylight is None:
            return []
        pairs = ((self.standard, self.daylight), (self.daylight, self.standard))
        return sorted(
            ((clock.starts.in_year(year) - before.utc_offset).replace(tzinfo=UTC), clock.utc_offset)
            for before, clock in pairs
            if clock.starts is not None
        )

    def utc_offset(self, instant: datetime) -> timedelta:
        """The offset from UTC at an instant, in any year: a rule knows no beginning."""
        years = (instant.year - 1, instant.year, instant.year + 1)
        begun = [offset for year in years for at, offset in self.changes(year) if at <= instant]
        return begun[-1] if begun else self.standard.utc_offset


def parse_rule(text: str) -> PosixRule | None:
    """The rule in a POSIX TZ string, or None when its days are not of the form month.week.day."""
    match = _RULE.fullmatch(text)
    if match is None:
        return None
    standard_offset = -_duration(match["std_offset"])
    if match["dst"] is None:
        return PosixRule(Clock(_name(match["std"]), standard_offset), None)
    starts, ends = _onset(match["starts"]), _onset(match["ends"])
    if starts is None or ends is None:
        return None
    hour = timedelta(hours=1)
    daylight_offset = -_duration(match["dst_offset"]) if match["dst_offset"] else standard_offset + hour
    return PosixRule(
        Clock(_name(match["std"]), standard_offset, starts=ends),
        Clock(_name(match["dst"]), daylight_offset, starts=starts),
    )


def _onset(text: str) -> Onset | None:
    match = _ONSET.fullmatch(text)
    if match is None:
        return None
    weekday = (int(match["day"]) - 1) % 7
    return Onset(int(match["month"]), int(match["week"]), weekday, _duration(match["time"] or "2"))


def _duration(text: str) -> timedelta:
    hours, minutes, seconds, *_ = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -size if text.startswith("-") else size


def _name(text: str) -> str:
    return text.strip("<>")
