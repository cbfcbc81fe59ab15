"""The headcount poll: each event takes the time that most families are free; with supports or without.

A poll knows no rules between events and no budget. Where its time breaks one, the event takes the next best
time that keeps them.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from benchmarks.peers.deadline import Deadline
from benchmarks.peers.diary import Diary, interprets
from benchmarks.peers.sites import Site, Sites
from benchmarks.peers.ways import Need
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season, headcount
from scheduler.evaluation.openings import Openings


def without_supports(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    """The poll alone; it is quick, so it asks neither `deadline` nor `threads`."""
    del deadline, threads
    return tuple(_Poll(instance).diary.sessions)


def with_supports(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    """The same times; then the cheapest free supports that anyone invited needs, as far as the money goes."""
    del threads
    poll = _Poll(instance)
    poll.add_supports(deadline)
    return tuple(poll.diary.sessions)


class _Poll:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._season = Season(instance)
        self._sites = Sites(self._season, Openings(instance))
        self.diary = Diary(self._sites.openings)
        self._numbers = {event.id: n for n, event in enumerate(instance.events)}
        self._budget = float("inf") if instance.budget is None else instance.budget
        self._spent = 0.0
        for session in headcount(self._season):
            self._book(session)

    def _book(self, session: Session) -> None:
        number = self._numbers[session.event]
        event = self._instance.events[number]
        polled = Site(number, session.start, session.start + timedelta(minutes=event.minutes), session.place)
        for site in (polled, *self._by_free_families(number)):
            if not self.diary.is_free(site) or (hosts := self.diary.hosts(site)) is None:
                continue
            held = Session(event.id, site.start, site.place, hosts)
            cost = self._season.rates([held]).cost
            if self._spent + cost <= self._budget:
                self._spent += cost
                self.diary.book(held)
                return

    def _by_free_families(self, number: int) -> list[Site]:
        families, invited = self._sites.families, self._sites.families.of_event(number)
        sites = self._sites.of_event(number)
        free = {
            start: float((invited.best(families.worth(number, start)) > 0) @ invited.everyone)
            for start in sorted({site.start for site in sites})
        }
        return sorted(sites, key=lambda site: (-np.round(free[site.start], 9), site))

    def add_supports(self, deadline: Deadline) -> None:
        cost = self._season.rates(self.diary.sessions).cost
        for place in range(len(self.diary.sessions)):
            site = self._site(self.diary.sessions[place])
            for need in self._supports(site):
                if deadline.seconds_left <= 0:
                    return
                if (crew := self.diary.players(need, site)) is None:
                    continue
                before = self.diary.sessions[place]
                self.diary.sessions[place] = self._joined(before, need, crew)
                dearer = self._dearer(before, self.diary.sessions[place])
                if cost + dearer > self._budget:
                    self.diary.sessions[place] = before
                else:
                    cost += dearer

    def _supports(self, site: Site) -> list[Need]:
        """Needs of the event's families that somebody free could serve, the cheapest first."""
        needs = {need for way in self._sites.ways(site.event, site.place) for need in way.needs}
        found = [(need, crew) for need in needs if (crew := self.diary.players(need, site)) is not None]
        price = {p.id: p.cost for p in self._instance.providers}
        found.sort(key=lambda pair: (sum(price[name] for name in pair[1]), repr(pair)))
        return [need for need, _ in found]

    def _joined(self, session: Session, need: Need, crew: tuple[str, ...]) -> Session:
        languages = {
            **session.interprets,
            **interprets(self._sites.openings, [(name, need) for name in crew]),
        }
        return Session(session.event, session.start, session.place, (*session.providers, *crew), languages)

    def _dearer(self, before: Session, after: Session) -> float:
        """What the plan costs more with the crew of `after`, meals counted."""
        others = [s for s in self.diary.sessions if s.event == before.event and s != after]
        meals = [self._season.rates([*others, session]).cost for session in (before, after)]
        return meals[1] - meals[0]

    def _site(self, session: Session) -> Site:
        number = self._numbers[session.event]
        length = timedelta(minutes=self._instance.events[number].minutes)
        return Site(number, session.start, session.start + length, session.place)
