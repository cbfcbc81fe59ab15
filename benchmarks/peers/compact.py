"""The compact model: families whom a site includes by the same way become one variable, of any number.

At every site a family counts with its best way, of equals the one with the fewest needs. What a way adds to
every set is known beforehand, so the model grows with sites, not with families. Of an event's two sessions it
cannot tell who comes to both; no set is counted more than once as a whole.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from benchmarks.peers import cpsat, two_stages
from benchmarks.peers.deadline import Deadline, NoPlan
from benchmarks.peers.families import Floats
from benchmarks.peers.linear import Term
from benchmarks.peers.season_model import Meals, SeasonModel
from benchmarks.peers.season_rules import add_rules
from benchmarks.peers.sites import Site, Sites
from benchmarks.peers.textbook import children_of, things
from benchmarks.peers.ways import Need, Way
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.openings import Openings

MOST_SITES = 60
MOST_SITES_IN_ALL = 600
"""So many sites of an event, and of all events together, the most promising."""


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    """The plan of the compact model, solved by CP-SAT."""
    sites = Sites(Season(instance), Openings(instance))
    share = min(MOST_SITES, MOST_SITES_IN_ALL // max(1, len(instance.events)))
    listed = [site for number in range(len(instance.events)) for site in sites.best(number, share)]
    model = Compact(sites, listed)
    if deadline.seconds_left <= 0:
        raise NoPlan("building the model took all the time")
    included = [model.included[number] for number in range(len(sites.season.set_names))]
    solution = two_stages.solve(sites.season, model.season.model, included, cpsat.solve, deadline, threads)
    return model.season.plan(solution)


class Compact:
    """The model, with the terms of every set's sum of inclusion in `included`."""

    def __init__(self, sites: Sites, listed: list[Site]) -> None:
        self.season = SeasonModel(sites, listed)
        self.included: dict[int, list[Term]] = defaultdict(list)
        self._sites = sites
        self._in_event: dict[tuple[int, int], list[Term]] = defaultdict(list)
        add_rules(self.season)
        for site in listed:
            self._add_site(site)
        self._count_nobody_twice()
        self.season.close_budget()

    def _add_site(self, site: Site) -> None:
        ways = self._sites.ways(site.event, site.place)
        if not ways:
            return
        worth = np.array([self._sites.worth_of_way(site, way) for way in ways])
        first = worth.argmax(axis=0)
        uses: dict[str | Need, list[Term]] = defaultdict(list)
        meals: list[Meals] = []
        for number, way in enumerate(ways):
            mine = np.where(first == number, worth[number], 0.0)
            if mine.any():
                self._add_way(site, way, mine, uses, meals)
        self.season.limit_people(site, uses)
        self.season.add_meals(site, meals)

    def _add_way(
        self, site: Site, way: Way, worth: Floats, uses: dict[str | Need, list[Term]], meals: list[Meals]
    ) -> None:
        invited, event = self._sites.families.of_event(site.event), self.season.instance.events[site.event]
        takes, is_open = self.season.model.fraction(), self.season.open_to(site, way.needs)
        self.season.model.at_most([(1, takes), (-1, is_open)], 0)
        sums = event.weight * (worth @ invited.weight)
        for number in np.flatnonzero(sums).tolist():
            self.included[number].append((float(sums[number]), takes))
            self._in_event[site.event, number].append((float(sums[number]), takes))
        coming = (worth > 0) * invited.everyone * event.turnout
        smallest = float(invited.size[worth > 0].min())
        meals.append(Meals(way.mode, float(coming @ worth), smallest, is_open))
        people, cared = float(coming @ invited.size), float(coming @ children_of(invited, way))
        for thing, amount in things(way, people, cared):
            uses[thing].append((amount, takes))

    def _count_nobody_twice(self) -> None:
        for (event, number), terms in self._in_event.items():
            known = self.season.instance.events[event]
            if known.max_sessions > 1:
                weight = self._sites.families.of_event(event).weight[:, number]
                most = known.weight * float(weight.sum())
                self.season.model.at_most(terms, most)
