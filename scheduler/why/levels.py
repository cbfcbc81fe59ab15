"""The levels of the leximin, compared between two plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.domain.plan import Session
from scheduler.evaluation import Rates, Season
from scheduler.solver.goals import reported_values

EVEN = 1e-7
"""Differences between rates of everyone that are less than this are none."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What one solve may take."""

    seconds: float
    threads: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One level of the leximin before and after: a sum of rates, the rate of everyone, or cost."""

    name: str
    before: float
    after: float

    @property
    def loss(self) -> float:
        """How much worse it is after; a gain is negative."""
        worse = self.before - self.after
        return -worse if self.name == "cost" else worse


def level_changes(season: Season, before: Rates, after: Rates) -> tuple[LevelChange, ...]:
    """Every level in its order."""
    return tuple(
        LevelChange(name, old, new)
        for (name, old), (_, new) in zip(
            reported_values(season, "leximin", before), reported_values(season, "leximin", after), strict=True
        )
    )


def includes_more(after: Rates, before: Rates) -> bool:
    """Whether the first level on which they differ, cost left out, is higher after."""
    if after.stepped != before.stepped:
        return after.stepped > before.stepped
    return (after.rates["everyone"] or 0.0) > (before.rates["everyone"] or 0.0) + EVEN


def families_included(season: Season, sessions: Sequence[Session]) -> dict[str, float]:
    """By set, the sum of weight * inclusion over families and events: a family once for every event."""
    alike = included_alike(season, sessions)
    return dict(zip(season.set_names, (alike @ season.member).tolist(), strict=True))


def included_alike(season: Season, sessions: Sequence[Session]) -> npt.NDArray[np.float64]:
    """The same sum for the families of each signature, who are in the same sets; shape (signatures,)."""
    by_signature = np.zeros(len(season.member))
    for number, offers in season.offers(sessions).items():
        attendance = season.attendance[number]
        invited = attendance.invited
        for _, included in attendance.inclusion([offers]):
            by_signature += np.bincount(
                invited.signature, invited.weight * included[0], minlength=len(by_signature)
            )
    return by_signature
