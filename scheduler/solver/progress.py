"""What a run tells while it works, and when it has to stop."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.domain.plan import Requirement


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of a run: the level worked on, its best value and proven bound, seconds since the start.

    `best` and `bound` are None while there is no plan or no bound.
    """

    stage: str
    best: float | None
    bound: float | None
    seconds: float


class NoPlanInTime(Exception):
    """The time ended before a valid plan was found or the instance was proven infeasible.

    `unkept` are floors and the budget that nothing which was looked at keeps together, where there are any:
    without proof that nothing else does.
    """

    def __init__(self, unkept: tuple[Requirement, ...] = ()) -> None:
        super().__init__(unkept)
        self.unkept = unkept


class Cancelled(Exception):
    """The run was cancelled before there was a plan."""


class TimeIsUp(Exception):
    """Work that heeds a watch went on until the watch was over; what it was about to find is lost."""


class Watch:
    """Knows when to stop, and reports progress. The one clock of a run."""

    def __init__(
        self,
        time_limit_seconds: float,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._start = time.monotonic()
        self._limit = time_limit_seconds
        self._progress = progress
        self._cancelled = cancelled

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._start

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._limit - self.seconds)

    def part(self, share: float) -> Watch:
        """A watch for one part of the work, which ends after this share of the time that is left."""
        return self.ending(self.seconds + share * self.seconds_left)

    def longer(self, seconds: float) -> Watch:
        """A watch that ends so much later."""
        return self.ending(self._limit + seconds)

    def ending(self, limit: float) -> Watch:
        """A watch that ends so many seconds after the start."""
        other = copy.copy(self)
        other._limit = limit
        return other

    def alone(self) -> Watch:
        """A watch for another process: nothing is reported there, and nobody cancels."""
        other = copy.copy(self)
        other._progress, other._cancelled = None, lambda: False
        return other

    @property
    def limit(self) -> float:
        """Seconds after the start at which it ends."""
        return self._limit

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled()

    @property
    def is_over(self) -> bool:
        return self.seconds_left <= 0 or self._cancelled()

    def stop_if_over(self) -> None:
        """Raises TimeIsUp; for work that takes long and has nothing to show before its end."""
        if self.is_over:
            raise TimeIsUp

    def report(self, stage: str, best: float | None, bound: float | None) -> None:
        if self._progress is not None:
            self._progress(Progress(stage, best, bound, self.seconds))


def endless() -> Watch:
    """A watch that is never over."""
    return Watch(float("inf"), None, lambda: False)
