"""What a family has to choose from in an event, apart from who it is: families that can do alike are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from scheduler.domain.held_session import HeldSession, Thing
from scheduler.domain.hours import Hours
from scheduler.domain.inclusion import parts_of
from scheduler.domain.instance import Family
from scheduler.domain.ways import Chance, Way, chances

MAYBE: Final = 0.5
"""Tells a `maybe` way from a `yes` way, whatever a `maybe` is worth."""

Uses = tuple[tuple[int, int], ...]
"""What a way uses: the slot of a thing, and people or children."""

Slots = Mapping[tuple[int, Thing], int]
"""A session's index in its event and a thing of it -> its place in the event's arrays."""

Route = tuple[tuple[Uses, float], ...]
"""The ways that a family takes, each with the part of the family that takes it."""


class Seat(NamedTuple):
    """One way: what it uses, and how many families like this one it could hold (None: no limit)."""

    uses: Uses
    holds: float | None


class Choice(NamedTuple):
    """The ways of a family that count (those of its best availability), and what its coming is worth.

    `sure` are those said `yes` to; `unsure` has those of each adult and session said `maybe` to, which
    become possible or fall out together.
    """

    sure: tuple[Seat, ...]
    unsure: tuple[tuple[Seat, ...], ...]
    worth: float

    def route(self, outcome: int) -> Route:
        """How the family spreads when the bits of `outcome` say which of `unsure` became a yes."""
        seats = list(self.sure)
        for bit, group in enumerate(self.unsure):
            if outcome >> bit & 1:
                seats.extend(group)
        taken: dict[Uses, float] = defaultdict(float)
        for seat, part in zip(seats, parts_of([seat.holds for seat in seats]), strict=True):
            if part:
                taken[seat.uses] += part
        return tuple(sorted(taken.items()))


class Opening(NamedTuple):
    """What an adult (by number) of a family could do at a session (by its index in the event), if free."""

    adult: int
    session: int
    seats: tuple[Seat, ...]


def openings(
    family: Family, sessions: Iterable[tuple[int, HeldSession]], slots: Slots
) -> tuple[Opening, ...]:
    """What an invited family could do if it were free at any time: alike for all families of one need."""
    return tuple(
        Opening(adult, index, tuple(_seat(chance, index, slots) for chance in found))
        for index, session in sessions
        for adult, found in groupby(chances(family, session), lambda chance: chance.adult)
    )


def free(family: Family, opened: Iterable[Opening], hours: Sequence[Hours]) -> tuple[float, ...]:
    """For each opening 1, MAYBE or 0, as the adult is free; `hours` are those of the sessions."""
    return tuple(hours[session].availability(family.adults[adult]) for adult, session, _ in opened)


def choose(opened: Iterable[Opening], answers: Iterable[float], maybe_value: float) -> Choice | None:
    """What a family that is free so chooses from; None where it has no way."""
    sure: list[Seat] = []
    unsure: list[tuple[Seat, ...]] = []
    for opening, answer in zip(opened, answers, strict=True):
        if answer == MAYBE:
            unsure.append(opening.seats)
        elif answer:
            sure.extend(opening.seats)
    return _best(sure, unsure, maybe_value)


def _best(sure: Sequence[Seat], unsure: Sequence[tuple[Seat, ...]], maybe_value: float) -> Choice | None:
    if sure:
        return Choice(tuple(sure), tuple(unsure) if maybe_value == 1 else (), 1.0)
    return Choice((), tuple(unsure), maybe_value) if unsure else None


def _seat(chance: Chance, session: int, slots: Slots) -> Seat:
    uses = tuple((slots[session, thing], amount) for thing, amount in chance.uses.items())
    return Seat(uses, Way(chance.session, 1, chance.uses).holds())
