"""The floors of a run: those that were voted or wished for, and half of what the majority plan gives.

Whether a plan keeps a floor is told, and anybody may wish for any floor. So each lies at an edge of
what is shown of its set, and a set that is too small to be shown has none: it counts in `pooled`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.domain.instance import Floor
from scheduler.domain.shown_counts import floor_below, floor_to_ask

FLOOR_SHARE = 0.5
"""Default floors, as a share of what the majority plan gives (docs/decisions)."""


def asked_floors(asked: Mapping[str, float], sizes: Mapping[str, int]) -> tuple[Floor, ...]:
    """The floors that were asked for by set, of so many families each."""
    return _floors({name: floor_to_ask(rate, sizes.get(name, 0)) for name, rate in asked.items()})


def default_floors(
    majority: Mapping[str, float | None], near: Mapping[str, float], sizes: Mapping[str, int]
) -> tuple[Floor, ...]:
    """Half of what a majority plan gives each set, no higher than what the plan to stay near gives."""
    return _floors(
        {
            name: floor_below(min(rate * FLOOR_SHARE, near.get(name, rate)), sizes[name])
            for name, rate in majority.items()
            if rate
        }
    )


def _floors(rates: Mapping[str, float | None]) -> tuple[Floor, ...]:
    return tuple(Floor(name, rate) for name, rate in rates.items() if rate is not None)
