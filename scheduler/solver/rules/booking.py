"""What the rules speak of: a span of time that literals may book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True)
class Booking:
    """Minutes `start` up to `end` (from the horizon's first midnight) at a place, if a literal is true.

    At most one of the `literals` is ever true.
    """

    start: int
    end: int
    place: str
    literals: tuple[cp_model.IntVar, ...]

    def covers(self, minute: int) -> bool:
        return self.start <= minute < self.end


def literals_of(bookings: Iterable[Booking]) -> list[cp_model.IntVar]:
    """Each literal once, in order."""
    return list({var.index: var for booking in bookings for var in booking.literals}.values())


def crowded_moments(bookings: Sequence[Booking]) -> Iterator[list[Booking]]:
    """The bookings that cover a moment, for moments that together witness every overlap.

    Of bookings that overlap, the one that starts last starts inside all the others, so moments
    at which a booking starts are enough; of them, those after which one ends before another starts.
    """
    starts = sorted({booking.start for booking in bookings})
    ordered = sorted(bookings, key=lambda booking: booking.start)
    active: list[Booking] = []
    position = 0
    for n, moment in enumerate(starts):
        active = [booking for booking in active if booking.end > moment]
        while position < len(ordered) and ordered[position].start == moment:
            active.append(ordered[position])
            position += 1
        last = n + 1 == len(starts)
        if last or any(booking.end <= starts[n + 1] for booking in active):
            yield active
