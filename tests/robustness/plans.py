"""Sessions for these tests, and what the domain's reference says of their loads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from hypothesis import assume
from hypothesis import strategies as st

from scheduler.domain.crowd import Crowd
from scheduler.domain.held_session import HeldSession, Thing, hold
from scheduler.domain.hours import Hours
from scheduler.domain.inclusion import spread
from scheduler.domain.instance import Event, Family, Instance
from scheduler.domain.plan import Session
from scheduler.domain.timegrid import starts
from scheduler.domain.ways import Way, chances
from tests.strategies import instances


@st.composite
def instances_with_sessions(draw: st.DrawFn) -> tuple[Instance, list[Session]]:
    """Up to four sessions at any start of an event and any place, with any crew, whatever the rules say."""
    instance = draw(instances())
    sites = [
        (event, start, place)
        for event in instance.events
        for start in starts(instance, event)
        for place in event.places
    ]
    assume(sites)
    chosen = draw(st.lists(st.sampled_from(sites), max_size=4, unique=True))
    return instance, [draw(any_crew(instance, *site)) for site in chosen]


@st.composite
def any_crew(draw: st.DrawFn, instance: Instance, event: Event, start: datetime, place: str) -> Session:
    crew = draw(st.lists(st.sampled_from(instance.providers), unique=True)) if instance.providers else []
    interpreters = [p for p in crew if p.kind == "interpreter" and p.languages]
    says = {p.id: draw(st.sampled_from(p.languages)) for p in interpreters}
    return Session(event.id, start, place, tuple(p.id for p in crew), says)


def reference_loads(instance: Instance, sessions: Sequence[Session]) -> dict[tuple[int, Thing], float]:
    """Session index and thing -> the people whom the format expects."""
    held, crowd = hold(instance, sessions), Crowd(instance)
    loads: dict[tuple[int, Thing], float] = defaultdict(float)
    for event in instance.events:
        own = [session for session in held if session.event is event]
        for n in (n for _, people in crowd.invited(event) for n in people):
            family = instance.families[n]
            found = [way for session in own for way in ways(family, session, instance.maybe_value)]
            for way, part in spread(found):
                for thing, amount in way.uses.items():
                    loads[held.index(way.session), thing] += family.weight * event.turnout * part * amount
    return loads


def ways(family: Family, session: HeldSession, maybe_value: float) -> list[Way]:
    hours = Hours(session.start, session.event.minutes, maybe_value)
    return [
        Way(session, worth, chance.uses)
        for chance in chances(family, session)
        if (worth := hours.availability(family.adults[chance.adult]))
    ]
