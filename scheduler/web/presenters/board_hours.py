"""When families can come, as pictures and as tables: every number is the percent of two rounded counts."""

from __future__ import annotations

from datetime import time
from functools import cache
from typing import NamedTuple

from flask_babel import format_decimal, gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN, rounded_count
from scheduler.language.dates import format_time, weekday_name
from scheduler.services.view_hours import HoursView, SetHours
from scheduler.web.presenters.board_inclusion import LAST, shown_first
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import shown_count, shown_percent

LEFT, TOP, WIDE, HIGH = 92, 16, 20, 18
"""Of the picture: the room for names, and a cell's size."""
LABEL_EVERY, LABEL_CELLS = 3, 2
"""Which hours are named, and how many cells a name is wide."""
STEPS = 5


class Cell(NamedTuple):
    """An hour of a weekday in the picture; `step` 0 is fewer than 10 families, else 1 to 5 by fifths."""

    x: int
    y: int
    step: int
    text: str


class Label(NamedTuple):
    """A word at the edge of the picture."""

    x: int
    y: int
    text: str


class HeatMap(NamedTuple):
    """One set of families: the picture, and the table that says the same, a row an hour.

    `is_empty` says that neither has a number.
    """

    key: str
    name: str
    families: str
    best: str
    is_empty: bool
    cells: list[Cell]
    rows: list[tuple[str, list[str]]]


class HoursPage(NamedTuple):
    """All pictures have the same `width`, `height` and labels; `few` are the sets without a picture.

    `key` says what each step of the colours means, `fewer` what is not shown.
    """

    maps: list[HeatMap]
    few: list[str]
    width: int
    height: int
    days: list[Label]
    hours: list[Label]
    weekdays: list[str]
    key: list[str]
    fewer: str


def hours_page(view: HoursView, language: str, *, from_right: bool) -> HoursPage:
    """The sets in the order in which they are included, the least first."""
    groups = [s for s in view.sets if s.set_key not in LAST]
    ordered = sorted(groups, key=lambda s: shown_first(s.rate, s.families))
    ordered += [s for key in LAST for s in view.sets if s.set_key == key]
    width = LEFT + WIDE * len(view.starts)
    weekdays = [weekday_name(day, language) for day in range(7)]
    hours = [format_time(time(*divmod(start, 60)), language) for start in view.starts]

    def at(x: float) -> int:
        return round(width - x if from_right else x)

    columns = [at(LEFT + WIDE * (n + from_right)) for n in range(len(hours))]
    words = PercentWords()
    return HoursPage(
        maps=[_heat_map(s, hours, weekdays, columns, words) for s in ordered if s.families >= FEWEST_SHOWN],
        few=[set_name(s) for s in ordered if s.families < FEWEST_SHOWN],
        width=width,
        height=TOP + 7 * HIGH,
        days=[Label(at(LEFT - 6), TOP + HIGH * day + 13, name) for day, name in enumerate(weekdays)],
        hours=[
            Label(at(LEFT + WIDE * n), TOP - 4, text)
            for n, text in enumerate(hours)
            if n % LABEL_EVERY == 0 and len(hours) - n >= LABEL_CELLS
        ],
        weekdays=weekdays,
        key=[_fifth(step) for step in range(STEPS)],
        fewer=shown_count(0),
    )


class PercentWords:
    """Whole percents as the reader writes them, each put into words once: a page has thousands."""

    def __init__(self) -> None:
        self.number, self.percent = cache(format_decimal), cache(shown_percent)


def _fifth(step: int) -> str:
    """The percents of one colour."""
    first, last = 100 * step // STEPS, 100 * (step + 1) // STEPS - (step + 1 < STEPS)
    return f"{format_decimal(first)}–{format_decimal(last)}"


def _heat_map(
    of: SetHours, hours: list[str], weekdays: list[str], columns: list[int], words: PercentWords
) -> HeatMap:
    percents = [[_percent(free, of.families) for free in day] for day in of.free]
    return HeatMap(
        key=of.set_key,
        name=set_name(of),
        families=gettext("%(count)s families", count=shown_count(of.families)),
        best=_best(percents, hours, weekdays),
        is_empty=all(percent is None for row in percents for percent in row),
        cells=[
            Cell(x, TOP + HIGH * day, _step(percent), "" if percent is None else words.number(percent))
            for day, row in enumerate(percents)
            for x, percent in zip(columns, row, strict=True)
        ],
        rows=[
            (hour, ["–" if percent is None else words.percent(percent) for percent in column])
            for hour, column in zip(hours, zip(*percents, strict=True), strict=True)
        ],
    )


def _percent(free: float, families: float) -> int | None:
    """Of two rounded counts; None of fewer than 10."""
    some, whole = rounded_count(free), rounded_count(families)
    return None if some is None or whole is None else round(100 * min(some, whole) / whole)


def _step(percent: int | None) -> int:
    return 0 if percent is None else min(STEPS, 1 + percent * STEPS // 100)


def _best(percents: list[list[int | None]], hours: list[str], weekdays: list[str]) -> str:
    """The first hour of those at which most can come."""
    found = [
        (-percent, day, hour)
        for day, row in enumerate(percents)
        for hour, percent in enumerate(row)
        if percent is not None
    ]
    if not found:
        return gettext("Fewer than 10 families at any hour.")
    percent, day, hour = min(found)
    return gettext(
        "Most: %(day)s, %(hour)s (%(percent)s).",
        day=weekdays[day],
        hour=hours[hour],
        percent=shown_percent(-percent),
    )
