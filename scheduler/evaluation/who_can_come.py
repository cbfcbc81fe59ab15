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
    instance = season.instance
    number = next(n for n, event in enumerate(instance.events) if event.id == session.event)
    attendance = season.attendance[number]
    offers = [offer_of_session(instance, instance.events[number], session)]
    in_person, by_call, _ = attendance.able(offers)
    can_come = np.zeros(len(season.profiles.size), dtype=bool)
    ways = attendance.worth(offers) * (in_person | by_call)
    can_come[attendance.invited] = attendance.best_of_profile(ways)[0] > 0
    chosen = can_come[season.profiles.family]
    counts = chosen.astype(int) @ season.member
    weights = can_come @ season.set_weight
    return SessionReach(
        session,
        {name: int(n) for name, n in zip(season.set_names, counts, strict=True)},
        {name: float(w) for name, w in zip(season.set_names, weights, strict=True)},
        frozenset(family.id for family, comes in zip(instance.families, chosen, strict=True) if comes),
    )
