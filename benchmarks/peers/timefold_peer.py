"""Timefold: local search over a time, a place and a crew for every session.

An option is a site with a crew, both from the short list; crews are picked beforehand, from hosts alone up to
everybody useful, and what each adds to every group is computed exactly. Two sessions of an event count as if
nobody came to both. The rules are hard constraints; the groups' squared shortfalls are the medium score (as
Timefold's documentation has it for fairness), everyone's sum is the soft one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    SolverConfigOverride,
    TerminationConfig,
)

from benchmarks.peers.deadline import Deadline, NoPlan
from benchmarks.peers.diary import interprets
from benchmarks.peers.sites import Site, Sites
from benchmarks.peers.timefold_model import Budget, Group, Offering, Option, Timetable, Worker, rules
from benchmarks.peers.ways import Need, supplies, teams_needed
from scheduler.domain.family_sets import clashing_events
from scheduler.domain.instance import Instance, Provider
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.offers import offer_of_session
from scheduler.evaluation.openings import IN_ROOM, Openings

MOST_SITES = 60
CREWS_A_SITE = 4
PARTS = 10_000
NO_LIMIT = 10**9


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    """The best timetable that Timefold finds; several threads are not in its free edition."""
    del threads
    sites = Sites(Season(instance), Openings(instance))
    writer = _Writer(sites)
    problem = writer.timetable()
    if deadline.seconds_left < 1:
        raise NoPlan("building the options took all the time")
    config = SolverConfig(
        solution_class=Timetable,
        entity_class_list=[Offering],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
    )
    factory = SolverFactory.create(config)  # compiles the rules, which takes seconds
    left = Duration(seconds=max(1, int(deadline.seconds_left)))
    limit = SolverConfigOverride(termination_config=TerminationConfig(spent_limit=left))
    solved = factory.build_solver(limit).solve(problem)
    return tuple(writer.sessions[o.option.number] for o in solved.offerings if o.option is not None)


class _Writer:
    """Turns an instance into Timefold's facts and entities."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites
        self._season = sites.season
        self._instance = sites.season.instance
        self.sessions: list[Session] = []

    def timetable(self) -> Timetable:
        events = self._instance.events
        options = [list(self._options(number)) for number in range(len(events))]
        number_of = {event.id: number for number, event in enumerate(events)}
        clashing: list[list[int]] = [[] for _ in events]
        for pair in clashing_events(self._instance):
            one, other = (number_of[name] for name in pair)
            clashing[one].append(other)
            clashing[other].append(one)
        places = [(number, nth) for number, event in enumerate(events) for nth in range(event.max_sessions)]
        offerings = [
            Offering(id, number, nth < events[number].min_sessions, clashing[number], options[number])
            for id, (number, nth) in enumerate(places)
        ]
        budget = NO_LIMIT if self._instance.budget is None else int(self._instance.budget)
        return Timetable(self._groups(), self._workers(), [Budget(0, budget)], offerings)

    def _groups(self) -> list[Group]:
        totals = self._season.past[:, 1] + self._season.invited
        shown = [*(n for n in self._season.taking_part if totals[n] > 0), self._season.everyone]
        return [
            Group(n, n == self._season.everyone, round(PARTS * float(self._season.past[n, 0] / totals[n])))
            for n in shown
        ]

    def _workers(self) -> list[Worker]:
        return [
            Worker(
                number,
                provider.extra_minutes,
                NO_LIMIT if provider.minutes_per_day is None else provider.minutes_per_day,
                NO_LIMIT if provider.minutes_per_week is None else provider.minutes_per_week,
                NO_LIMIT if provider.minutes_per_season is None else provider.minutes_per_season,
            )
            for number, provider in enumerate(self._instance.providers)
        ]

    def _options(self, event: int) -> Iterator[Option]:
        known, season = self._instance.events[event], self._season
        staffed = [
            (site, session)
            for nth, site in enumerate(self._sites.best(event, MOST_SITES))
            for session in self._staffed(site, nth)
        ]
        offers = [[offer_of_session(self._instance, known, session)] for _, session in staffed]
        values = season.values(event, offers)
        totals = season.past[:, 1] + season.invited
        parts = PARTS * values[:, :-2] / [total if total > 0 else 1.0 for total in totals]
        for (site, session), gains, meals in zip(staffed, parts, values[:, -1], strict=True):
            cost = season.session_cost(session) + float(meals)
            yield self._option(site, session, [round(gain) for gain in gains.tolist()], cost)

    def _option(self, site: Site, session: Session, gains: list[int], cost: float) -> Option:
        providers = [provider.id for provider in self._instance.providers]
        places = list(self._sites.openings.places)
        place = self._sites.openings.places[site.place]
        first = self._instance.horizon.start
        day = (site.start.date() - first).days
        start = day * 1440 + site.start.hour * 60 + site.start.minute
        self.sessions.append(session)
        return Option(
            number=len(self.sessions) - 1,
            event=site.event,
            start=start,
            end=start + self._instance.events[site.event].minutes,
            day=day,
            place=places.index(site.place),
            parallel=place.parallel,
            travel=self._instance.travel_minutes if place.format in IN_ROOM else 0,
            crew=[providers.index(name) for name in session.providers],
            gains=gains,
            cost=round(cost + 0.5),
        )

    def _staffed(self, site: Site, nth: int) -> Iterator[Session]:
        """The site with crews of several sizes: the needs of most families first."""
        event = self._instance.events[site.event]
        able = [p for p in self._instance.providers if self._serves(p, site)]
        listed = [p.id for p in able if p.id in event.hosts]
        hosts = [(listed[(nth + k) % len(listed)], ("host", None)) for k in range(event.hosts_needed)]
        crew: list[tuple[str, Need]] = list(hosts)
        needs = self._useful_needs(site)
        sizes = {len(needs) * part // (CREWS_A_SITE - 1) for part in range(CREWS_A_SITE)}
        for count in range(len(needs) + 1):
            if count in sizes:
                names = tuple(name for name, _ in crew)
                languages = interprets(self._sites.openings, crew)
                yield Session(event.id, site.start, site.place, names, languages)
            if count < len(needs):
                crew += self._players(needs[count], able, [name for name, _ in crew], site, nth)

    def _players(
        self, need: Need, able: Sequence[Provider], busy: Sequence[str], site: Site, nth: int
    ) -> list[tuple[str, Need]]:
        """Providers for a need; others at other sites, so that sessions do not all want the same ones."""
        team = teams_needed(self._instance, self._instance.events[site.event], need)
        free = [p.id for p in able if need in supplies(p) and p.id not in busy]
        if len(free) < team:
            return []
        return [(free[(nth + k) % len(free)], need) for k in range(team)]

    def _useful_needs(self, site: Site) -> list[Need]:
        weight = self._sites.families.of_event(site.event).everyone
        helped: dict[Need, float] = {}
        for way in self._sites.ways(site.event, site.place):
            families = float(self._sites.worth_of_way(site, way) @ weight)
            for need in way.needs:
                helped[need] = helped.get(need, 0.0) + families
        return sorted((n for n, families in helped.items() if families), key=lambda n: (-helped[n], repr(n)))

    def _serves(self, provider: Provider, site: Site) -> bool:
        event = self._instance.events[site.event]
        return self._sites.openings.serves(provider.id, event, site.start, site.place)
