"""The sets of families that have a rate, and their rates from sums by signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from scheduler.domain.family_sets import EVERYONE, NO_GROUP, POOLED
from scheduler.domain.instance import Instance
from scheduler.domain.measure import STEP_TOLERANCE, Measure
from scheduler.whatif.folding import summed
from scheduler.whatif.households import Floats, Households
from scheduler.whatif.kinds import Ints

Bools = npt.NDArray[np.bool_]
NO_RATE: Final = np.nan


@dataclass(frozen=True, eq=False)
class FamilySets:
    """Which signatures (G) belong to which sets: the groups in order, `pooled`, `no_group`, `everyone`.

    `member` (G, sets); `barriers` (G,); `taking_part` are the sets that leximin compares; `asked` and `past`
    (included, invited) are sums over families, weights counted, by set.
    """

    names: tuple[str, ...]
    member: Floats
    barriers: Floats
    taking_part: tuple[int, ...]
    asked: Floats
    past: Floats
    resolution: float

    @classmethod
    def of(cls, instance: Instance, signatures: Ints, counts: Floats) -> FamilySets:
        """`counts` (G, 4) is what `count` says of each signature."""
        groups = signatures.astype(bool)
        people, sums = counts[:, 0], counts[:, 1:]
        sizes = people @ groups
        pooled = (groups & (sizes < instance.small_group)).any(axis=1)
        member = np.column_stack([groups, pooled, ~groups.any(axis=1), np.ones(len(groups), dtype=bool)])
        large = [n for n, size in enumerate(sizes) if size >= instance.small_group]
        if people @ pooled >= instance.small_group:
            large.append(len(sizes))
        asked, *past = sums.T @ member
        return cls(
            names=(*(group.id for group in instance.groups), POOLED, NO_GROUP, EVERYONE),
            member=member.astype(float),
            barriers=_barriers(instance, groups),
            taking_part=tuple(large),
            asked=asked,
            past=np.array(past),
            resolution=instance.resolution,
        )

    def rates(self, got: Floats) -> Floats:
        """Rates with the past from this season's sums (..., sets); nan for a set that was never invited."""
        return _divided(self.past[0] + got, self.past[1] + self.asked)

    def steps(self, rates: Floats) -> npt.NDArray[np.int64]:
        """Whole steps of the compared groups that have a rate, smallest first, (..., groups)."""
        compared = rates[..., list(self.taking_part)]
        compared = compared[..., ~np.isnan(compared).all(axis=tuple(range(compared.ndim - 1)))]
        return np.sort((compared / self.resolution + STEP_TOLERANCE).astype(np.int64), axis=-1)

    def measure(self, by_signature: Floats, sessions_cost: float, families_cost: float) -> Measure:
        """The domain's measure, from sums of weight * event weight * inclusion (G,)."""
        got = by_signature @ self.member
        rates = self.rates(got)
        return Measure(
            rates=self._named(rates),
            season_rates=self._named(_divided(got, self.asked)),
            taking_part=tuple(self.names[n] for n in self.taking_part),
            steps=tuple(int(step) for step in self.steps(rates)),
            resolution=self.resolution,
            weighted=float(by_signature @ (1 + self.barriers)),
            majority=float(by_signature.sum()),
            cost=sessions_cost + families_cost,
            families_cost=families_cost,
        )

    def _named(self, rates: Floats) -> dict[str, float | None]:
        return {
            name: None if np.isnan(rate) else float(rate)
            for name, rate in zip(self.names, rates, strict=True)
        }


def count_all(households: Households, asked: Floats) -> Floats:
    """What `count` says of every signature, (G, 4); `asked` (F,) is the weight of the events that invite
    each family.
    """
    weight, past = households.weight, households.past
    each = np.ones(len(weight)), weight * asked, weight * past[:, 0], weight * past[:, 1]
    return np.column_stack([summed(households.signature_of, of, len(households.signatures)) for of in each])


def count(households: Households, asked: Floats, signature: int) -> Floats:
    """How many families have the signature, and over them, weights counted, the sums of what invites them
    this season and of the past (included, invited), shape (4,).
    """
    mine = np.flatnonzero(households.signature_of == signature)
    weight, past = households.weight[mine], households.past[mine]
    return np.array([len(mine), weight @ asked[mine], *(weight @ past)])


def _barriers(instance: Instance, groups: Bools) -> Floats:
    """How many groups of each signature count: not those within a wider one of the same signature."""
    number = {group.id: n for n, group in enumerate(instance.groups)}
    total = np.zeros(len(groups))
    for group in instance.groups:
        counts = groups[:, number[group.id]].copy()
        if group.within is not None:
            counts &= ~groups[:, number[group.within]]
        total += counts
    return total


def _divided(part: Floats, whole: Floats) -> Floats:
    known = whole > 0
    return np.asarray(np.where(known, part / np.where(known, whole, 1.0), NO_RATE))
