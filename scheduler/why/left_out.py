"""Whom a plan leaves out, by cause.

A family that an event invites is left out of it by 1 - inclusion, and counts once an event, under one cause:

* It has no way. Of all its adults with every session and mode the nearest way is the one with the fewest
  obstacles; of equals the one whose obstacles come first in `CAUSES`. The cause is the first obstacle of that
  way, and `alone` says that it is the only one. No session at all is the cause `not_offered`.
* It has ways. The cause is what takes most of its inclusion: that it said `maybe`, or the room, line,
  childcare or bus whose share is the smallest among what a way uses; of equals the first in `CAUSES`.

Judged by the domain's own rules (`domain.ways`, `domain.inclusion`), so that all adds up with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Final, NamedTuple

from scheduler.domain.crowd import Crowd
from scheduler.domain.family_sets import EVERYONE, NO_GROUP, POOLED
from scheduler.domain.held_session import HeldSession, Thing, hold
from scheduler.domain.hours import Hours
from scheduler.domain.inclusion import Class, classes, served_shares
from scheduler.domain.instance import Adult, Event, Family, Instance, Mode
from scheduler.domain.plan import Session

CAUSES: Final = (
    "interpreter",
    "childcare",
    "ride",
    "support",
    "feature",
    "time",
    "format",
    "childcare_full",
    "bus_full",
    "room_full",
    "line_full",
    "maybe",
    "not_offered",
)
"""In the order in which a co-planner can most readily do something about them."""

FULL: Final[Mapping[str, str]] = {
    "room": "room_full",
    "line": "line_full",
    "childcare": "childcare_full",
    "bus": "bus_full",
}
NOTHING: Final = 1e-12


Site = tuple[datetime, str]
"""A start and a place."""


class Cause(NamedTuple):
    """Why; `detail` is a language, zone, feature, mode or kind of support; `site` is when and where the
    nearest way leads, or what is full stands. `alone`: nothing else is in the way.
    """

    kind: str
    detail: str
    site: Site | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Families that answered, those they stand for, and the sum of weight * (1 - inclusion)."""

    families: int
    weight: float
    missing: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Families whom one event leaves out for one cause, by set; sets without any are not there."""

    event: str
    cause: Cause
    by_set: Mapping[str, Tally]


class _Missing(NamedTuple):
    """Families (by index) that are left out alike, and by how much (0..1)."""

    families: Sequence[int]
    cause: Cause
    amount: float


def left_out(instance: Instance, sessions: Sequence[Session]) -> list[LeftOut]:
    """By event, whom the sessions leave out: the causes that take most of everyone's inclusion first."""
    crowd = Crowd(instance)
    small = _small_groups(instance)
    found: list[LeftOut] = []
    for event in instance.events:
        mine = [session for session in sessions if session.event == event.id]
        tallies: dict[Cause, dict[frozenset[str], Tally]] = defaultdict(dict)
        for families, cause, amount in _missing(instance, crowd, event, mine):
            _count(crowd, tallies[cause], families, amount)
        rows = [LeftOut(event.id, cause, _by_set(by_groups, small)) for cause, by_groups in tallies.items()]
        found += sorted(rows, key=lambda row: (-row.by_set[EVERYONE].missing, CAUSES.index(row.cause.kind)))
    return found


def _missing(
    instance: Instance, crowd: Crowd, event: Event, sessions: Sequence[Session]
) -> Iterator[_Missing]:
    held = hold(instance, sessions)
    alike = list(classes(crowd, event, held, instance.maybe_value))
    shares = served_shares(crowd, event, alike)
    included: set[int] = set()
    for one in alike:
        included.update(one.families)
        yield from _crowded_out(one, shares)
    yield from _without_way(instance, crowd, event, held, included)


def _crowded_out(one: Class, shares: Mapping[tuple[HeldSession, Thing], float]) -> Iterator[_Missing]:
    worth = one.parts[0].way.availability
    amounts: dict[Cause, float] = defaultdict(float)
    amounts[Cause("maybe", "", None, True)] = 1 - worth
    for way, part in one.parts:
        tightest = min(way.uses, key=lambda thing: shares[way.session, thing])
        kind, zone = tightest
        cause = Cause(FULL[kind], zone or "", _site(way.session), True)
        amounts[cause] += worth * part * (1 - shares[way.session, tightest])
    amount = sum(amounts.values())
    if amount > NOTHING:
        most = max(amounts.values())
        first = min((c for c, lost in amounts.items() if lost == most), key=_rank)
        yield _Missing(one.families, first, amount)


