"""Tiny random instances in which everything is scarce: two evenings, small rooms, few providers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from scheduler.domain.instance import (
    Adult,
    AvailabilityRow,
    Event,
    Family,
    FixedSession,
    Floor,
    Group,
    Horizon,
    Instance,
    Level,
    Place,
    Provider,
    Team,
)
from tests.builders.instances import ALWAYS, MONDAY, at

EVENING = Horizon(start=MONDAY, weeks=1, day_start=17 * 60, day_end=19 * 60 + 30, slot_minutes=30)
MODES = ("in_person", "online", "phone")


def tiny_instance(seed: int) -> Instance:
    """One to three events, up to three providers, two to six families; often tight, sometimes infeasible."""
    random = Random(seed)
    places = [_place(random, f"p{n}") for n in range(random.choice([1, 1, 2]))]
    providers = [_provider(random, f"w{n}") for n in range(random.choice([0, 1, 1, 2, 2, 3]))]
    events = [_event(random, f"e{n}", places, providers) for n in range(random.choice([1, 1, 2, 2, 3]))]
    groups = [Group("g1", "g1"), Group("g2", "g2", random.choice([None, "g1"])), Group("g3", "g3")]
    floored = random.choice(["g1", "g2", "everyone", "no_group", "pooled"])
    return Instance(
        timezone="America/New_York",
        horizon=EVENING,
        groups=tuple(groups),
        places=tuple(places),
        providers=tuple(providers),
        events=tuple(events),
        families=tuple(_family(random, f"f{n}") for n in range(random.choice([2, 3, 4, 5, 6]))),
        small_group=random.choice([1, 1, 2]),
        resolution=random.choice([0.02, 0.02, 0.1, 1 / 3]),
        maybe_value=random.choice([0.5, 0.5, 0.3, 1]),
        floors=(Floor(floored, random.choice([0.1, 0.3, 0.6])),) if random.random() < 0.2 else (),
        budget=random.choice([None, None, 8, 12.5, 30]),
        fixed=_fixed(random, events[0], providers) if random.random() < 0.2 else (),
        travel_minutes=random.choice([0, 30, 60]),
        clash_share=random.choice([0.05, 0.05, 1]),
        teams=(Team("es", 30, 2),) if random.random() < 0.2 else (),
    )


def _some(random: Random, items: Sequence[str], share: float) -> frozenset[str]:
    return frozenset(item for item in items if random.random() < share)


def _place(random: Random, id: str) -> Place:
    kind = random.choice(["in_person", "in_person", "online", "hybrid", "phone"])
    in_room = kind in ("in_person", "hybrid")
    return Place(
        id=id,
        name=id,
        format=kind,
        capacity=random.choice([None, 1, 2, 4]) if in_room else None,
        open=ALWAYS,
        online_capacity=random.choice([None, 1, 3]),
        features=_some(random, ["step_free"], 0.6),
        zone=random.choice(["north", "south"]) if in_room else None,
        cost=random.choice([0, 0, 5]),
        parallel=random.choice([1, 1, 2]),
    )


def _provider(random: Random, id: str) -> Provider:
    kind = random.choice(["host", "interpreter", "interpreter", "childcare", "transport", "captions"])
    return Provider(
        id=id,
        name=id,
        kind=kind,
        available=ALWAYS,
        formats=frozenset(MODES),
        languages=random.choice([("es",), ("ar",), ("es", "ar")]) if kind == "interpreter" else (),
        capacity=random.choice([0, 1, 2, 4]),
        zone=random.choice(["north", "south", None]),
        minutes_per_day=random.choice([None, None, 60, 120]),
        minutes_per_season=random.choice([None, None, 90]),
        extra_minutes=random.choice([0, 15]),
        cost=random.choice([0, 3, 7.5]),
    )


def _event(random: Random, id: str, places: Sequence[Place], providers: Sequence[Provider]) -> Event:
    hosts = tuple(provider.id for provider in providers if provider.kind == "host")
    first = MONDAY + timedelta(days=random.choice([0, 0, 1]))
    most = random.choice([1, 1, 2])
    return Event(
        id=id,
        title=id,
        minutes=random.choice([60, 90, 90, 120]),
        min_sessions=random.choice([0, 1, 1, most]),
        max_sessions=most,
        window=(first, first),
        places=tuple(place.id for place in places),
        audience=random.choice([None, None, frozenset({"g1"}), frozenset({"g2", "g3"})]),
        hosts=hosts,
        hosts_needed=1 if hosts and random.random() < 0.5 else 0,
        languages=_some(random, ["en", "es"], 0.4),
        weight=random.choice([1, 1, 2]),
        turnout=random.choice([1, 0.5]),
        cost_per_family=random.choice([0, 0, 1.5]),
    )


def _adult(random: Random) -> Adult:
    levels: tuple[Level, ...] = ("yes", "yes", "maybe")
    free = {}
    for day in (0, 1):
        start = random.choice([17 * 60, 17 * 60, 17 * 60 + 30, 18 * 60])
        free[day] = (AvailabilityRow(start, random.choice([start + 90, 20 * 60]), random.choice(levels)),)
    return Adult(
        formats=_some(random, MODES, 0.7),
        weekly=free,
        features=_some(random, ["step_free"], 0.2),
        supports=_some(random, ["captions", "childcare", "interpreter"], 0.1),
        interpreter=_some(random, ["es", "ar"], 0.25),
        children=random.choice([0, 0, 1, 2]),
    )


def _family(random: Random, id: str) -> Family:
    included = random.choice([0, 0, 1])
    return Family(
        id=id,
        size=random.choice([1, 2, 3]),
        groups=_some(random, ["g1", "g2", "g3"], 0.4),
        zone=random.choice(["north", "south", None]),
        travels=random.random() < 0.5,
        adults=tuple(_adult(random) for _ in range(random.choice([1, 1, 2]))),
        weight=random.choice([1, 2.2]),
        past=(included, included + random.choice([0, 1])),
    )


def _fixed(random: Random, event: Event, providers: Sequence[Provider]) -> tuple[FixedSession, ...]:
    start = at(17, random.choice([0, 30]), day=(event.window[0] - MONDAY).days)
    named = tuple(provider.id for provider in providers if random.random() < 0.3)
    return (FixedSession(event.id, start, event.places[0], named),)
