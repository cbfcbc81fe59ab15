"""The textbook model: a variable for every family, event, site and way to take part.

`takes[family, site, way] <= ` what the way needs; a family takes part once in an event; rooms, lines,
childcare and buses hold what they hold. The model may choose who comes where it is full; in truth all who
use a thing share it alike, and that is what the referee counts. Families alike in all are one variable.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest

import numpy as np

from benchmarks.peers import two_stages
from benchmarks.peers.deadline import Deadline, NoPlan
from benchmarks.peers.families import Floats, Invited
from benchmarks.peers.linear import Solver, Term
from benchmarks.peers.season_model import Meals, SeasonModel
from benchmarks.peers.season_rules import add_rules
from benchmarks.peers.sites import Site, Sites
from benchmarks.peers.ways import CHILDCARE, Need, Way
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.openings import Openings

MOST_TAKES = 10_000
LEAST_SITES, MOST_SITES = 12, 40
"""An event's sites are cut to a short list of so many, so short that `MOST_TAKES` holds in all if it can."""


def run(instance: Instance, deadline: Deadline, threads: int, solver: Solver) -> tuple[Session, ...]:
    """The plan of the textbook model, solved by `solver`."""
    sites = Sites(Season(instance), Openings(instance))
    model = Textbook(sites, short_list(sites, MOST_TAKES))
    if deadline.seconds_left <= 0:
        raise NoPlan("building the model took all the time")
    included = [model.included[number] for number in range(len(sites.season.set_names))]
    solution = two_stages.solve(sites.season, model.season.model, included, solver, deadline, threads)
    return model.season.plan(solution)


def short_list(sites: Sites, most_takes: int) -> list[Site]:
    """Sites of every event: the most promising, as many as leave about `most_takes` variables.

    Events with few families come first, and leave what they do not use to the large ones.
    """
    chosen: list[Site] = []
    events = range(len(sites.season.instance.events))
    order = sorted(events, key=lambda n: len(sites.families.of_event(n).likeness))
    left = float(most_takes)
    for done, number in enumerate(order):
        share = left / (len(order) - done)
        for count, site in enumerate(_spread_over_days(sites, number), start=1):
            ways = sites.ways(number, site.place)
            takes = sum(np.count_nonzero(sites.worth_of_way(site, way)) for way in ways)
            share, left = share - takes, left - takes
            chosen.append(site)
            if share < 0 and count >= LEAST_SITES:
                break
    return chosen


def _spread_over_days(sites: Sites, number: int) -> list[Site]:
    """The most promising sites, each half of the ranking in turn, so that even a few lie on many days."""
    ranked = sites.best(number, MOST_SITES)
    half = (len(ranked) + 1) // 2
    pairs = zip_longest(ranked[:half], ranked[half:])
    return [site for pair in pairs for site in pair if site is not None]


class Textbook:
    """The model, with the terms of every set's sum of inclusion in `included`."""

    def __init__(self, sites: Sites, listed: list[Site]) -> None:
        self.season = SeasonModel(sites, listed)
        self.included: dict[int, list[Term]] = defaultdict(list)
        self._sites = sites
        add_rules(self.season)
        self._takes: dict[tuple[int, int], list[Term]] = defaultdict(list)
        for site in listed:
            self._add_families(site)
        for terms in self._takes.values():
            self.season.model.at_most(terms, 1)
        self.season.close_budget()

    def _add_families(self, site: Site) -> None:
        uses: dict[str | Need, list[Term]] = defaultdict(list)
        meals: list[Meals] = []
        for way in self._sites.ways(site.event, site.place):
            self._add_way(site, way, uses, meals)
        self.season.limit_people(site, uses)
        self.season.add_meals(site, meals)

    def _add_way(self, site: Site, way: Way, uses: dict[str | Need, list[Term]], meals: list[Meals]) -> None:
        worth = self._sites.worth_of_way(site, way)
        able = np.flatnonzero(worth)
        if not len(able):
            return
        invited, event = self._sites.families.of_event(site.event), self.season.instance.events[site.event]
        children = children_of(invited, way)
        is_open = self.season.open_to(site, way.needs)
        coming = invited.everyone * event.turnout
        for kind in able.tolist():
            takes = self.season.model.fraction()
            self.season.model.at_most([(1, takes), (-1, is_open)], 0)
            self._takes[site.event, kind].append((1, takes))
            for number in np.flatnonzero(invited.weight[kind]).tolist():
                weight = invited.weight[kind, number]
                self.included[number].append((float(event.weight * worth[kind] * weight), takes))
            for thing, amount in things(way, float(invited.size[kind]), float(children[kind])):
                uses[thing].append((float(coming[kind]) * amount, takes))
        meals.append(Meals(way.mode, float(coming @ worth), float(invited.size[able].min()), is_open))


def things(way: Way, size: float, children: float) -> list[tuple[str | Need, float]]:
    """What a family uses up by this way, and how much of it."""
    if way.mode != "in_person":
        return [("line", size)]
    buses: list[tuple[str | Need, float]] = [(need, size) for need in way.needs if need[0] == "bus"]
    cared: list[tuple[str | Need, float]] = [(CHILDCARE, children)] if CHILDCARE in way.needs else []
    return [("room", size), *buses, *cared]


def children_of(invited: Invited, way: Way) -> Floats:
    """Children of each kind's adult who uses the way, shape (K,)."""
    children = np.zeros(len(invited.children))
    children[way.adults] = invited.children[way.adults]
    return invited.best(children)
