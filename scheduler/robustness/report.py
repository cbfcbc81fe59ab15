"""What a robustness report says: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import numpy.typing as npt

from scheduler.robustness.assumptions import Assumptions

ThingName = Literal["room", "line", "childcare", "bus"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A value over the seasons: its mean, and the seasons that 5, 50 and 95 in a hundred do not exceed."""

    mean: float
    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: npt.NDArray[np.float64]) -> Spread:
        """The spread of one value a season; percentiles are values that a season really had."""
        low, middle, high = np.quantile(values, (0.05, 0.5, 0.95), method="inverted_cdf")
        return cls(float(values.mean()), float(low), float(middle), float(high))


@dataclass(frozen=True, slots=True)
class SetRate:
    """The rate of a set of families: as the plan has it, and over the seasons. None: no event invites it."""

    name: str
    planned: float | None
    seasons: Spread | None


@dataclass(frozen=True, slots=True)
class Load:
    """How full one thing of a session gets.

    `session` is the index in the plan. `capacity` counts people (childcare: children), None is no limit;
    `overflow` is the share of the seasons in which more come than it holds that season.
    """

    session: int
    event: str
    start: datetime
    place: str
    thing: ThingName
    zone: str | None
    capacity: int | None
    people: Spread
    overflow: float


@dataclass(frozen=True, slots=True)
class Absence:
    """What it costs when a provider misses one of the sessions that it is booked for.

    `chance` is that it misses at least one of its `sessions`. The losses are how far the plan's rates fall
    when it misses one of them, the mean over its sessions; None where the set has no rate.
    """

    provider: str
    sessions: int
    chance: float
    loss_least: float | None
    loss_everyone: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """A plan over simulated seasons.

    `least` is the group with the smallest planned rate among those compared, None where none has a rate.
    `absences` has the costliest first: by the loss of `least`, then of everyone.
    """

    seasons: int
    seed: int
    assumptions: Assumptions
    least: str | None
    rates: tuple[SetRate, ...]
    loads: tuple[Load, ...]
    absences: tuple[Absence, ...]
