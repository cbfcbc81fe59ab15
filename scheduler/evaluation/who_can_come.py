"""How many of each group can come to each session of a plan, for the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.plan import Session
from scheduler.evaluation.offers import offer_of_session
from scheduler.evaluation.season import Season


@dataclass(frozen=True, slots=True)
class SessionReach:
    """Families with a way into one session, crowding left out, by set of families.

    `answered` counts families that answered; `weight` counts those they stand for; `families` are
    the ids of those who can come, for calendars and invitations (never shown as a list).
    """

    session: Session
    answered: Mapping[str, int]
    weight: Mapping[str, float]
    families: frozenset[str]


def who_can_come(season: Season, sessions: Sequence[Session]) -> tuple[SessionReach, ...]:
    """The reach of each session, in the order given."""
    return tuple(_reach(season, session) for session in sessions)


def _reach(season: Season, session: Session) -> SessionReach:
    instance, homes = season.instance, season.households
    number = next(n for n, event in enumerate(instance.events) if event.id == session.event)
    attendance = season.attendance[number]
    offer = offer_of_session(instance, instance.events[number], session)
    chosen = attendance.invited.family[attendance.ways_of_families(offer)]
    signatures = len(season.member)
    counts = np.bincount(homes.signature[chosen], minlength=signatures) @ season.member
    weights = np.bincount(homes.signature[chosen], homes.weight[chosen], minlength=signatures) @ season.member
    return SessionReach(
        session,
        {name: int(n) for name, n in zip(season.set_names, counts, strict=True)},
        {name: float(w) for name, w in zip(season.set_names, weights, strict=True)},
        frozenset(instance.families[n].id for n in chosen),
    )
