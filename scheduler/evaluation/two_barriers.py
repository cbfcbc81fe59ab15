"""How far a plan includes families who meet two barriers at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.domain.pairs import Alike, PairRate, pair_rates
from scheduler.domain.plan import Session
from scheduler.evaluation.households import Floats
from scheduler.evaluation.season import Season


def two_barriers(season: Season, sessions: Sequence[Session], fewest: int) -> list[PairRate]:
    """The rate of each pair of groups that at least `fewest` families are in."""
    instance, homes = season.instance, season.households
    number = len(homes.groups)
    weights = np.array([event.weight for event in instance.events], dtype=float)
    people = np.bincount(homes.signature, minlength=number)
    asked = season.signature_weight * (homes.invited @ weights)
    past, before = (
        np.bincount(homes.signature, homes.weight * sums, minlength=number) for sums in homes.past.T
    )
    got = past + _included(season, sessions)
    rows = zip(homes.groups, people, got, before + asked, strict=True)
    return pair_rates(instance.groups, (Alike(*row) for row in rows), fewest)


def _included(season: Season, sessions: Sequence[Session]) -> Floats:
    """Weighted inclusion of this season by signature, shape (signatures,)."""
    number = len(season.households.groups)
    total = np.zeros(number)
    for event_number, offers in season.offers(sessions).items():
        event, attendance = season.instance.events[event_number], season.attendance[event_number]
        invited = attendance.invited
        for _, (included,) in attendance.inclusion([offers]):
            total += event.weight * np.bincount(
                invited.signature, invited.weight * included, minlength=number
            )
    return total
