"""What a calendar program understands of one event of a feed."""

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
