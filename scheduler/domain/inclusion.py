"""How far families can take part in an event, crowding counted.

This is the reference that the solver and the evaluation are held against: clear before quick. Families of one
need who are free alike are included alike, so they are judged together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scheduler.domain.crowd import Crowd
from scheduler.domain.held_session import HeldSession, Thing
from scheduler.domain.hours import Hours
from scheduler.domain.instance import Event, Instance
from scheduler.domain.ways import Chance, Way, chances


class Part(NamedTuple):
    """A way that a family takes, and the part of the family that takes it."""

    way: Way
    part: float


class Class(NamedTuple):
    """Invited families (by index) that spread over the same ways of an event alike, and how."""

    families: list[int]
    parts: list[Part]


class Included(NamedTuple):
    """Families (by index) and how far each of them is included, in 0..1."""

    families: list[int]
    inclusion: float


def inclusion(instance: Instance, event: Event, sessions: Sequence[HeldSession]) -> dict[int, float]:
    """How far each family can take part in an event held at `sessions`, crowding counted.

    Family index -> inclusion in 0..1; a family without a way, or not invited, is not in it.
    """
    found = included(Crowd(instance), event, sessions, instance.maybe_value)
    return {n: alike.inclusion for alike in found for n in alike.families}


def included(
    crowd: Crowd, event: Event, sessions: Sequence[HeldSession], maybe_value: float
) -> list[Included]:
    """The families that have a way to an event held at `sessions`, by class, and their inclusion."""
    alike = list(classes(crowd, event, sessions, maybe_value))
    shares = served_shares(crowd, event, alike)
    return [
        Included(
            families,
            parts[0].way.availability
            * sum(part * min(shares[way.session, thing] for thing in way.uses) for way, part in parts),
        )
        for families, parts in alike
    ]


def spread(choices: Sequence[Way]) -> list[Part]:
    """A family's best ways and how it spreads over them; empty where it has no way."""
    best = max((way.availability for way in choices), default=0)
    good = [way for way in choices if way.availability == best]
    parts = parts_of([way.holds() for way in good])
    return [Part(way, part) for way, part in zip(good, parts, strict=True) if part]


def parts_of(holds: Sequence[float | None]) -> list[float]:
    """The part of a family that takes each of its ways, by how many families like it each could hold."""
    if None in holds:
        shares = [1.0 if held is None else 0.0 for held in holds]
    else:
        shares = [held or 0.0 for held in holds]
    if not any(shares):
        shares = [1.0] * len(holds)
    whole = sum(shares)
    return [share / whole for share in shares]


def classes(
    crowd: Crowd, event: Event, sessions: Sequence[HeldSession], maybe_value: float
) -> Iterator[Class]:
    """The invited families that have a way, those together who need the same and are free alike."""
    hours = {session: Hours(session.start, event.minutes, maybe_value) for session in sessions}
    chances_of: dict[int, list[Chance]] = {}
    by_need: dict[int, dict[tuple[float, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for need, families in crowd.invited(event):
        if need not in chances_of:
            one = crowd.families[families[0]]
            chances_of[need] = [chance for session in sessions for chance in chances(one, session)]
        if not chances_of[need]:
            continue
        found = by_need[need]
        asked = [(hours[session].availability, adult) for adult, session, _ in chances_of[need]]
        for n in families:
            adults = crowd.families[n].adults
            found[tuple([availability(adults[adult]) for availability, adult in asked])].append(n)
    for need, by_answers in by_need.items():
        for answers, families in by_answers.items():
            ways = [
                Way(chance.session, worth, chance.uses)
                for chance, worth in zip(chances_of[need], answers, strict=True)
                if worth
            ]
            if ways:
                yield Class(families, spread(ways))


def served_shares(
    crowd: Crowd, event: Event, alike: Sequence[Class]
) -> dict[tuple[HeldSession, Thing], float]:
    """The share of its users that each thing of each session can serve."""
    load: dict[tuple[HeldSession, Thing], float] = defaultdict(float)
    for families, parts in alike:
        expected = sum(crowd.weights[n] for n in families) * event.turnout
        for way, part in parts:
            for thing, amount in way.uses.items():
                load[way.session, thing] += expected * part * amount
    return {
        (session, thing): 1.0 if (limit := session.capacity(thing)) is None or used <= limit else limit / used
        for (session, thing), used in load.items()
    }
