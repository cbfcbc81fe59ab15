"""What a change does to every set of families, and which rules the changed plan breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scheduler.domain.faults import Fault
from scheduler.domain.measure import Measure
from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.households import Floats
from scheduler.whatif.set_rates import FamilySets

NOTICED = 1e-9
"""A difference of inclusion up to this is rounding."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Families of one set whose inclusion in the changed event rises or falls: how many answered, and
    their weight.
    """

    gaining: int
    losing: int
    gaining_weight: float
    losing_weight: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A change before it is made.

    `before` and `after` measure the whole plan; `shifts` tell by set who gains and who loses; `broken` are
    the rules that the changed plan breaks, `newly_broken` those of them that the plan keeps now, told apart
    by kind and ids.
    """

    before: Measure
    after: Measure
    shifts: Mapping[str, Shift]
    broken: tuple[Fault, ...]
    newly_broken: tuple[Fault, ...]


def shifts_of(sets: FamilySets, invited: InvitedFamilies, before: Floats, after: Floats) -> dict[str, Shift]:
    """Gains and losses by set, from the inclusion of each invited family (n,)."""
    gaining = np.flatnonzero(after > before + NOTICED)
    losing = np.flatnonzero(after < before - NOTICED)
    counts = []
    for people in (gaining, losing):
        signature, weight = invited.signature[people], invited.weight[people]
        counts.append(np.bincount(signature, minlength=len(sets.member)) @ sets.member)
        counts.append(np.bincount(signature, weight, minlength=len(sets.member)) @ sets.member)
    return {
        name: Shift(round(counts[0][n]), round(counts[2][n]), float(counts[1][n]), float(counts[3][n]))
        for n, name in enumerate(sets.names)
    }
