"""An upper bound on what any session of an event is worth, for all its sites at once.

The relaxation drops crowding and lets each support be bought alone. Without crowding a family's
inclusion is the best worth among its ways. A way that needs several supports is charged to one of
them (an interpreter's language, else childcare, else the bus, else another kind), the rest come
free. So for any crew

    inclusion <= free + sum over supports bought of max(0, charged - free)

where `free` is the best way that needs no support and `charged` the best way charged to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Literal

import numpy as np
import numpy.typing as npt

from scheduler.evaluation.offers import Offer
from scheduler.evaluation.profiles import Bools, Floats
from scheduler.solver.crew import Role
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem

Indices = npt.NDArray[np.intp]

SHARED_KINDS = frozenset({"host", "interpreter", "childcare", "transport"})
"""Kinds that come with other roles too; where a family asks for one as such, it counts as there."""

Support = tuple[Literal["interpreter", "childcare", "transport", "kind"], str | None]
"""What a way can be charged to: a language, childcare, the bus of a zone, or another kind."""


@dataclass(frozen=True)
class Screened:
    """By site of the event: an upper bound on a session's worth, and the supports that pay for themselves."""

    upper: Floats
    pays: dict[Support, Bools]


@dataclass(frozen=True)
class Charged:
    """What a support adds at the sites of a place, for the adults charged to it.

    `gain` (sites, adults) is their worth above what their family has for free; `profiles` (adults,)
    are their families' profiles.
    """

    adults: Indices
    profiles: Indices
    gain: Floats
    least_cost: float


@dataclass(frozen=True)
class PlacePart:
    """The sites of one place: `free` (sites, P) is the best worth without supports."""

    place: str
    sites: Indices
    free: Floats
    charged: dict[Support, Charged]
    base_cost: float


