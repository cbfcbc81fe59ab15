"""Who can come, and how far: the meaning of a plan for families, crowding counted.

This is the reference that the solver and the evaluation are held against: clear before quick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from scheduler.domain.family_sets import invited
from scheduler.domain.held_session import CHILDCARE, LINE, ROOM, HeldSession, Thing
from scheduler.domain.instance import Adult, AvailabilityRow, Event, Family, Instance, Mode
from scheduler.domain.timegrid import minute_of_day


class Way(NamedTuple):
    """One way of a family to take part in an event: an adult, a session and a mode.

    `availability` is 1 or the instance's `maybe_value`; `uses` says how much of each thing it takes.
    """

    session: HeldSession
    availability: float
    uses: dict[Thing, int]

    def holds(self) -> float | None:
        """How many families like this one could take part so; None is no limit."""
        limits = [
            capacity / amount
            for thing, amount in self.uses.items()
            if (capacity := self.session.capacity(thing)) is not None
        ]
        return min(limits, default=None)


class Part(NamedTuple):
    """A way that a family takes, and the part of the family that takes it."""

    way: Way
    part: float


def availability(adult: Adult, start: datetime, minutes: int, maybe_value: float) -> float:
    """1 for `yes` all through, `maybe_value` where some of it is `maybe`, else 0."""
    rows = adult.dates.get(start.date())
    if rows is None:
        rows = adult.weekly.get(start.weekday(), ())
    first = minute_of_day(start)
    end = first + minutes
    if any(row.level == "yes" and row.start <= first and end <= row.end for row in rows):
        return 1
    return maybe_value if _covered(rows, first, end) else 0


def _covered(rows: Iterable[AvailabilityRow], start: int, end: int) -> bool:
    """Whether disjoint sorted rows together cover every minute from start to end."""
    for row in rows:
        if row.start <= start < row.end:
            start = row.end
    return start >= end


def ways(family: Family, session: HeldSession, maybe_value: float) -> Iterator[Way]:
    """Every way of an invited family to take part in the session."""
    for adult in family.adults:
        if adult.interpreter and adult.interpreter.isdisjoint(session.languages):
            continue
        if not adult.supports <= session.kinds:
            continue
        worth = availability(adult, session.start, session.event.minutes, maybe_value)
        if not worth:
            continue
        for mode in session.modes:
            if mode in adult.formats and (uses := uses_of(family, adult, session, mode)) is not None:
                yield Way(session, worth, uses)


def uses_of(family: Family, adult: Adult, session: HeldSession, mode: Mode) -> dict[Thing, int] | None:
    """How much of each thing the adult's family uses in this mode; None where it cannot come so."""
    if mode != "in_person":
        return {LINE: family.size}
    if not adult.features <= session.place.features:
        return None
    uses = {ROOM: family.size}
    if not family.travels and family.zone != session.place.zone:
        if not session.picks_up_from(family.zone):
            return None
        uses["bus", family.zone] = family.size
    if adult.children:
        if "childcare" not in session.kinds:
            return None
        uses[CHILDCARE] = adult.children
    return uses


def spread(choices: Sequence[Way]) -> list[Part]:
    """A family's best ways and how it spreads over them; empty where it has no way."""
    best = max((way.availability for way in choices), default=0)
    good = [way for way in choices if way.availability == best]
    holds = [way.holds() for way in good]
    if None in holds:
        shares = [1.0 if held is None else 0.0 for held in holds]
    else:
        shares = [held or 0.0 for held in holds]
    if not any(shares):
        shares = [1.0] * len(good)
    whole = sum(shares)
    return [Part(way, share / whole) for way, share in zip(good, shares, strict=True) if share]


def inclusion(instance: Instance, event: Event, sessions: Sequence[HeldSession]) -> dict[int, float]:
    """How far each family can take part in an event held at `sessions`, crowding counted.

    Family index -> inclusion in 0..1; a family without a way, or not invited, is not in it.
    """
    parts: dict[int, list[Part]] = {}
    for n in invited(instance, event):
        family = instance.families[n]
        found = spread([way for s in sessions for way in ways(family, s, instance.maybe_value)])
        if found:
            parts[n] = found
    shares = _served_shares(instance, event, parts)
    return {
        n: mine[0].way.availability
        * sum(part * min(shares[way.session, thing] for thing in way.uses) for way, part in mine)
        for n, mine in parts.items()
    }


def _served_shares(
    instance: Instance, event: Event, parts: dict[int, list[Part]]
) -> dict[tuple[HeldSession, Thing], float]:
    """The share of its users that each thing of each session can serve."""
    load: dict[tuple[HeldSession, Thing], float] = defaultdict(float)
    limits: dict[tuple[HeldSession, Thing], int | None] = {}
    for n, mine in parts.items():
        expected = instance.families[n].weight * event.turnout
        for way, part in mine:
            for thing, amount in way.uses.items():
                key = way.session, thing
                load[key] += expected * part * amount
                limits[key] = way.session.capacity(thing)
    return {
        key: 1.0 if (limit := limits[key]) is None or used <= limit else limit / used
        for key, used in load.items()
    }
