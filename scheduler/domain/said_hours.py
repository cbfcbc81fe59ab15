"""Hours of one day as a caregiver said them. What no row covers was not answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Said = Literal["yes", "maybe", "no"]
LEVELS: tuple[Said, ...] = ("yes", "maybe", "no")


@dataclass(frozen=True, slots=True, order=True)
class SaidHours:
    """From `start` to `end`, local minutes after midnight, half open.

    Raises:
        ValueError: for hours that end before they start or lie outside a day.
    """

    start: int
    end: int
    level: Said

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 24 * 60:
            raise ValueError(f"{self.start}..{self.end} are no hours of one day")


def settled(rows: Iterable[SaidHours]) -> tuple[SaidHours, ...]:
    """Disjoint sorted hours: where rows overlap the last one holds; rows that touch and agree join."""
    kept: list[SaidHours] = []
    for row in rows:
        kept = [piece for old in kept for piece in _outside(old, row)] + [row]
    joined: list[SaidHours] = []
    for row in sorted(kept):
        if joined and joined[-1].end == row.start and joined[-1].level == row.level:
            joined[-1] = replace(joined[-1], end=row.end)
        else:
            joined.append(row)
    return tuple(joined)


def differing(special: Iterable[SaidHours], usual: Iterable[SaidHours]) -> tuple[SaidHours, ...]:
    """What of `special` the usual hours do not say already, both settled."""
    left = list(special)
    for row in usual:
        left = [piece for new in left for piece in (_outside(new, row) if new.level == row.level else [new])]
    return tuple(left)


def silent(rows: Iterable[SaidHours], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of `start`..`end` that settled rows say nothing about."""
    edges = [start, *(edge for row in rows for edge in (row.start, row.end)), end]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return tuple(
        (max(first, start), min(last, end)) for first, last in spans if max(first, start) < min(last, end)
    )


def level_throughout(rows: Iterable[SaidHours], start: int, end: int) -> Said | None:
    """The one level that settled rows give to all of `start`..`end`; None where they differ or are silent."""
    return next((row.level for row in rows if row.start <= start and end <= row.end), None)


def _outside(row: SaidHours, hole: SaidHours) -> list[SaidHours]:
    pieces = (row.start, min(row.end, hole.start)), (max(row.start, hole.end), row.end)
    return [SaidHours(start, end, row.level) for start, end in pieces if start < end]
