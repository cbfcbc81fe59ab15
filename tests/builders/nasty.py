"""Nasty districts: twists that bend a small made district to an edge of the exchange format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Final, TypeVar

from scheduler.domain.instance import (
    RESERVED_SETS,
    Adult,
    AvailabilityRow,
    Event,
    Family,
    FixedSession,
    Floor,
    Group,
    Instance,
    Interval,
    Place,
    Provider,
    Team,
)
from scheduler.domain.rows import join_availability
from scheduler.domain.timegrid import horizon_days, starts
from tests.builders.instances import ALWAYS

T = TypeVar("T")
Twist = Callable[[Instance, Random], Instance]
ZONES: Final = ("z0", "z1", None)
LANGUAGES: Final = ("es", "ar", "ase")


def some(random: Random, items: Sequence[T], share: float) -> list[T]:
    return [item for item in items if random.random() < share]


def each_family(instance: Instance, change: Callable[[Family], Family]) -> Instance:
    return replace(instance, families=tuple(change(family) for family in instance.families))


def each_adult(instance: Instance, change: Callable[[Adult], Adult]) -> Instance:
    return each_family(instance, lambda f: replace(f, adults=tuple(change(adult) for adult in f.adults)))


def each_event(instance: Instance, change: Callable[[Event], Event]) -> Instance:
    return replace(instance, events=tuple(change(event) for event in instance.events))


def each_place(instance: Instance, change: Callable[[Place], Place]) -> Instance:
    return replace(instance, places=tuple(change(place) for place in instance.places))


def each_provider(instance: Instance, change: Callable[[Provider], Provider]) -> Instance:
    return replace(instance, providers=tuple(change(provider) for provider in instance.providers))


def one_family(instance: Instance, random: Random) -> Instance:
    return replace(instance, families=instance.families[:1], small_group=random.choice([0, 1, 2]))


def no_family(instance: Instance, _random: Random) -> Instance:
    return replace(instance, families=())


def no_event(instance: Instance, _random: Random) -> Instance:
    return replace(instance, events=(), fixed=())


def one_slot(instance: Instance, random: Random) -> Instance:
    """One slot a day, in which every event just fits."""
    start = random.choice([8 * 60, 17 * 60, 18 * 60])
    horizon = replace(instance.horizon, day_start=start, day_end=start + 60, slot_minutes=60)
    return each_event(replace(instance, horizon=horizon), lambda event: replace(event, minutes=60))


def all_busy(instance: Instance, _random: Random) -> Instance:
    return each_adult(instance, lambda adult: replace(adult, weekly={}, dates={}))


def nobody_eligible(instance: Instance, random: Random) -> Instance:
    """Events that invite nobody, or families with a need that nothing meets."""
    kind = random.choice(["audience", "language", "format", "support"])
    if kind == "audience":
        return each_event(instance, lambda event: replace(event, audience=frozenset()))
    unmet = {"language": "interpreter", "format": "formats", "support": "supports"}[kind]
    value: frozenset[str] = frozenset() if kind == "format" else frozenset({"none-such"})
    return each_adult(instance, lambda adult: replace(adult, **{unmet: value}))


def forty_groups(instance: Instance, random: Random) -> Instance:
    """Forty groups, each perhaps within an earlier one; many are too small to be compared alone."""
    ids = [f"g{n}" for n in range(40)]
    groups = tuple(
        Group(id, id, random.choice([None, *ids[:n]]) if n % 2 else None) for n, id in enumerate(ids)
    )
    shares = [random.choice([0.02, 0.2, 0.6]) for _ in ids]

    def mine() -> frozenset[str]:
        return frozenset(id for id, share in zip(ids, shares, strict=True) if random.random() < share)

    instance = replace(instance, groups=groups, floors=(), small_group=random.choice([1, 3, 10]))
    instance = each_event(
        instance,
        lambda event: replace(event, audience=random.choice([None, frozenset(some(random, ids, 0.1))])),
    )
    return each_family(instance, lambda family: replace(family, groups=mine()))


def half_a_year(instance: Instance, random: Random) -> Instance:
    """26 weeks, across the change to summer time."""
    horizon = replace(instance.horizon, weeks=26)
    first = horizon.start + timedelta(weeks=random.randrange(24))
    window = (first, first + timedelta(days=random.choice([0, 13])))
    return each_event(replace(instance, horizon=horizon), lambda event: replace(event, window=window))


def five_minute_slots(instance: Instance, random: Random) -> Instance:
    horizon = replace(instance.horizon, slot_minutes=5)
    return each_event(
        replace(instance, horizon=horizon), lambda event: replace(event, minutes=random.choice([5, 55, 90]))
    )


def ragged_hours(instance: Instance, random: Random) -> Instance:
    """Days in many pieces, whole days, ends at midnight, and dates unlike their weekday."""

    def rows() -> tuple[AvailabilityRow, ...]:
        if random.random() < 0.2:
            return (AvailabilityRow(0, 24 * 60, random.choice(("yes", "maybe"))),)
        cuts = sorted(random.sample(range(7 * 60, 22 * 60, 15), 6))
        spans = list(pairwise(cuts))
        return join_availability(
            AvailabilityRow(*span, random.choice(("yes", "maybe"))) for span in some(random, spans, 0.8)
        )

    def change(adult: Adult) -> Adult:
        days = some(random, list(horizon_days(instance.horizon)), 0.2)
        weekly = {day: found for day in some(random, range(7), 0.7) if (found := rows())}
        return replace(adult, weekly=weekly, dates={day: rows() for day in days})

    instance = replace(instance, maybe_value=random.choice([0.3, 0.5, 1]))
    return each_adult(instance, change)


def crowded_hybrids(instance: Instance, random: Random) -> Instance:
    """Every place is a room and a line, both too small, or without a limit, or without a seat."""

    def change(place: Place) -> Place:
        seats = random.choice([None, 0, 1, 5, 20])
        return replace(
            place,
            format="hybrid",
            zone=random.choice(ZONES),
            capacity=seats,
            online_capacity=random.choice([None, 0, 2, 8]),
        )

    return each_place(instance, change)


def interpreters_in_teams(instance: Instance, random: Random) -> Instance:
    """Teams of two or three, interpreters of several languages, and many who need one of a few."""
    teams = tuple(
        Team(random.choice(LANGUAGES), random.choice([0, 60, 90]), random.choice([1, 2, 3])) for _ in range(4)
    )

    def change(provider: Provider) -> Provider:
        if provider.kind != "interpreter":
            return provider
        return replace(provider, languages=tuple(random.sample(LANGUAGES, random.randint(0, 3))))

    instance = each_provider(replace(instance, teams=teams), change)
    return each_adult(
        instance, lambda adult: replace(adult, interpreter=frozenset(some(random, LANGUAGES, 0.4)))
    )


def buses_to_nowhere(instance: Instance, random: Random) -> Instance:
    """Families, halls and small buses with a zone or none, and few who travel."""
    instance = each_place(
        instance,
        lambda place: (
            replace(place, zone=random.choice(ZONES)) if place.format in ("in_person", "hybrid") else place
        ),
    )
    instance = each_provider(
        instance,
        lambda provider: (
            replace(provider, zone=random.choice(ZONES), capacity=random.choice([0, 2, 9]))
            if provider.kind in ("transport", "childcare")
            else provider
        ),
    )
    return each_family(
        instance,
        lambda family: replace(family, zone=random.choice(ZONES), travels=random.random() < 0.2),
    )


def places_in_parallel(instance: Instance, random: Random) -> Instance:
    """Few places that take several sessions at one time, and every event may be at any of them."""
    places = tuple(
        replace(place, parallel=random.randint(1, 4), open=ALWAYS) for place in instance.places[-3:]
    )
    ids = tuple(place.id for place in places)
    return each_event(
        replace(instance, places=places, fixed=()),
        lambda event: replace(event, places=ids, max_sessions=event.min_sessions + 2),
    )


def fixed_sessions(instance: Instance, random: Random) -> Instance:
    """A pin for most events, with any providers."""

    def pin(event: Event) -> list[FixedSession]:
        times = list(starts(instance, event))
        if not times or not event.places:
            return []
        crew = random.sample([provider.id for provider in instance.providers], random.randint(0, 2))
        return [FixedSession(event.id, random.choice(times), random.choice(event.places), tuple(crew))]

    return replace(instance, fixed=tuple(p for e in some(random, instance.events, 0.7) for p in pin(e)))


def floors_for_all(instance: Instance, random: Random) -> Instance:
    sets = [*sorted(RESERVED_SETS), *(group.id for group in instance.groups)]
    return replace(
        instance,
        floors=tuple(Floor(name, random.choice([0, 0.05, 0.2, 1])) for name in some(random, sets, 0.5)),
        small_group=random.choice([0, 1, 5, 10, 1000]),
    )


def tight_budget(instance: Instance, random: Random) -> Instance:
    instance = replace(instance, budget=random.choice([0, 12.5, 400, 2000]))
    return each_event(instance, lambda event: replace(event, cost_per_family=random.choice([0, 0.1, 7.35])))


def holidays_and_absences(instance: Instance, random: Random) -> Instance:
    """Closed hours of the season and of events, and providers who are away."""

    def hours() -> tuple[Interval, ...]:
        day: date = random.choice(list(horizon_days(instance.horizon)))
        start = datetime.combine(day, time(random.randrange(20), random.choice([0, 15])))
        return (Interval(start, start + timedelta(minutes=random.choice([15, 240, 5000]))),)

    instance = each_event(replace(instance, closed=hours()), lambda event: replace(event, closed=hours()))
    return each_provider(instance, lambda provider: replace(provider, away=hours()))


def odd_numbers(instance: Instance, random: Random) -> Instance:
    """Weights, pasts and steps that no binary fraction holds, and events that count nothing."""
    instance = replace(
        instance,
        resolution=random.choice([0.001, 1 / 3, 0.1, 2]),
        clash_share=random.choice([0, 0.5, 1]),
        travel_minutes=random.choice([0, 45, 300]),
    )
    instance = each_event(
        instance,
        lambda event: replace(event, weight=random.choice([0, 0.1, 3]), turnout=random.choice([0, 0.1, 1])),
    )
    return each_family(
        instance,
        lambda family: replace(
            family, weight=random.choice([0.01, 1, 77.7]), past=random.choice([(0, 0), (0.1, 0.3), (5, 5)])
        ),
    )


TWISTS: Final[tuple[Twist, ...]] = (
    one_family,
    no_family,
    no_event,
    one_slot,
    all_busy,
    nobody_eligible,
    forty_groups,
    half_a_year,
    five_minute_slots,
    ragged_hours,
    crowded_hybrids,
    interpreters_in_teams,
    buses_to_nowhere,
    places_in_parallel,
    fixed_sessions,
    floors_for_all,
    tight_budget,
    holidays_and_absences,
    odd_numbers,
)
