"""What a calendar program understands of one event of a feed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

SWITCH = "REQUIRE_CLIENTS"

Shown = tuple[int, int, str, str]
"""Start and end (seconds since 1970), status and title."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One event as a program shows it; `start` and `end` are seconds since 1970, UTC."""

    uid: str
    start: int
    end: int
    status: str
    summary: str
    sequence: int


def wait_for(expected: set[Shown], look: Callable[[], set[Shown]], seconds: float) -> set[Shown]:
    """What is shown once it is `expected`, or after that time."""
    until = time.monotonic() + seconds
    while (shown := look()) != expected and time.monotonic() < until:
        time.sleep(0.1)
    return shown
