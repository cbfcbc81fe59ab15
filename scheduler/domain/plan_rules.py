"""The rules that a plan's sessions must keep together. Each yields the faults it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from scheduler.domain.family_sets import clashing_events
from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Instance, Provider
from scheduler.domain.rows import moment_text
from scheduler.domain.session_rules import ids_of, name_of
from scheduler.domain.timegrid import NO_GAP, monday_of, overlap

PlanRule = Callable[[Instance, Sequence[HeldSession]], Iterator[Fault]]
IN_A_ROOM: Final = frozenset({"in_person", "hybrid"})


def events_are_offered_often_enough(instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    offered = Counter(session.event.id for session in sessions)
    for event in instance.events:
        count = offered[event.id]
        if not event.min_sessions <= count <= event.max_sessions:
            wanted = f"{event.min_sessions} to {event.max_sessions}"
            yield Fault("sessions", (event.id,), f"{event.id} has {count} sessions, not {wanted}")


def sessions_of_an_event_differ(_instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    for ids, times in Counter(ids_of(session) for session in sessions).items():
        if times > 1:
            yield Fault("same_session", ids, f"{' '.join(ids)} is there {times} times")


def clashing_events_never_overlap(instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    clashing = clashing_events(instance)
    for one, other in combinations(sessions, 2):
        if frozenset({one.event.id, other.event.id}) in clashing and overlap(one.interval, other.interval):
            text = f"{name_of(one)} and {name_of(other)} overlap and share families"
            yield Fault("clash", (*ids_of(one), *ids_of(other)), text)


def providers_are_at_one_place(instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    travel = timedelta(minutes=instance.travel_minutes)
    for one, other in combinations(sessions, 2):
        same = {p.id for p in one.crew} & {p.id for p in other.crew}
        gap = travel if _needs_travel(one, other) else NO_GAP
        if same and overlap(one.interval, other.interval, gap):
            for provider in sorted(same):
                text = f"{provider} cannot be at both {name_of(one)} and {name_of(other)}"
                yield Fault("provider_overlap", (provider, *ids_of(one), *ids_of(other)), text)


def places_hold_their_sessions(_instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    for session in sessions:
        at_once = sum(
            other.place.id == session.place.id and other.interval.start <= session.start < other.interval.end
            for other in sessions
        )
        if at_once > session.place.parallel:
            most = session.place.parallel
            text = f"{name_of(session)} is one of {at_once} at one time, where the place takes {most}"
            yield Fault("parallel", ids_of(session), text)


def providers_keep_their_contracts(instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    for provider in instance.providers:
        limits = {
            "minutes_per_day": provider.minutes_per_day,
            "minutes_per_week": provider.minutes_per_week,
            "minutes_per_season": provider.minutes_per_season,
        }
        for (limit, since), minutes in minutes_worked(provider, sessions).items():
            most = limits[limit]
            if most is not None and minutes > most:
                text = f"{provider.id} works {minutes} minutes since {since}, over {limit} ({most})"
                yield Fault(limit, (provider.id, since), text)


def fixed_sessions_are_there(instance: Instance, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
    there = {ids_of(session): {provider.id for provider in session.crew} for session in sessions}
    for fixed in instance.fixed:
        ids = (fixed.event, moment_text(fixed.start), fixed.place)
        missing = set(fixed.providers) - there.get(ids, set())
        if ids not in there or missing:
            lacks = f" with {', '.join(sorted(missing))}" if missing else ""
            yield Fault(
                "fixed", (*ids, *sorted(missing)), f"the fixed session {' '.join(ids)}{lacks} is missing"
            )


PLAN_RULES: Final[tuple[PlanRule, ...]] = (
    events_are_offered_often_enough,
    sessions_of_an_event_differ,
    clashing_events_never_overlap,
    providers_are_at_one_place,
    places_hold_their_sessions,
    providers_keep_their_contracts,
    fixed_sessions_are_there,
)


def _needs_travel(one: HeldSession, other: HeldSession) -> bool:
    formats = {one.place.format, other.place.format}
    return one.place.id != other.place.id and not formats.isdisjoint(IN_A_ROOM)


def minutes_worked(provider: Provider, sessions: Sequence[HeldSession]) -> Counter[tuple[str, str]]:
    """Minutes by contract limit and the first date of the span that they count for."""
    worked: Counter[tuple[str, str]] = Counter()
    for session in sessions:
        minutes = session.event.minutes + provider.extra_minutes
        day = session.start.date()
        for member in session.crew:
            if member.id == provider.id:
                worked["minutes_per_day", day.isoformat()] += minutes
                worked["minutes_per_week", monday_of(day).isoformat()] += minutes
                worked["minutes_per_season", "the start"] += minutes
    return worked
