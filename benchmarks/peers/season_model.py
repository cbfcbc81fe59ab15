"""What every linear model of a season shares: sites, crews, whom they serve, money, and reading a plan back.

`held[site]` is 1 where the site is used; each `Duty` is 1 where a provider serves one need (or hosts) there;
`served[site, need]` is 1 where enough of them do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.peers.diary import interprets
from benchmarks.peers.linear import Linear, Term
from benchmarks.peers.sites import Site, Sites
from benchmarks.peers.ways import Need, Needs, supplies, teams_needed
from scheduler.domain.instance import Mode
from scheduler.domain.plan import Session

HOST: Need = ("host", None)


@dataclass(frozen=True, slots=True)
class Duty:
    """A provider who may serve one need at one site, with the variable that says so."""

    site: Site
    provider: str
    need: Need
    variable: int


@dataclass(frozen=True, slots=True)
class Meals:
    """Families (weighted, by availability) who could come by a way, and the size of the smallest."""

    mode: Mode
    families: float
    smallest: float
    is_open: int


class SeasonModel:
    """A linear model of sessions and crews; the rules between sessions and who is included come on top."""

    def __init__(self, sites: Sites, listed: Iterable[Site]) -> None:
        self.sites = sites
        self.instance = sites.season.instance
        self.model = Linear()
        self.held = {site: self.model.binary() for site in listed}
        self.served: dict[tuple[Site, Need], int] = {}
        self.duties: dict[Site, list[Duty]] = {}
        self._all_served: dict[tuple[Site, Needs], int] = {}
        self._cost: list[Term] = []
        for site, held in self.held.items():
            self._cost.append((sites.openings.places[site.place].cost, held))
            self._add_crew(site)

    def open_to(self, site: Site, needs: Needs) -> int:
        """A variable that may be above 0 only where all the needs are served at the site."""
        if not needs:
            return self.held[site]
        if len(needs) == 1:
            return self.served[site, next(iter(needs))]
        if (site, needs) not in self._all_served:
            variable = self._all_served[site, needs] = self.model.fraction()
            for need in needs:
                self.model.at_most([(1, variable), (-1, self.served[site, need])], 0)
        return self._all_served[site, needs]

    def limit_people(self, site: Site, uses: dict[str | Need, list[Term]]) -> None:
        """`room` and `line` hold what the place holds; childcare and buses what those who serve them hold."""
        place = self.sites.openings.places[site.place]
        for thing, terms in uses.items():
            if thing in ("room", "line"):
                most = place.capacity if thing == "room" else place.online_capacity
                if most is not None:
                    self.model.at_most([*terms, (-most, self.held[site])], 0)
            else:
                carers = [duty for duty in self.duties[site] if duty.need == thing]
                holds = [(-self.sites.openings.providers[d.provider].capacity, d.variable) for d in carers]
                self.model.at_most([*terms, *holds], 0)

    def add_meals(self, site: Site, meals: Sequence[Meals]) -> None:
        """Pay for all who could come by the ways that are open, but for no more than the place holds."""
        event, place = self.instance.events[site.event], self.sites.openings.places[site.place]
        for mode in {known.mode for known in meals}:
            mine = [known for known in meals if known.mode == mode]
            holds = place.capacity if mode == "in_person" else place.online_capacity
            full = float("inf") if holds is None else holds / min(known.smallest for known in mine)
            if sum(known.families for known in mine) > full:
                self._cost.append((event.cost_per_family * full, self.held[site]))
            else:
                self._cost += [(event.cost_per_family * known.families, known.is_open) for known in mine]

    def close_budget(self) -> None:
        """Add the budget, when every cost is there."""
        if self.instance.budget is not None:
            total: dict[int, float] = defaultdict(float)
            for cost, variable in self._cost:
                total[variable] += cost
            self.model.at_most([(cost, n) for n, cost in total.items() if cost], self.instance.budget)

    def plan(self, solution: list[float]) -> tuple[Session, ...]:
        """The sessions of a solution."""
        found = []
        for site, held in self.held.items():
            if solution[held] > 0.5:
                crew = [(d.provider, d.need) for d in self.duties[site] if solution[d.variable] > 0.5]
                event = self.instance.events[site.event].id
                languages = interprets(self.sites.openings, crew)
                found.append(
                    Session(event, site.start, site.place, tuple(name for name, _ in crew), languages)
                )
        return tuple(found)

    def _add_crew(self, site: Site) -> None:
        event = self.instance.events[site.event]
        wanted = {need for way in self.sites.ways(site.event, site.place) for need in way.needs}
        duties = self.duties[site] = []
        for provider in self.instance.providers:
            roles = [HOST] if provider.id in event.hosts else []
            roles += [need for need in supplies(provider) if need in wanted]
            if roles and self.sites.openings.serves(provider.id, event, site.start, site.place):
                mine = [Duty(site, provider.id, need, self.model.binary()) for need in roles]
                self.model.at_most([*((1, d.variable) for d in mine), (-1, self.held[site])], 0)
                self._cost += [(provider.cost, d.variable) for d in mine]
                duties += mine
        hosts = [(1, d.variable) for d in duties if d.need == HOST]
        if event.hosts_needed:
            self.model.at_least([*hosts, (-event.hosts_needed, self.held[site])], 0)
        for need in sorted(wanted, key=repr):
            served = self.served[site, need] = self.model.binary()
            players = [(-1, d.variable) for d in duties if d.need == need]
            self.model.at_most([(teams_needed(self.instance, event, need), served), *players], 0)
