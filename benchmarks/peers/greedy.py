"""Greedy: event by event, the time, place and crew that help the least-included group most, then everyone.

What a crew is worth is computed exactly, crowding counted. Hard events (few sites) come first; money is
rationed, so that the last event has its share. When every event has its least number of sessions, further
ones are added while they help.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.peers.deadline import Deadline
from benchmarks.peers.diary import Diary, interprets
from benchmarks.peers.families import Floats
from benchmarks.peers.sites import Site, Sites
from benchmarks.peers.ways import Need
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.offers import Offer, offer_of_session
from scheduler.evaluation.openings import Openings

SITES_AN_EVENT = 120
STAFFED_SITES = 8
"""So many sites, the best without supports and the most promising, are tried with every support."""

Key = tuple[tuple[int, ...], float, float]


@dataclass(frozen=True, slots=True)
class _Option:
    """A session that could be booked and what the season is then worth."""

    key: Key
    session: Session
    values: Floats
    cost: float


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    """The greedy plan; one thread whatever `threads` says."""
    del threads
    return _Greedy(instance, deadline).plan()


class _Greedy:
    def __init__(self, instance: Instance, deadline: Deadline) -> None:
        self._instance = instance
        self._deadline = deadline
        self._season = Season(instance)
        self._sites = Sites(self._season, Openings(instance))
        self._diary = Diary(self._sites.openings)
        self._values: list[Floats] = []
        self._spent = 0.0
        self._offers: list[list[Offer]] = [[] for _ in instance.events]

    def plan(self) -> tuple[Session, ...]:
        events = self._instance.events
        self._values = [np.zeros(len(self._season.set_names) + 2) for _ in events]
        candidates = [self._sites.best(n, SITES_AN_EVENT) for n in range(len(events))]
        order = sorted(range(len(events)), key=lambda n: len(candidates[n]))
        rounds = [n for n in order for _ in range(events[n].min_sessions)]
        for done, number in enumerate(rounds):
            turn = Deadline(self._deadline.seconds_left / (len(rounds) - done))
            if (option := self._best(number, candidates[number], (done + 1) / len(rounds), turn)) is not None:
                self._take(number, option)
        for number in order:
            for _ in range(events[number].max_sessions - events[number].min_sessions):
                option = self._best(number, candidates[number], 1.0, self._deadline)
                if option is None or option.key <= self._key(number, self._values[number], self._spent):
                    break
                self._take(number, option)
        return tuple(self._diary.sessions)

    def _best(
        self, number: int, candidates: list[Site], share_of_budget: float, turn: Deadline
    ) -> _Option | None:
        budget = float("inf") if self._instance.budget is None else self._instance.budget
        limit = budget * share_of_budget
        plain: list[tuple[Site, _Option]] = []
        for site in candidates:
            if plain and turn.seconds_left <= 0:
                break
            plain += self._without_supports(number, site)
        if not plain:
            return None
        plain.sort(key=lambda pair: pair[1].key, reverse=True)
        promising = (
            plain[: STAFFED_SITES // 2] + plain[STAFFED_SITES // 2 :: max(1, len(plain) // STAFFED_SITES)]
        )
        options = [option for _, option in plain if option.cost <= limit] or [plain[0][1]]
        for site, option in promising:
            if turn.seconds_left <= 0:
                break
            options.append(self._with_supports(number, site, option, limit, turn))
        affordable = [option for option in options if option.cost <= budget]
        return max(affordable or options, key=lambda option: option.key)

    def _without_supports(self, number: int, site: Site) -> list[tuple[Site, _Option]]:
        if not self._diary.is_free(site) or (hosts := self._diary.hosts(site)) is None:
            return []
        event = self._instance.events[number]
        return [(site, self._option(number, Session(event.id, site.start, site.place, hosts)))]

    def _with_supports(
        self, number: int, site: Site, option: _Option, limit: float, turn: Deadline
    ) -> _Option:
        """Add the support that helps most, one after the other, while one helps and can be paid."""
        wanted = {need for way in self._sites.ways(number, site.place) for need in way.needs}
        best = option
        while turn.seconds_left > 0:
            tries = [
                self._option(number, _joined(self._sites.openings, best.session, need, crew))
                for need in sorted(wanted, key=repr)
                if (crew := self._diary.players(need, site, best.session.providers)) is not None
            ]
            better = [other for other in tries if other.cost <= limit and other.key > best.key]
            if not better:
                return best
            best = max(better, key=lambda other: other.key)
        return best

    def _option(self, number: int, session: Session) -> _Option:
        event = self._instance.events[number]
        offers = [*self._offers[number], offer_of_session(self._instance, event, session)]
        values = self._season.values(number, [offers])[0]
        meals = float(values[-1] - self._values[number][-1])
        cost = self._spent + meals + self._season.session_cost(session)
        return _Option(self._key(number, values, cost), session, values, cost)

    def _key(self, number: int, values: Floats, cost: float) -> Key:
        sums = sum((v for n, v in enumerate(self._values) if n != number), values)
        return self._season.steps(sums[:-2]), round(float(sums[self._season.everyone]), 6), -cost

    def _take(self, number: int, option: _Option) -> None:
        event = self._instance.events[number]
        self._diary.book(option.session)
        self._offers[number].append(offer_of_session(self._instance, event, option.session))
        self._values[number], self._spent = option.values, option.cost


def _joined(openings: Openings, session: Session, need: Need, crew: tuple[str, ...]) -> Session:
    languages = interprets(openings, [(name, need) for name in crew])
    return Session(
        session.event,
        session.start,
        session.place,
        (*session.providers, *crew),
        {**session.interprets, **languages},
    )
