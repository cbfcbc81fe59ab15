"""The sets of families that have a rate, as arrays: families in the same sets are of one kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.domain.family_sets import by_sets, invites, members
from scheduler.domain.instance import Instance

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FamilyKinds:
    """Shapes: `kind` and `weight` (families,), `inside` (sets, kinds) of 0 and 1, `got` and `asked` (sets,).

    `got` is what earlier seasons gave each set, `asked` what all seasons invite it to: a set's rate is
    (`got` + this season's sum of weight * event weight * inclusion) / `asked`.
    """

    names: tuple[str, ...]
    kind: Ints
    weight: Floats
    inside: Floats
    got: Floats
    asked: Floats

    def rates(self, included: Floats) -> Floats:
        """Rates (sets, seasons) from this season's sums; not a number where no event invites the set."""
        with np.errstate(invalid="ignore"):
            rates: Floats = (self.got[:, None] + included) / self.asked[:, None]
        return rates


def family_kinds(instance: Instance) -> FamilyKinds:
    """The instance's sets of families."""
    sets = members(instance)
    belongs = np.zeros((len(sets), len(instance.families)))
    for row, people in enumerate(sets.values()):
        belongs[row, people] = 1
    inside, kind = np.unique(belongs, axis=1, return_inverse=True)
    weight = np.array([family.weight for family in instance.families], dtype=np.float64)
    past = np.array([family.past for family in instance.families], dtype=np.float64).reshape(-1, 2)
    asked = past[:, 1].copy()
    for groups_and_audiences, people in by_sets(instance).items():
        asked[people] += sum(e.weight for e in instance.events if invites(e, groups_and_audiences))
    return FamilyKinds(
        tuple(sets), kind.ravel(), weight, inside, belongs @ (weight * past[:, 0]), belongs @ (weight * asked)
    )
