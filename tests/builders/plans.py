"""Plans for tests: by hand, by a simple chooser that keeps most rules, and broken on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Event, FixedSession, Instance, Place, Provider
from scheduler.domain.measure import measure
from scheduler.domain.plan import Level, Objective, Plan, Session, Status
from scheduler.domain.timegrid import meets_any, open_throughout, overlap, span, starts
from tests.builders.instances import at

SIX = at(18)


def a_session(event: str = "e1", start: datetime = SIX, place: str = "hall", *providers: str) -> Session:
    """Monday at six in the hall, with the one host unless others are named."""
    return Session(event, start, place, providers or ("host",))


def a_plan(*sessions: Session, **more: Any) -> Plan:
    return Plan(**{"status": "feasible", "objective": "leximin", "sessions": sessions, **more})


def with_levels(instance: Instance, plan: Plan, status: Status = "optimal") -> Plan:
    """The plan with the levels that it really has, each bound equal to its value."""
    measured = measure(instance, hold(instance, plan.sessions))
    levels = tuple(Level(name, value, value) for name, value in measured.levels(plan.objective))
    return replace(plan, levels=levels, status=status)


def plausible_plan(instance: Instance, random: Random, objective: Objective = "leximin") -> Plan:
    """What is fixed, and then for each event as many sessions as it needs, or some more.

    A session keeps every rule of its own and no provider is in two places, where that is possible;
    limits of contracts, clashes, floors and the budget are left to luck.
    """
    sessions = [_fixed(instance, fixed, random) for fixed in instance.fixed]
    for event in instance.events:
        there = sum(session.event == event.id for session in sessions)
        for _ in range(random.randint(event.min_sessions, event.max_sessions) - there):
            session = _place_session(instance, event, sessions, random)
            if session is not None:
                sessions.append(session)
    return a_plan(*sessions, objective=objective)


def broken_plan(instance: Instance, plan: Plan, random: Random) -> Plan:
    """The plan with a level misreported, or a session dropped, doubled, moved or staffed otherwise."""
    if not plan.sessions or (plan.levels and random.random() < 0.25):
        return replace(plan, levels=_misreported(plan.levels, random))
    sessions = list(plan.sessions)
    place = random.randrange(len(sessions))
    change = random.choice(
        ["drop", "double", "shift", "place", "strip", "crew", "twice", "language", "unknown"]
    )
    session = sessions.pop(place)
    providers = [provider.id for provider in instance.providers]
    if change == "double":
        sessions += [session, session]
    elif change == "shift":
        minutes = random.choice([-1440, -60, -30, 15, 30, 60, 1440, 10080])
        sessions.append(replace(session, start=session.start + timedelta(minutes=minutes)))
    elif change == "place":
        sessions.append(replace(session, place=random.choice(instance.places).id))
    elif change == "strip":
        sessions.append(replace(session, providers=session.providers[1:]))
    elif change == "crew" and providers:
        sessions.append(replace(session, providers=(*session.providers, random.choice(providers))))
    elif change == "twice":
        sessions.append(replace(session, providers=session.providers * 2))
    elif change == "unknown":
        sessions.append(replace(session, **{random.choice(["event", "place"]): "nowhere"}))
    elif change == "language" and providers:
        sessions.append(replace(session, interprets={random.choice(providers): "es"}))
    return replace(plan, sessions=tuple(sessions))


def _misreported(levels: tuple[Level, ...], random: Random) -> tuple[Level, ...]:
    """The levels with one of them missing, or with another value or bound."""
    if not levels:
        return ()
    place = random.randrange(len(levels))
    level, amount = levels[place], random.choice([-1, -0.05, -1e-4, 1e-4, 0.05, 1])
    changed = [
        replace(level, bound=level.bound + amount),
        replace(level, value=level.value + amount),
        replace(level, value=level.value + amount, bound=level.bound + amount),
    ]
    kept = random.choice([[], *([other] for other in changed)])
    return (*levels[:place], *kept, *levels[place + 1 :])


def _fixed(instance: Instance, fixed: FixedSession, random: Random) -> Session:
    named = [provider for provider in instance.providers if provider.id in fixed.providers]
    return Session(fixed.event, fixed.start, fixed.place, fixed.providers, _languages(named, random))


def _place_session(
    instance: Instance, event: Event, sessions: list[Session], random: Random
) -> Session | None:
    """A session of the event that goes with those chosen so far; None where no try finds one."""
    places = {place.id: place for place in instance.places}
    times = list(starts(instance, event))
    for _ in range(30 if times and event.places else 0):
        start, place = random.choice(times), places[random.choice(event.places)]
        if not open_throughout(place.open, start, event.minutes) or _taken(place, start, sessions):
            continue
        able = [p for p in instance.providers if _able(instance, p, event, place, start, sessions)]
        hosts = [p for p in able if p.id in event.hosts]
        if len(hosts) < event.hosts_needed:
            continue
        others = [p for p in able if p.kind != "host"]
        crew = random.sample(hosts, event.hosts_needed)
        crew += random.sample(others, min(len(others), random.randint(0, 4)))
        return Session(event.id, start, place.id, tuple(p.id for p in crew), _languages(crew, random))
    return None


def _taken(place: Place, start: datetime, sessions: list[Session]) -> bool:
    """Whether another session is at the place on that day: a rough way to keep `parallel`."""
    return any(session.place == place.id and session.start.date() == start.date() for session in sessions)


def _able(
    instance: Instance,
    provider: Provider,
    event: Event,
    place: Place,
    start: datetime,
    sessions: list[Session],
) -> bool:
    wanted = "in_person" if place.format == "hybrid" else place.format
    session = span(start, event.minutes)
    gap = timedelta(minutes=instance.travel_minutes)
    minutes = {e.id: e.minutes for e in instance.events}
    return (
        wanted in provider.formats
        and (provider.kind != "interpreter" or bool(provider.languages))
        and open_throughout(provider.available, start, event.minutes)
        and not meets_any(session, provider.away)
        and not any(
            provider.id in other.providers and overlap(session, span(other.start, minutes[other.event]), gap)
            for other in sessions
        )
    )


def _languages(crew: list[Provider], random: Random) -> dict[str, str]:
    return {
        p.id: random.choice(p.languages) for p in crew if p.kind == "interpreter" and len(p.languages) > 1
    }