class EventScreen:
    """Screens the sites of one event for any prices."""

    def __init__(self, problem: Problem, number: int) -> None:
        self._problem = problem
        self._choices = problem.choices[number]
        self._attendance = problem.season.attendance[number]
        self._event = problem.events[number]
        sites = self._choices.sites
        starts = sorted({start for start, _ in sites})
        row = {start: n for n, start in enumerate(starts)}
        self._start = np.array([row[start] for start, _ in sites], dtype=np.intp)
        first_place = sites[0][1] if sites else ""
        self._worth: Floats = (
            self._attendance.worth([Offer(start, first_place, frozenset()) for start in starts])
            if starts and len(self._attendance.invited)
            else np.zeros((len(starts), len(self._attendance.profile_of_adult)))
        )
        by_place: dict[str, list[int]] = defaultdict(list)
        for n, (_, place) in enumerate(sites):
            by_place[place].append(n)
        self._sites_at = {place: np.array(numbers, dtype=np.intp) for place, numbers in by_place.items()}
        self.open = self._supports_by_site()
        """Where each support can be had at all, by site."""
        self._charged = {place: self._charge(place) for place in by_place}
        self._base_cost = {place: self._cost_of_site(place) for place in by_place}
        self._support_cost = {support: self._cost_of_support(support) for support in self.open}

    def screen(self, prices: Prices, covered: Floats | None = None) -> Screened:
        """`covered` (P,) is the inclusion that other sessions of the event already give."""
        worth = np.maximum(prices.of_profiles(self._problem, self._choices.number), 0.0)
        if covered is not None:
            worth = worth * (1 - covered)
        upper = np.zeros(len(self._choices.sites))
        pays = {support: np.zeros(len(upper), dtype=bool) for support in self.open}
        for part in self.parts():
            upper[part.sites] = part.free @ worth - prices.money * part.base_cost
            for support, charged in part.charged.items():
                net = charged.gain @ worth[charged.profiles] - prices.money * charged.least_cost
                upper[part.sites] += np.maximum(net, 0.0)
                pays[support][part.sites] = net > 0
        return Screened(upper, pays)

    def parts(self, wanted: Bools | None = None) -> Iterator[PlacePart]:
        """The relaxation's numbers, place by place, for the wanted sites (sites,) or all."""
        for place, all_sites in self._sites_at.items():
            sites = all_sites if wanted is None else all_sites[wanted[all_sites]]
            if not len(sites):
                continue
            free_adults, charged_adults = self._charged[place]
            available = self._worth[self._start[sites]]
            free = self._attendance.best_of_profile(available * free_adults)
            charged = {}
            for support, (adults, profiles) in charged_adults.items():
                gain = np.maximum(available[:, adults] - free[:, profiles], 0.0)
                gain *= self.open[support][sites, None]
                charged[support] = Charged(adults, profiles, gain, self._support_cost[support])
            yield PlacePart(place, sites, free, charged, self._base_cost[place])

    def can_call(self, place: str) -> Bools:
        """Which invited profiles have an adult who could take part by call at the place, shape (P,)."""
        by_call = self._attendance.able([self._everything(place)])[1]
        return np.asarray(self._attendance.best_of_profile(by_call[0].astype(float)) > 0)

    def _supports_by_site(self) -> dict[Support, Bools]:
        """Where each support can be had at all."""
        found: dict[Support, Bools] = {}
        for role, players in zip(self._choices.roles, self._choices.players, strict=True):
            support = support_of(role)
            found[support] = found.get(support, np.zeros(len(players), dtype=bool)) | (players > 0)
        return found

    def _cost_of_site(self, place: str) -> float:
        """The least that a session at this place costs without supports."""
        hosts = sorted(self._problem.openings.providers[host].cost for host in set(self._event.hosts))
        missing = 0 if self._choices.fixed else self._event.hosts_needed
        return self._problem.openings.places[place].cost + sum(hosts[:missing])

    def _cost_of_support(self, support: Support) -> float:
        """The least that the support costs; nothing where a fixed session may have it already."""
        if self._choices.fixed:
            return 0.0
        costs = sorted(
            provider.cost
            for provider in self._problem.openings.providers.values()
            if any(
                support_of(role) == support and role.played_by(provider, self._event)
                for role in self._choices.roles
            )
        )
        team = self._choices.offers.needed(str(support[1])) if support[0] == "interpreter" else 1
        return float(sum(costs[:team]))

    def _charge(self, place_id: str) -> tuple[Floats, dict[Support, tuple[Indices, Indices]]]:
        """Which adults need no support here (A,); by support, those charged to it and their profiles."""
        in_person, by_call, by_bus = (
            flags[0] for flags in self._attendance.able([self._everything(place_id)])
        )
        free = np.zeros(len(in_person))
        charged: dict[Support, list[int]] = defaultdict(list)
        for n in np.flatnonzero(in_person | by_call):
            supports = self._needs(int(n), bool(by_call[n]), bool(by_bus[n]))
            if not supports:
                free[n] = 1
            for support in supports:
                charged[support].append(int(n))
        profile_of = self._attendance.profile_of_adult
        return free, {
            support: (np.array(adults, dtype=np.intp), profile_of[adults].astype(np.intp))
            for support, adults in charged.items()
            if support in self.open
        }

    def _needs(self, n: int, by_call: bool, by_bus: bool) -> list[Support]:
        """The supports of which adult `n` needs at least one; none where a way without them may exist."""
        profiles, adult = self._problem.season.profiles, self._attendance.adults[n]
        wanted = frozenset(map(str, compress(profiles.languages, profiles.interpreter[adult])))
        if wanted and wanted.isdisjoint(self._event.languages):
            return [("interpreter", language) for language in sorted(wanted)]
        kinds = sorted(set(map(str, compress(profiles.kinds, profiles.supports[adult]))) - SHARED_KINDS)
        if kinds:
            return [("kind", kinds[0])]
        if by_call:
            return []
        if profiles.children[adult] > 0:
            return [("childcare", None)]
        return [("transport", self._attendance.zones[n])] if by_bus else []

    def _everything(self, place_id: str) -> Offer:
        """A session that has every support that any crew could bring."""
        roles = self._choices.roles
        return Offer(
            self._choices.sites[0][0],
            place_id,
            self._event.languages | {role.language for role in roles if role.language is not None},
            SHARED_KINDS | {role.kind for role in roles},
            1,
            tuple((role.zone, 1) for role in roles if role.kind == "transport"),
        )


def support_of(role: Role) -> Support:
    if role.kind == "interpreter":
        return "interpreter", role.language
    if role.kind == "childcare":
        return "childcare", None
    if role.kind == "transport":
        return "transport", role.zone
    return "kind", role.kind
