"""Who could serve one session at any of its sites, the plan's other sessions standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Event, Provider
from scheduler.domain.plan_rules import IN_A_ROOM
from scheduler.whatif.folding import Indices
from scheduler.whatif.frame import Frame
from scheduler.whatif.kinds import Bools
from scheduler.whatif.rules import Minutes, SessionTable, absolute_minutes
from scheduler.whatif.sites import Sites

NOBODY = NOWHERE = -1
DAY = 24 * 60
WEEK = 7 * DAY


class Role(NamedTuple):
    """What one provider of a session is there for; a host of the event, or a support of one kind."""

    kind: str
    language: str | None = None
    zone: str | None = None
    hosts: bool = False


@dataclass(frozen=True, eq=False)
class Crews:
    """A crew for every site that can be held: `sites` (M,) numbers them, `chosen` (roles, M) providers or
    -1.
    """

    sites: Indices
    roles: tuple[Role, ...]
    chosen: Indices


def crews(
    frame: Frame,
    event: Event,
    sites: Sites,
    present: HeldSession,
    others: Sequence[HeldSession],
    clashing: Bools,
) -> Crews:
    """The sites at which `present` could be held beside the others, and who would serve it there."""
    around = _Around.of(frame, event, sites, others)
    held = ~around.clash(clashing[frame.event_number[event.id]]) & ~around.place_is_taken()
    possible = np.flatnonzero(held & ~around.is_site_of(present))
    free = around.free()[:, possible]
    roles = roles_of(event, present)
    chosen = np.full((len(roles), len(possible)), NOBODY, dtype=np.intp)
    for n, role in enumerate(roles):
        for provider in _candidates(frame, event, role, present):
            mine = free[provider] & (chosen[n] == NOBODY)
            chosen[n, mine] = provider
            free[provider] &= ~mine
    staffed = np.ones(len(possible), dtype=bool)
    for n, role in enumerate(roles):
        if role.hosts:
            staffed &= chosen[n] != NOBODY
    return Crews(possible[staffed], roles, chosen[:, staffed])


def roles_of(event: Event, present: HeldSession) -> tuple[Role, ...]:
    """The hosts that the event needs, then the supports that the session has now."""
    supports = []
    for provider in present.crew:
        language = present.language_of(provider) if provider.kind == "interpreter" else None
        if provider.id in event.hosts or (provider.kind == "interpreter" and language is None):
            continue
        zone = provider.zone if provider.kind == "transport" else None
        supports.append(Role(provider.kind, language, zone))
    return (*[Role("host", hosts=True)] * event.hosts_needed, *supports)


def _candidates(frame: Frame, event: Event, role: Role, present: HeldSession) -> list[int]:
    """Numbers of the providers who can play a role: those of the session first, then in the instance's
    order.
    """
    now = {provider.id for provider in present.crew}
    able = [n for n, p in enumerate(frame.instance.providers) if _plays(p, role, event)]
    return sorted(able, key=lambda n: frame.instance.providers[n].id not in now)


def _plays(provider: Provider, role: Role, event: Event) -> bool:
    if role.hosts or provider.id in event.hosts:
        return role.hosts and provider.id in event.hosts
    return (
        provider.kind == role.kind
        and (role.language is None or role.language in provider.languages)
        and (provider.kind != "transport" or provider.zone == role.zone)
    )


@dataclass(frozen=True, eq=False)
class _Around:
    """The sites of an event (N) beside the sessions that stand (S)."""

    frame: Frame
    event: Event
    sites: Sites
    table: SessionTable
    start: Minutes
    place: Indices
    in_room: Bools

    @classmethod
    def of(cls, frame: Frame, event: Event, sites: Sites, others: Sequence[HeldSession]) -> _Around:
        numbers = {place: n for n, place in enumerate(frame.places)}
        places = np.array([numbers[place] for place in event.places], dtype=np.intp)
        in_room = np.array([frame.places[place].format in IN_A_ROOM for place in event.places], dtype=bool)
        return cls(
            frame,
            event,
            sites,
            SessionTable.of(frame, others),
            sites.minute[sites.at],
            places[sites.place],
            in_room[sites.place],
        )

    def clash(self, clashing: Bools) -> Bools:
        """Whether a session of an event that must not overlap lies there, shape (N,)."""
        apart = clashing[self.table.event]
        start, end = self.table.start[apart], self.table.end[apart]
        minute = self.sites.minute[:, None]
        met: Bools = (minute < end) & (start < minute + self.event.minutes)
        return np.asarray(np.any(met, axis=1))[self.sites.at]

    def is_site_of(self, session: HeldSession) -> Bools:
        """Which site is the session's own, shape (N,)."""
        allowed = self.event.places
        place = allowed.index(session.place.id) if session.place.id in allowed else NOWHERE
        return np.asarray((self.start == absolute_minutes(session.start)) & (self.sites.place == place))

    def place_is_taken(self) -> Bools:
        """Whether the place has no room for one session more, or has this very event then, shape (N,)."""
        taken = np.zeros(len(self.start), dtype=bool)
        parallel = [place.parallel for place in self.frame.instance.places]
        own = self.frame.event_number[self.event.id]
        for place in np.unique(self.place):
            here, there = self.place == place, self.table.place == place
            first, last, mine = self.table.start[there], self.table.end[there], self.table.event[there] == own
            begun = ((first <= first[:, None]) & (first[:, None] < last)).sum(axis=1)
            minute = self.start[here][:, None]
            at_start = ((first <= minute) & (minute < last)).sum(axis=1) >= parallel[place]
            inside = (minute <= first) & (first < minute + self.event.minutes) & (begun >= parallel[place])
            taken[here] = at_start | inside.any(axis=1) | ((first == minute) & mine).any(axis=1)
        return taken

    def free(self) -> Bools:
        """Who is there, serves the format, is in no session too near and within contract, shape
        (providers, N).
        """
        sites = self.sites
        free = sites.there[:, sites.at] & sites.serves[:, sites.place]
        return np.asarray(free & ~self._busy() & self._within_contract()[:, sites.at])

    def _busy(self) -> Bools:
        gap = self.frame.instance.travel_minutes
        sites, table = self.sites, self.table
        minute = sites.minute[:, None]
        met = (minute < table.end) & (table.start < minute + self.event.minutes)
        near = (minute < table.end + gap) & (table.start < minute + self.event.minutes + gap)
        busy = np.zeros((table.crew.shape[1], len(sites.at)), dtype=bool)
        for n in np.unique(sites.place):
            here = sites.place == n
            place, in_room = self.place[here][0], self.in_room[here][0]
            travels = (table.place != place) & (table.in_room | in_room)
            hit = np.where(travels, near, met)
            by_start = hit.astype(np.float32) @ table.crew.astype(np.float32) > 0
            busy[:, here] = by_start[sites.at[here]].T
        return busy

    def _within_contract(self) -> Bools:
        """Whether one session more keeps each provider's limits, shape (providers, D)."""
        providers = self.frame.instance.providers
        kept = np.ones((len(providers), len(self.sites.starts)), dtype=bool)
        minutes = self.table.end - self.table.start
        minute = self.sites.minute
        for n, provider in enumerate(providers):
            more = self.event.minutes + provider.extra_minutes
            served = self.table.crew[:, n]
            worked, at = minutes[served] + provider.extra_minutes, self.table.start[served]
            if provider.minutes_per_day is not None:
                kept[n] &= _worked(worked, at // DAY, minute // DAY) + more <= provider.minutes_per_day
            if provider.minutes_per_week is not None:
                kept[n] &= _worked(worked, _week(at), _week(minute)) + more <= provider.minutes_per_week
            if provider.minutes_per_season is not None:
                kept[n] &= worked.sum() + more <= provider.minutes_per_season
        return kept


def _week(minute: Minutes) -> Minutes:
    """Weeks from Monday, since the calendar's first day (number 1, a Monday)."""
    return (minute - DAY) // WEEK


def _worked(worked: Minutes, spans: Minutes, wanted: Minutes) -> npt.NDArray[np.int64]:
    """The minutes worked in each wanted span, shape (D,)."""
    return np.asarray((worked * (spans == wanted[:, None])).sum(axis=1))
