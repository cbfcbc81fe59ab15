"""How counts of families are rounded for all but their liaison, and floors that tell no more than that."""

from __future__ import annotations

from math import ceil
from typing import Final

FEWEST_SHOWN: Final = 10
STEP: Final = 5
RATE_DECIMALS: Final = 6
JUST_ABOVE: Final = 1 + 1e-12
"""So that a rate at an edge is rounded up, whatever was lost on the way."""


def rounded_up_half(value: float) -> int:
    return int(value + 0.5)


def to_step(families: float) -> int:
    """The nearest multiple of `STEP`, halves up."""
    return rounded_up_half(families / STEP) * STEP


def rounded_count(families: float) -> int | None:
    """The nearest multiple of `STEP`; None below `FEWEST_SHOWN`."""
    return None if families < FEWEST_SHOWN else to_step(families)


def floor_to_ask(rate: float, families: int) -> float | None:
    """The least rate of a set of `families` that is shown as `rate` or more.

    None where every rate is, or where none is shown: whether a floor is kept would tell of few families.
    """
    whole = rounded_count(families)
    if whole is None:
        return None
    least_shown = ceil(round(100 * rate, RATE_DECIMALS)) - 0.5
    return _edge(ceil(whole * least_shown / 100 / STEP), families)


def floor_below(rate: float, families: int) -> float | None:
    """The highest rate, `rate` at most, from which on one step more is shown; None without one."""
    return None if families < FEWEST_SHOWN else _edge(rounded_up_half(rate * families / STEP), families)


def _edge(steps: int, families: int) -> float | None:
    """From which rate on so many steps of families are shown; None for the first, which shows always."""
    return JUST_ABOVE * (steps - 0.5) * STEP / families if steps > 0 else None
