"""Books sessions one by one and keeps the hard rules, for peers that build a plan step by step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from benchmarks.peers.sites import Site
from benchmarks.peers.ways import Need, supplies, teams_needed
from scheduler.domain.family_sets import clashing_events
from scheduler.domain.instance import Event, Provider
from scheduler.domain.plan import Session
from scheduler.domain.timegrid import monday_of
from scheduler.evaluation.openings import IN_ROOM, Openings


class Diary:
    """The sessions booked so far. Ask first (`is_free`, `hosts`, `players`), then `book`."""

    def __init__(self, openings: Openings) -> None:
        self.openings = openings
        self.instance = openings.instance
        self.sessions: list[Session] = []
        self._events = {event.id: event for event in self.instance.events}
        self._clashing = clashing_events(self.instance)
        self._travel = timedelta(minutes=self.instance.travel_minutes)

    def book(self, session: Session) -> None:
        self.sessions.append(session)

    def is_free(self, site: Site) -> bool:
        """Whether place and families are free: `parallel`, no clash, not the same session twice."""
        event = self.instance.events[site.event]
        meeting = [s for s in self.sessions if s.start < site.end and site.start < self._end(s)]
        if any(frozenset({event.id, s.event}) in self._clashing for s in meeting):
            return False
        here = [s for s in meeting if s.place == site.place]
        again = any(s.event == event.id and s.start == site.start for s in here)
        return not again and len(here) < self.openings.places[site.place].parallel

    def hosts(self, site: Site) -> tuple[str, ...] | None:
        """The cheapest hosts that the session needs; None where too few are free."""
        event = self.instance.events[site.event]
        listed = (self.openings.providers[name] for name in event.hosts)
        free = [p.id for p in sorted(listed, key=_cheapest) if self.can_work(p, site)]
        return tuple(free[: event.hosts_needed]) if len(free) >= event.hosts_needed else None

    def players(self, need: Need, site: Site, busy: Iterable[str] = ()) -> tuple[str, ...] | None:
        """The cheapest free providers who serve the need, without those `busy` in this session already."""
        wanted = teams_needed(self.instance, self.instance.events[site.event], need)
        taken = set(busy)
        able = (p for p in self.instance.providers if need in supplies(p) and p.id not in taken)
        free = [p.id for p in sorted(able, key=_cheapest) if self.can_work(p, site)]
        return tuple(free[:wanted]) if len(free) >= wanted else None

    def can_work(self, provider: Provider, site: Site) -> bool:
        event = self.instance.events[site.event]
        if not self.openings.serves(provider.id, event, site.start, site.place):
            return False
        mine = [s for s in self.sessions if provider.id in s.providers]
        return not any(self._meets(s, site) for s in mine) and self._within_contract(provider, mine, site)

    def _meets(self, session: Session, site: Site) -> bool:
        """Whether one provider cannot be at both."""
        places = self.openings.places
        formats = (places[session.place].format, places[site.place].format)
        apart = session.place != site.place and not IN_ROOM.isdisjoint(formats)
        gap = self._travel if apart else timedelta(0)
        return session.start < site.end + gap and site.start < self._end(session) + gap

    def _within_contract(self, provider: Provider, mine: list[Session], site: Site) -> bool:
        day, event = site.start.date(), self.instance.events[site.event]
        spans = (
            (provider.minutes_per_day, [s for s in mine if s.start.date() == day]),
            (provider.minutes_per_week, [s for s in mine if monday_of(s.start.date()) == monday_of(day)]),
            (provider.minutes_per_season, mine),
        )
        return all(
            most is None
            or sum(_works(provider, e) for e in [event, *(self._events[s.event] for s in span)]) <= most
            for most, span in spans
        )

    def _end(self, session: Session) -> datetime:
        return session.start + timedelta(minutes=self._events[session.event].minutes)


def interprets(openings: Openings, crew: Iterable[tuple[str, Need]]) -> dict[str, str]:
    """Which language each interpreter of the crew serves."""
    return {
        name: str(need[1])
        for name, need in crew
        if need[0] == "interpreter" and openings.providers[name].kind == "interpreter"
    }


def _cheapest(provider: Provider) -> tuple[float, int, str]:
    return provider.cost, len(provider.languages), provider.id


def _works(provider: Provider, event: Event) -> int:
    return event.minutes + provider.extra_minutes
