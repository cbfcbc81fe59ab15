"""Tiny instances bent towards what bounds must not forget: three sessions, crowds, full calls, teams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from scheduler.domain.instance import Adult, Event, Family, Instance, Mode, Place, Provider
from tests.builders.instances import free
from tests.builders.nasty import each_adult, each_event, each_family, each_place, each_provider
from tests.solver.tiny import EVENING, MODES, tiny_instance


def as_it_is(instance: Instance, _random: Random) -> Instance:
    return instance


def three_sessions(instance: Instance, random: Random) -> Instance:
    def change(event: Event) -> Event:
        return replace(event, minutes=60, min_sessions=random.choice([0, 1, 3]), max_sessions=3)

    return each_event(replace(instance, horizon=replace(EVENING, day_end=19 * 60)), change)


def full_hybrids(instance: Instance, random: Random) -> Instance:
    """A room and a line at every place, both with a limit; whoever lives in a zone reaches it by call too."""

    def change(place: Place) -> Place:
        room, line = random.choice([0, 1, 2, 3]), random.choice([0, 1, 2, 3])
        zone = place.zone or "north"
        return replace(place, format="hybrid", zone=zone, capacity=room, online_capacity=line)

    return each_place(instance, change)


def nobody_turns_up(instance: Instance, _random: Random) -> Instance:
    return each_event(instance, lambda event: replace(event, turnout=0))


def no_room(instance: Instance, _random: Random) -> Instance:
    return each_place(instance, lambda place: replace(place, capacity=0 if place.zone else None))


def narrow_places(instance: Instance, random: Random) -> Instance:
    """So many people that some places hold less than a fiftieth of them."""
    crowded = each_family(instance, lambda family: replace(family, weight=random.choice([30, 70.5, 200])))
    return each_place(crowded, lambda place: replace(place, capacity=1) if random.random() < 0.7 else place)


def interpreters_of_many_languages(instance: Instance, random: Random) -> Instance:
    def change(provider: Provider) -> Provider:
        languages = random.choice([("es", "ar"), ("ar", "ase"), ("es", "ar", "ase")])
        return replace(provider, kind="interpreter", languages=languages)

    def needs(adult: Adult) -> Adult:
        wanted = random.choice([(), ("es",), ("ar", "ase"), ("es", "ar"), ("ase",)])
        return replace(adult, interpreter=frozenset(wanted))

    wanting = each_adult(each_provider(instance, change), needs)
    return each_event(wanting, lambda event: replace(event, hosts=(), hosts_needed=0, languages=frozenset()))


def adults_alike(instance: Instance, random: Random) -> Instance:
    """Everybody lives with somebody who needs the same languages and is free at other times."""

    def change(family: Family) -> Family:
        first = family.adults[0]
        days = {day: rows for day, rows in reversed(first.weekly.items()) if random.random() < 0.7}
        other = replace(first, weekly=days, formats=frozenset({random.choice(MODES)}))
        return replace(family, adults=(*family.adults, other))

    return each_family(instance, change)


def few_places_for_children(instance: Instance, random: Random) -> Instance:
    """Everybody has children; childcare, buses and rooms are small."""
    kinds = ["childcare", "childcare", "transport"]

    def change(provider: Provider) -> Provider:
        if provider.kind == "host":
            return provider
        return replace(
            provider, kind=random.choice(kinds), languages=(), capacity=random.choice([0, 1, 2]), zone="south"
        )

    def more(family: Family) -> Family:
        return replace(family, travels=False, zone=random.choice(["north", "south"]))

    parents = each_adult(instance, lambda adult: replace(adult, children=random.choice([0, 1, 3])))
    return each_provider(each_family(parents, more), change)


def always_free(instance: Instance, _random: Random) -> Instance:
    """Everybody can come at any time to anything: only what fills up tells sessions apart."""
    return each_adult(
        instance, lambda adult: replace(adult, weekly=free(), formats=frozenset(MODES), features=frozenset())
    )


def full_rooms(instance: Instance, random: Random) -> Instance:
    """Two sessions, in rooms too small for those who stay there or on a call that tempts some away."""
    first = replace(instance.places[0], format="in_person", zone="north", capacity=random.choice([1, 2]))
    room = replace(first, id="room", capacity=random.choice([1, 3]))
    call = replace(first, id="call", format="online", zone=None, capacity=None, online_capacity=None)

    def twice(event: Event) -> Event:
        places = (first.id, "room", "call")
        return replace(event, minutes=60, min_sessions=random.choice([1, 2]), max_sessions=2, places=places)

    def near(family: Family) -> Family:
        return replace(family, travels=True, size=random.choice([1, 3]), weight=1)

    def needs_little(adult: Adult) -> Adult:
        formats = random.choice([{"in_person"}, {"in_person", "online"}])
        none: frozenset[str] = frozenset()
        modes = frozenset(mode for mode in MODES if mode in formats)
        return replace(
            adult, formats=modes, weekly=free(), features=none, supports=none, interpreter=none, children=0
        )

    places = (first, room, call)
    return each_event(each_family(each_adult(replace(instance, places=places), needs_little), near), twice)


def full_childcare(instance: Instance, random: Random) -> Instance:
    """One session in a large room for families who all have children, and carers who take few."""

    def change(provider: Provider) -> Provider:
        kind = provider.kind if provider.kind == "host" else "childcare"
        return replace(provider, kind=kind, languages=(), capacity=random.choice([1, 2, 3]))

    def parent(adult: Adult) -> Adult:
        none: frozenset[str] = frozenset()
        return replace(adult, children=random.choice([1, 2, 3]), supports=none, interpreter=none)

    def large(place: Place) -> Place:
        return replace(place, format="in_person", zone="north", capacity=random.choice([None, 9]))

    halls = each_place(instance, large)
    return each_provider(_once(each_adult(_near(halls), parent)), change)


def hybrids_for_all(instance: Instance, random: Random) -> Instance:
    """One session in a room and on a line, both small, for families who can use either."""
    modes: list[frozenset[Mode]] = [frozenset({"in_person", "online"})] * 2
    modes += [frozenset({"in_person"}), frozenset({"online"})]

    def change(place: Place) -> Place:
        room, line = random.choice([1, 2, 6]), random.choice([1, 2, 6])
        return replace(place, format="hybrid", zone="north", capacity=room, online_capacity=line)

    def either(adult: Adult) -> Adult:
        return replace(adult, formats=random.choice(modes), children=0)

    return _once(each_adult(_near(each_place(instance, change)), either))


def _once(instance: Instance) -> Instance:
    return each_event(instance, lambda event: replace(event, min_sessions=0, max_sessions=1))


def _near(instance: Instance) -> Instance:
    """Everybody gets everywhere, at any time."""
    near = each_family(instance, lambda family: replace(family, travels=True))
    room: frozenset[Mode] = frozenset({"in_person"})
    return each_adult(near, lambda a: replace(a, weekly=free(), formats=room, features=frozenset()))


BENDS: tuple[Callable[[Instance, Random], Instance], ...] = (
    as_it_is,
    three_sessions,
    full_hybrids,
    nobody_turns_up,
    no_room,
    narrow_places,
    interpreters_of_many_languages,
    adults_alike,
    few_places_for_children,
    always_free,
    full_rooms,
    full_childcare,
    hybrids_for_all,
)


def scarce_instance(number: int) -> Instance:
    """The same for the same number: each bend in turn, and often another one after it."""
    random = Random(number)
    instance = BENDS[number % len(BENDS)](tiny_instance(number), random)
    return random.choice(BENDS)(instance, random)
