"""Who may miss a session, and what a session offers without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Family, Provider
from scheduler.robustness.assumptions import Assumptions


class Booking(NamedTuple):
    """A provider who may miss a session, by the session's index in its event."""

    session: int
    provider: Provider
    chance: float


@dataclass(frozen=True, slots=True)
class Loss:
    """What sessions no longer offer: languages, kinds of support that are fewer, or all (not held)."""

    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    not_held: bool = False

    def touches(self, family: Family) -> bool:
        """Whether the family might have other ways than with everybody there."""
        if self.not_held or ("transport" in self.kinds and not family.travels):
            return True
        return any(
            not self.languages.isdisjoint(adult.interpreter)
            or not self.kinds.isdisjoint(adult.supports)
            or ("childcare" in self.kinds and adult.children > 0)
            for adult in family.adults
        )


def bookings(sessions: Sequence[HeldSession], assumptions: Assumptions) -> tuple[Booking, ...]:
    """Every booking of the event's sessions that may be missed; nobody is booked twice for one."""
    return tuple(
        Booking(index, provider, chance)
        for index, session in enumerate(sessions)
        for provider in {provider.id: provider for provider in session.crew}.values()
        if (chance := assumptions.chance_sick(provider)) > 0
    )


def without(
    sessions: Sequence[HeldSession], absent: Sequence[Booking]
) -> tuple[list[HeldSession | None], Loss]:
    """The sessions with those absent away (None: too few hosts are left to hold it), and what is lost."""
    left: list[HeldSession | None] = list(sessions)
    languages: set[str] = set()
    kinds: set[str] = set()
    for index in {booking.session for booking in absent}:
        missing = [booking.provider for booking in absent if booking.session == index]
        whole = sessions[index]
        rest = replace(whole, crew=tuple(provider for provider in whole.crew if provider not in missing))
        left[index] = None if _lacks_hosts(rest, missing) else rest
        languages |= whole.languages - rest.languages
        kinds |= {provider.kind for provider in missing}
    return left, Loss(frozenset(languages), frozenset(kinds), None in left)


def _lacks_hosts(rest: HeldSession, missing: Sequence[Provider]) -> bool:
    """Whether a host was lost and fewer are left than the event needs."""
    hosts = rest.event.hosts
    return any(provider.id in hosts for provider in missing) and (
        sum(provider.id in hosts for provider in rest.crew) < rest.event.hosts_needed
    )
