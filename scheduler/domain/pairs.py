"""Two barriers at once: how far a plan includes the families who are in two groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from scheduler.domain.instance import Group


class Alike(NamedTuple):
    """Families in the same groups: how many answered, and over them, weights counted, the sums of what they
    were included in and invited to, earlier seasons with it.
    """

    groups: frozenset[str]
    families: float
    included: float
    invited: float


class PairRate(NamedTuple):
    """The families in both groups, in the instance's order of groups, and their rate."""

    first: str
    second: str
    families: int
    rate: float


def pair_rates(groups: Sequence[Group], alike: Iterable[Alike], fewest: int) -> list[PairRate]:
    """The rate of each pair of groups that at least `fewest` families are in, where something invites them.

    A group within another is no second barrier.
    """
    order = {group.id: n for n, group in enumerate(groups)}
    within = {(group.id, group.within) for group in groups}
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in alike:
        for pair in combinations(sorted(one.groups, key=order.__getitem__), 2):
            for n, value in enumerate(one[1:]):
                sums[pair][n] += value
    return [
        PairRate(*pair, round(families), included / invited)
        for pair, (families, included, invited) in sorted(
            sums.items(), key=lambda item: [order[group] for group in item[0]]
        )
        if families >= fewest and invited > 0 and pair not in within and pair[::-1] not in within
    ]