def _without_way(
    instance: Instance,
    crowd: Crowd,
    event: Event,
    held: Sequence[HeldSession],
    included: set[int],
) -> Iterator[_Missing]:
    hours = [Hours(session.start, event.minutes, instance.maybe_value) for session in held]
    causes: dict[tuple[int, tuple[bool, ...]], Cause] = {}
    for need, families in crowd.invited(event):
        by_answers: dict[tuple[bool, ...], list[int]] = defaultdict(list)
        for n in families:
            if n not in included:
                adults = crowd.families[n].adults
                free = tuple(each.availability(adult) > 0 for each in hours for adult in adults)
                by_answers[free].append(n)
        for free, people in by_answers.items():
            if (need, free) not in causes:
                causes[need, free] = _nearest(crowd.families[people[0]], held, free)
            yield _Missing(people, causes[need, free], 1.0)


def _nearest(family: Family, sessions: Sequence[HeldSession], free: Sequence[bool]) -> Cause:
    """The cause for a family without a way; `free` by session, then by adult."""
    best: tuple[int, list[tuple[int, str]], Site] | None = None
    for (held, adult), is_free in zip(product(sessions, family.adults), free, strict=True):
        for mode in held.modes:
            found = sorted(
                (CAUSES.index(kind), detail)
                for kind, detail in _obstacles(family, adult, held, mode, is_free)
            )
            if best is None or (len(found), found) < best[:2]:
                best = len(found), found, _site(held)
    if best is None:
        return Cause("not_offered", "", None, True)
    number, found, site = best
    return Cause(CAUSES[found[0][0]], found[0][1], site, number == 1)


def _obstacles(
    family: Family, adult: Adult, held: HeldSession, mode: Mode, is_free: bool
) -> Iterator[tuple[str, str]]:
    if mode not in adult.formats:
        yield "format", mode
    if not is_free:
        yield "time", ""
    if adult.interpreter and adult.interpreter.isdisjoint(held.languages):
        yield "interpreter", min(adult.interpreter)
    for kind in adult.supports - held.kinds:
        yield "support", kind
    if mode == "in_person":
        for feature in adult.features - held.place.features:
            yield "feature", feature
        if not family.travels and family.zone != held.place.zone and not held.picks_up_from(family.zone):
            yield "ride", family.zone or ""
        if adult.children and "childcare" not in held.kinds:
            yield "childcare", ""


def _count(
    crowd: Crowd, by_groups: dict[frozenset[str], Tally], families: Iterable[int], amount: float
) -> None:
    for n in families:
        groups, weight = crowd.families[n].groups, crowd.weights[n]
        so_far = by_groups.get(groups, Tally(0, 0.0, 0.0))
        by_groups[groups] = Tally(
            so_far.families + 1, so_far.weight + weight, so_far.missing + weight * amount
        )


def _by_set(by_groups: Mapping[frozenset[str], Tally], small: frozenset[str]) -> dict[str, Tally]:
    out: dict[str, Tally] = {}
    for groups, tally in by_groups.items():
        sets = {EVERYONE, *groups} if groups else {EVERYONE, NO_GROUP}
        for name in sets | ({POOLED} if groups & small else set()):
            so_far = out.get(name, Tally(0, 0.0, 0.0))
            out[name] = Tally(
                so_far.families + tally.families,
                so_far.weight + tally.weight,
                so_far.missing + tally.missing,
            )
    return out


def _small_groups(instance: Instance) -> frozenset[str]:
    size = dict.fromkeys((group.id for group in instance.groups), 0)
    for family in instance.families:
        for group in family.groups:
            size[group] += 1
    return frozenset(group for group, families in size.items() if families < instance.small_group)


def _rank(cause: Cause) -> tuple[int, str, str]:
    where = "" if cause.site is None else f"{cause.site[0]:%Y-%m-%dT%H:%M} {cause.site[1]}"
    return CAUSES.index(cause.kind), cause.detail, where


def _site(session: HeldSession) -> Site:
    return session.start, session.place.id
