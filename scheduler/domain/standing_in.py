"""Weights: families that have not answered are stood for by those like them that have.

Post-stratification by cells, the usual adjustment for unit nonresponse: each family names its cells
from the finest (say, school and home language) to the coarsest (everyone). An unanswered family adds
one to the families of its finest cell in which anybody answered, shared evenly among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Cells = Sequence[Hashable]
F = TypeVar("F", bound=Hashable)


def weights(answered: Mapping[F, Cells], unanswered: Sequence[Cells]) -> dict[F, float]:
    """How many families each answered family stands for, itself included.

    The weights add up to the number of all families, unless nobody answered or a family that did
    not answer shares no cell with anybody who did.
    """
    members: dict[Hashable, list[F]] = defaultdict(list)
    for family, cells in answered.items():
        for cell in cells:
            members[cell].append(family)
    result = dict.fromkeys(answered, 1.0)
    for cells in unanswered:
        like_it = next((members[cell] for cell in cells if cell in members), [])
        for family in like_it:
            result[family] += 1 / len(like_it)
    return result
