"""The chart of a comparison: where each plan stands, on a plane of whole percents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import format_decimal, gettext

from scheduler.web.presenters.comparison_page import PlanColumn
from scheduler.web.presenters.small_numbers import shown_percent

LEFT, RIGHT, TOP, BOTTOM = 46.0, 372.0, 26.0, 206.0
"""Of the plane, in the units of the picture (384 wide, 244 high)."""
MARGIN, NARROWEST, TICK = 4, 20, 10
FEWEST = 2
WIDE, HIGH = 40, 14
"""How near a text of a few numbers would stand upon another."""
MANY_TICKS = 60


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and what it stands for."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """Plans that stand at the same place; `kind` is that of the first, `before` puts the text before it.

    `higher`: above the text of a neighbour.
    """

    x: float
    y: float
    text: str
    kind: str
    before: bool
    higher: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Inclusion of everyone from left to right, of the group that is included least upwards."""

    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    points: tuple[Point, ...]


def comparison_chart(columns: Iterable[PlanColumn]) -> Chart | None:
    """None where fewer than `FEWEST` plans have numbers to show."""
    places: dict[tuple[int, int], list[PlanColumn]] = defaultdict(list)
    for column in columns:
        if column.least is not None and column.everyone is not None:
            places[column.everyone, column.least].append(column)
    if sum(map(len, places.values())) < FEWEST:
        return None
    x_low, x_high = _range([x for x, _ in places])
    y_low, y_high = _range([y for _, y in places])

    def across(percent: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (percent - x_low) / (x_high - x_low), 1)

    def up(percent: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (percent - y_low) / (y_high - y_low), 1)

    return Chart(
        tuple(Tick(across(each), shown_percent(each)) for each in _ticks(x_low, x_high)),
        tuple(Tick(up(each), shown_percent(each)) for each in _ticks(y_low, y_high)),
        _apart(
            Point(
                across(x),
                up(y),
                gettext(", ").join(format_decimal(column.number) for column in together),
                together[0].kind,
                before=across(x) > (LEFT + 2 * RIGHT) / 3,
            )
            for (x, y), together in places.items()
        ),
    )


def _apart(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points from left to right, no text upon that of the one before."""
    found: list[Point] = []
    for point in sorted(points, key=lambda each: each.x):
        last = found[-1] if found else None
        near = last is not None and point.x - last.x < WIDE and abs(point.y - last.y) < HIGH
        found.append(replace(point, higher=near and last is not None and not last.higher))
    return tuple(found)


def _range(percents: list[int]) -> tuple[int, int]:
    """Whole tens around the values, and not too narrow."""
    low = max(0, (min(percents) - MARGIN) // TICK * TICK)
    high = min(100, -(-(max(percents) + MARGIN) // TICK) * TICK)
    if high - low < NARROWEST:
        low, high = max(0, high - NARROWEST), max(high, NARROWEST)
    return low, high


def _ticks(low: int, high: int) -> range:
    return range(low, high + 1, 2 * TICK if high - low > MANY_TICKS else TICK)
