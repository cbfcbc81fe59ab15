"""Spans of time in the exchange format: how they are written, and how spans that touch join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from scheduler.domain.instance import DAYS, AvailabilityRow, Interval, Level, WeeklyRow

MINUTES_A_DAY = 24 * 60
Point = TypeVar("Point", int, datetime)


def clock_text(minutes: int) -> str:
    """`HH:MM` of a time in minutes after midnight; the end of a day is `24:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def moment_text(moment: datetime) -> str:
    """`YYYY-MM-DDTHH:MM` of a local wall-clock time."""
    return moment.isoformat(timespec="minutes")


def merged(spans: Iterable[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """Disjoint sorted spans that cover the same time; spans that touch or overlap join."""
    joined: list[tuple[Point, Point]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def without(spans: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of disjoint sorted spans outside disjoint sorted holes."""
    left: list[tuple[int, int]] = []
    for start, end in spans:
        for hole_start, hole_end in holes:
            if hole_end <= start or hole_start >= end:
                continue
            if start < hole_start:
                left.append((start, hole_start))
            start = hole_end
        if start < end:
            left.append((start, end))
    return left


def join_weekly(rows: Iterable[WeeklyRow]) -> tuple[WeeklyRow, ...]:
    """Weekly rows in order of the week, those that touch joined."""
    by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append((row.start, row.end))
    return tuple(WeeklyRow(day, *span) for day in sorted(by_day) for span in merged(by_day[day]))


def join_intervals(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Intervals in order, those that touch joined."""
    return tuple(Interval(*span) for span in merged((i.start, i.end) for i in intervals))


def join_availability(rows: Iterable[AvailabilityRow]) -> tuple[AvailabilityRow, ...]:
    """One day's answers as disjoint sorted rows; where two overlap the better one counts."""
    by_level: dict[Level, list[tuple[int, int]]] = {"yes": [], "maybe": []}
    for row in rows:
        by_level[row.level].append((row.start, row.end))
    sure = merged(by_level["yes"])
    perhaps = without(merged(by_level["maybe"]), sure)
    return tuple(
        sorted(
            [AvailabilityRow(*span, "yes") for span in sure]
            + [AvailabilityRow(*span, "maybe") for span in perhaps]
        )
    )


def weekly_json(rows: Iterable[WeeklyRow]) -> list[Any]:
    """`[["mon", "17:00", "21:00"], …]`"""
    return [[DAYS[row.day], clock_text(row.start), clock_text(row.end)] for row in rows]


def intervals_json(intervals: Iterable[Interval]) -> list[Any]:
    """`[["2027-01-18T00:00", "2027-01-19T00:00"], …]`"""
    return [[moment_text(i.start), moment_text(i.end)] for i in intervals]


def number_json(value: float) -> float:
    """The number as JSON writes it in one way only: 2.0 as 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
