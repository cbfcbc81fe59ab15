"""Spans of local clock time: joined, taken away from each other, and cut at midnight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

DAY_MINUTES = 24 * 60


class Span(NamedTuple):
    """Half open."""

    start: datetime
    end: datetime


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in disjoint spans, in order; what touches is one."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of `spans` outside of `taken`."""
    holes = joined(taken)
    left = []
    for span in joined(spans):
        start = span.start
        for hole in holes:
            if hole.end <= start or span.end <= hole.start:
                continue
            if start < hole.start:
                left.append(Span(start, hole.start))
            start = hole.end
        if start < span.end:
            left.append(Span(start, span.end))
    return left


def by_date(spans: Iterable[Span], within: Span) -> Iterator[tuple[date, int, int]]:
    """Each span date by date, as minutes after midnight; what lies outside of `within` is left out."""
    for span in spans:
        start, end = max(span.start, within.start), min(span.end, within.end)
        while start < end:
            midnight = datetime.combine(start.date() + timedelta(days=1), time.min)
            minutes = start.hour * 60 + start.minute
            until = DAY_MINUTES if end >= midnight else end.hour * 60 + end.minute
            if minutes < until:
                yield start.date(), minutes, until
            start = midnight
