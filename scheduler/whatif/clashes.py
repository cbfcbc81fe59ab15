"""Pairs of events that share so many families that they must not overlap, kept up to date family by
family.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.family_sets import SHARE_TOLERANCE
from scheduler.whatif.households import Floats
from scheduler.whatif.kinds import Bools, Ints


@dataclass(eq=False)
class Clashes:
    """`shared` (events, events) is the weight of the families whom both invite; its diagonal is each
    audience.
    """

    shared: Floats

    @classmethod
    def of(cls, invited: Sequence[Ints], weight: Floats) -> Clashes:
        member = np.zeros((len(invited), len(weight)))
        for event, families in enumerate(invited):
            member[event, families] = 1.0
        return cls((member * weight) @ member.T)

    def pairs(self, clash_share: float) -> Bools:
        """Which events never overlap, shape (events, events)."""
        audience = np.diagonal(self.shared)
        least = np.minimum(audience[:, None], audience)
        clashing = self.shared > clash_share * least + SHARE_TOLERANCE
        np.fill_diagonal(clashing, val=False)
        return np.asarray(clashing)

    def add(self, invites: Bools, weight: float) -> None:
        """A family of that weight, whom some events invite; a negative weight takes it away."""
        self.shared += weight * np.outer(invites, invites)
