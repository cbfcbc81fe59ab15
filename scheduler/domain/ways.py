"""The ways in which a family can take part in a session, and what each of them uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scheduler.domain.held_session import CHILDCARE, LINE, ROOM, HeldSession, Thing
from scheduler.domain.instance import Adult, Family, Mode


class Chance(NamedTuple):
    """What would be a way if the adult were free: an adult of a family (by number), a session and a mode.

    `uses` says how much of each thing it takes.
    """

    adult: int
    session: HeldSession
    uses: dict[Thing, int]


class Way(NamedTuple):
    """One way of a family to take part in an event; `availability` is 1 or the instance's `maybe_value`."""

    session: HeldSession
    availability: float
    uses: dict[Thing, int]

    def holds(self) -> float | None:
        """How many families like this one could take part so; None is no limit."""
        limits = [
            capacity / amount
            for thing, amount in self.uses.items()
            if (capacity := self.session.capacity(thing)) is not None
        ]
        return min(limits, default=None)


def chances(family: Family, session: HeldSession) -> Iterator[Chance]:
    """Every way that an invited family would have if it were free at any time."""
    for number, adult in enumerate(family.adults):
        if adult.interpreter and adult.interpreter.isdisjoint(session.languages):
            continue
        if not adult.supports <= session.kinds:
            continue
        for mode in session.modes:
            if mode in adult.formats and (uses := uses_of(family, adult, session, mode)) is not None:
                yield Chance(number, session, uses)


def uses_of(family: Family, adult: Adult, session: HeldSession, mode: Mode) -> dict[Thing, int] | None:
    """How much of each thing the adult's family uses in this mode; None where it cannot come so."""
    if mode != "in_person":
        return {LINE: family.size}
    if not adult.features <= session.place.features:
        return None
    uses = {ROOM: family.size}
    if not family.travels and family.zone != session.place.zone:
        if not session.picks_up_from(family.zone):
            return None
        uses["bus", family.zone] = family.size
    if adult.children:
        if "childcare" not in session.kinds:
            return None
        uses[CHILDCARE] = adult.children
    return uses
