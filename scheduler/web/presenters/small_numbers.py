"""Counts as anyone but a family's liaison may see them: too coarse to give a family away."""

from __future__ import annotations

from flask_babel import format_decimal, format_percent, gettext

FEWEST_SHOWN = 10
STEP = 5


def rounded_count(families: float) -> int | None:
    """The nearest multiple of `STEP`, halves up; None below `FEWEST_SHOWN`."""
    if families < FEWEST_SHOWN:
        return None
    return int(families / STEP + 0.5) * STEP


def shown_count(families: float) -> str:
    """A count of families in the reader's digits, or "fewer than 10"."""
    rounded = rounded_count(families)
    if rounded is None:
        return gettext("fewer than %(number)s", number=format_decimal(FEWEST_SHOWN))
    return format_decimal(rounded)


def whole_percent(rate: float | None, families: float) -> int | None:
    """A rate in whole percent; None where there is none, or it speaks of fewer than `FEWEST_SHOWN`."""
    if rate is None or families < FEWEST_SHOWN:
        return None
    return int(100 * rate + 0.5)


def shown_percent(percent: int) -> str:
    """Whole percents in the reader's digits."""
    return format_percent(percent / 100)
