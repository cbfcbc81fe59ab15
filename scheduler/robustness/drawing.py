"""The dice: which maybes become a yes, and which families come, by which way; all seasons at once.

Families that are alike are drawn together by binomials, w of them by their weights. Weights may be fractions:
then each season draws n equal families that weigh w together, n one of the two whole numbers next to w.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.robustness.family_kinds import Floats, Ints
from scheduler.robustness.legs import Legs


class Outcomes(NamedTuple):
    """Who may come after the maybes are settled: of `cell`, `weight` (outcomes, seasons) with `outcome`.

    Bit b of `outcome` says that the maybe b of the cell's choice became a yes.
    """

    cell: Ints
    outcome: Ints
    weight: Floats


def heads(weight: Floats, random: np.random.Generator) -> Ints:
    """How many equal families stand for each weight.

    The chances make the mean of 1 / n equal to 1 / w. A binomial of chance p then has mean w p and variance
    w^2 / n p (1 - p), on the whole w p (1 - p), as w families have. A weight below 1 is one family.
    """
    fewer = np.maximum(1, np.floor(weight))
    one_more = random.random(weight.shape) * weight > fewer * (fewer + 1 - weight)
    return np.where(weight > 0, fewer + one_more, 0).astype(np.int64)


def settle(
    weight: Floats, maybes: Ints, chance: float, seasons: int, random: np.random.Generator
) -> Outcomes:
    """Each family of a cell gets a yes for each of the cell's `maybes` with `chance`, apart from all others.

    `weight` and `maybes` have shape (cells,). A multinomial drawn as binomials, one maybe after the other;
    outcomes that no season has are left out.
    """
    families = heads(np.repeat(weight[:, None], seasons, axis=1), random)
    cell, outcome = np.arange(len(weight)), np.zeros(len(weight), dtype=np.int64)
    count = families
    for bit in range(int(maybes.max(initial=0))):
        split = maybes[cell] > bit
        yes = random.binomial(count[split], chance)
        no = count.copy()
        no[split] -= yes
        cell, count = np.concatenate((cell, cell[split])), np.concatenate((no, yes))
        outcome = np.concatenate((outcome, outcome[split] | 1 << bit))
        met = count.any(axis=1)
        cell, outcome, count = cell[met], outcome[met], count[met]
    return Outcomes(cell, outcome, (weight[:, None] / families)[cell] * count)


def turn_up(legs: Legs, weight: Floats, turnout: float, random: np.random.Generator) -> Floats:
    """The families that come by each leg (legs, seasons) of those who could, `weight` (routes, seasons).

    Each comes with chance `turnout` and then takes one leg of its route, with its part as the chance.
    """
    families = heads(weight, random)
    each = np.divide(weight, families, out=np.zeros_like(weight), where=families > 0)
    left, open_chance = families.copy(), np.ones(len(weight))
    coming = np.zeros((len(legs.part), weight.shape[1]))
    for n in range(int(legs.of_route.max(initial=0))):
        rows = np.flatnonzero(legs.of_route > n)
        taken = legs.first[rows] + n
        chance = turnout * legs.part[taken]
        now = np.clip(chance / np.maximum(open_chance[rows], chance), 0, 1)
        count = random.binomial(left[rows], now[:, None])
        left[rows] -= count
        open_chance[rows] -= chance
        coming[taken] = count * each[rows]
    return coming
