"""When a peer has to be done."""

from __future__ import annotations

import time


class NoPlan(Exception):
    """The peer has no plan to show; the message says why, in plain words."""


class Deadline:
    """Counts down from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._end - time.monotonic())
