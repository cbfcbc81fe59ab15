"""Hypothesis strategies: small instances of every shape that the exchange format allows, nasty ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from scheduler.domain.instance import (
    RESERVED_SETS,
    Adult,
    Audience,
    AvailabilityRow,
    Event,
    Family,
    FixedSession,
    Floor,
    Group,
    Horizon,
    Instance,
    Interval,
    Level,
    Place,
    Provider,
    Team,
    WeeklyRow,
)
from scheduler.domain.resource_json import MODES, PLACE_FORMATS
from scheduler.domain.rows import join_availability, join_weekly
from scheduler.domain.timegrid import starts
from tests.builders.instances import ALWAYS, MONDAY

T = TypeVar("T")

ZONES = ("north", "south", None)
LANGUAGES = ("es", "ar", "ase")
FEATURES = ("step_free", "hearing_loop")
SUPPORTS = ("captions", "childcare")
LEVELS: tuple[Level, ...] = ("yes", "maybe")
CLOCKS = tuple(range(17 * 60, 21 * 60 + 1, 30))
SMALL_CAPACITIES = st.one_of(st.none(), st.integers(0, 4))
COSTS = st.sampled_from([0, 0, 5, 12.5])


def subsets(items: Sequence[T], most: int | None = None) -> st.SearchStrategy[frozenset[T]]:
    return st.frozensets(st.sampled_from(items), max_size=most) if items else st.just(frozenset())


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    """A start and an end in the evening, in minutes after midnight."""
    first, second = draw(st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=2, unique=True))
    return min(first, second), max(first, second)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, ...]:
    """Mostly none, sometimes some hours of the first week."""
    if draw(st.integers(0, 3)) < 3:
        return ()
    midnight = datetime.combine(MONDAY + timedelta(days=draw(st.integers(0, 6))), time())
    start, end = draw(spans())
    return (Interval(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)),)


@st.composite
def weekly_rows(draw: st.DrawFn) -> tuple[WeeklyRow, ...]:
    """Mostly always, else some evenings, or never."""
    if draw(st.integers(0, 2)) < 2:
        return ALWAYS
    rows = draw(st.lists(st.tuples(st.integers(0, 6), spans()), max_size=4))
    return join_weekly(WeeklyRow(day, *span) for day, span in rows)


@st.composite
def answers(draw: st.DrawFn) -> tuple[AvailabilityRow, ...]:
    """What an adult says about one day: the whole evening, or a span or two of it, or nothing."""
    if draw(st.booleans()):
        return (AvailabilityRow(17 * 60, 21 * 60, draw(st.sampled_from(LEVELS))),)
    rows = draw(st.lists(st.tuples(spans(), st.sampled_from(LEVELS)), max_size=2))
    return join_availability(AvailabilityRow(*span, level) for span, level in rows)


@st.composite
def adults(draw: st.DrawFn) -> Adult:
    weekly = draw(st.dictionaries(st.integers(0, 6), answers(), max_size=4))
    days = st.integers(0, 13).map(lambda day: MONDAY + timedelta(days=day))
    return Adult(
        formats=draw(subsets(MODES)),
        weekly={day: weekly[day] for day in sorted(weekly) if weekly[day]},
        features=draw(subsets(FEATURES, 1)),
        supports=draw(subsets(SUPPORTS, 1)),
        interpreter=draw(subsets(LANGUAGES, 2)),
        children=draw(st.integers(0, 2)),
        dates=draw(st.dictionaries(days, answers(), max_size=1)),
    )


@st.composite
def families(draw: st.DrawFn, id: str, groups: Sequence[str], audiences: Sequence[str]) -> Family:
    included = draw(st.integers(0, 2))
    return Family(
        id=id,
        size=draw(st.integers(1, 4)),
        groups=draw(subsets(groups)),
        zone=draw(st.sampled_from(ZONES)),
        travels=draw(st.booleans()),
        adults=tuple(draw(st.lists(adults(), min_size=1, max_size=2))),
        weight=draw(st.sampled_from([1, 1, 0.5, 2.2])),
        audiences=draw(subsets(audiences)),
        past=(included, included + draw(st.integers(0, 2))),
    )


@st.composite
def places(draw: st.DrawFn, id: str) -> Place:
    kind = draw(st.sampled_from(PLACE_FORMATS))
    return Place(
        id=id,
        name=id,
        format=kind,
        capacity=draw(SMALL_CAPACITIES),
        online_capacity=draw(SMALL_CAPACITIES),
        features=draw(subsets(FEATURES)),
        zone=draw(st.sampled_from(ZONES)) if kind in ("in_person", "hybrid") else None,
        open=draw(weekly_rows()),
        cost=draw(COSTS),
        parallel=draw(st.integers(1, 2)),
    )


@st.composite
def providers(draw: st.DrawFn, id: str) -> Provider:
    limit = st.one_of(st.none(), st.none(), st.integers(30, 240))
    return Provider(
        id=id,
        name=id,
        kind=draw(st.sampled_from(["host", "host", "interpreter", "childcare", "transport", "captions"])),
        available=draw(weekly_rows()),
        formats=draw(st.one_of(st.just(frozenset(MODES)), subsets(MODES))),
        languages=tuple(draw(st.lists(st.sampled_from(LANGUAGES), max_size=2, unique=True))),
        capacity=draw(st.integers(0, 4)),
        zone=draw(st.sampled_from(ZONES)),
        away=draw(intervals()),
        minutes_per_day=draw(limit),
        minutes_per_week=draw(limit),
        minutes_per_season=draw(limit),
        extra_minutes=draw(st.sampled_from([0, 0, 30])),
        cost=draw(COSTS),
    )


@st.composite
def events(
    draw: st.DrawFn, id: str, sets: Sequence[str], places: Sequence[str], hosts: Sequence[str], days: int
) -> Event:
    first, last = sorted(draw(st.tuples(st.integers(0, days - 1), st.integers(0, days + 3))))
    least = draw(st.sampled_from([0, 1, 1]))
    return Event(
        id=id,
        title=id,
        minutes=draw(st.sampled_from([30, 60, 90])),
        min_sessions=least,
        max_sessions=least + draw(st.integers(0, 1)),
        window=(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)),
        places=tuple(draw(st.lists(st.sampled_from(places), min_size=1, unique=True))),
        audience=draw(st.one_of(st.none(), subsets(sets))),
        hosts=tuple(draw(st.lists(st.sampled_from(hosts), unique=True))) if hosts else (),
        hosts_needed=draw(st.sampled_from([0, 1])) if hosts else 0,
        languages=draw(subsets(("en", *LANGUAGES), 2)),
        weight=draw(st.sampled_from([1, 1, 2, 0.5])),
        closed=draw(intervals()),
        turnout=draw(st.sampled_from([1, 0.5, 0.3])),
        cost_per_family=draw(st.sampled_from([0, 0, 3])),
    )


@st.composite
def pins(draw: st.DrawFn, instance: Instance) -> tuple[FixedSession, ...]:
    """At most one fixed session, at a possible start of its event."""
    if not instance.events or not draw(st.booleans()):
        return ()
    event = draw(st.sampled_from(instance.events))
    times = list(starts(instance, event))
    if not times:
        return ()
    helpers = [p.id for p in instance.providers if p.id in event.hosts]
    crew = draw(st.lists(st.sampled_from(helpers), max_size=1)) if helpers else []
    return (FixedSession(event.id, draw(st.sampled_from(times)), event.places[0], tuple(crew)),)


@st.composite
def horizons(draw: st.DrawFn) -> Horizon:
    """One or two weeks of evenings, or of a single slot a day."""
    end = draw(st.sampled_from([18 * 60, 20 * 60, 21 * 60]))
    return Horizon(MONDAY, draw(st.integers(1, 2)), 17 * 60, end, draw(st.sampled_from([30, 60])))


@st.composite
def nested_groups(draw: st.DrawFn) -> tuple[Group, ...]:
    """None to three groups, each perhaps within an earlier one."""
    ids = ["g1", "g2", "g3"][: draw(st.integers(0, 3))]
    return tuple(Group(id, id, draw(st.sampled_from([None, *ids[:place]]))) for place, id in enumerate(ids))


@st.composite
def instances(draw: st.DrawFn, most_families: int = 5, most_events: int = 3) -> Instance:
    """Small valid instances; many have a good plan, some have none at all."""
    groups = draw(nested_groups())
    group_ids = [group.id for group in groups]
    audiences = tuple(Audience(id, id) for id in ["school", "grade"][: draw(st.integers(0, 2))])
    audience_ids = [audience.id for audience in audiences]
    horizon = draw(horizons())
    offered = tuple(draw(places(f"p{n}")) for n in range(draw(st.integers(1, 3))))
    crew = tuple(draw(providers(f"w{n}")) for n in range(draw(st.integers(0, 5))))
    place_ids, hosts = [p.id for p in offered], [p.id for p in crew if p.kind == "host"]
    sets = [*group_ids, *audience_ids]
    planned = tuple(
        draw(events(f"e{n}", sets, place_ids, hosts, 7 * horizon.weeks))
        for n in range(draw(st.integers(0, most_events)))
    )
    people = tuple(
        draw(families(f"f{n}", group_ids, audience_ids)) for n in range(draw(st.integers(0, most_families)))
    )
    floored = st.sampled_from([*sorted(RESERVED_SETS), *group_ids])
    instance = Instance(
        timezone="America/New_York",
        horizon=horizon,
        groups=groups,
        places=offered,
        providers=crew,
        events=planned,
        families=people,
        closed=draw(intervals()),
        audiences=audiences,
        small_group=draw(st.integers(1, 3)),
        resolution=draw(st.sampled_from([0.02, 0.1, 1 / 3])),
        maybe_value=draw(st.sampled_from([0.5, 0.3, 1])),
        floors=tuple(
            Floor(g, draw(st.sampled_from([0.1, 0.5]))) for g in draw(st.lists(floored, max_size=1))
        ),
        budget=draw(st.sampled_from([None, None, 10, 60])),
        travel_minutes=draw(st.sampled_from([0, 30, 60])),
        clash_share=draw(st.sampled_from([0.05, 0, 0.5, 1])),
        teams=draw(st.sampled_from([(), (Team("ase", 30, 2),), (Team("es", 0, 2), Team("es", 60, 1))])),
    )
    return replace(instance, fixed=draw(pins(instance)))
