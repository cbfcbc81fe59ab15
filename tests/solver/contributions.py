"""What each session of an event adds to each family's inclusion, by the domain's rules alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scheduler.domain.family_sets import invites
from scheduler.domain.held_session import HeldSession, Thing
from scheduler.domain.hours import Hours
from scheduler.domain.inclusion import Part, spread
from scheduler.domain.instance import Event, Family, Instance
from scheduler.domain.ways import Way, chances


def contributions(
    instance: Instance, event: Event, sessions: Sequence[HeldSession]
) -> list[dict[int, float]]:
    """For each session: family (by index) -> the part of its inclusion in the event that is from there."""
    parts = {
        n: spread(_ways(instance, event, family, sessions))
        for n, family in enumerate(instance.families)
        if invites(event, (family.groups, family.audiences))
    }
    share = _shares(instance, event, parts)
    added: dict[HeldSession, dict[int, float]] = {session: defaultdict(float) for session in sessions}
    for n, mine in parts.items():
        for way, part in mine:
            served = min(share[way.session, thing] for thing in way.uses)
            added[way.session][n] += way.availability * part * served
    return [added[session] for session in sessions]


def _ways(instance: Instance, event: Event, family: Family, sessions: Sequence[HeldSession]) -> list[Way]:
    found = []
    for session in sessions:
        hours = Hours(session.start, event.minutes, instance.maybe_value)
        for chance in chances(family, session):
            worth = hours.availability(family.adults[chance.adult])
            if worth:
                found.append(Way(session, worth, chance.uses))
    return found


def _shares(
    instance: Instance, event: Event, parts: dict[int, list[Part]]
) -> dict[tuple[HeldSession, Thing], float]:
    load: dict[tuple[HeldSession, Thing], float] = defaultdict(float)
    for n, mine in parts.items():
        for way, part in mine:
            for thing, amount in way.uses.items():
                load[way.session, thing] += instance.families[n].weight * event.turnout * part * amount
    limits = {key: key[0].capacity(key[1]) for key in load}
    return {
        key: 1.0 if (limit := limits[key]) is None or used <= limit else limit / used
        for key, used in load.items()
    }
