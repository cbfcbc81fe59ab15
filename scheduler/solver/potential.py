"""What any session of an event could be worth at most: nobody is in the way, every free support is there.

The *potential* of a family at a site (a start and a place) is the best worth among the ways that any
crew could open there. No crew, and no set of sessions, includes a family further than the best of its
potentials, because parts and shares are at most 1 in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import numpy as np

from scheduler.evaluation.crowds import Levels, compressed
from scheduler.evaluation.households import NOBODY, Bools, Floats, Indices
from scheduler.solver.abilities import Abilities, Support
from scheduler.solver.crowding import Crowd, held_share
from scheduler.solver.needs import EventNeeds, Masks, charges
from scheduler.solver.problem import Problem
from scheduler.solver.standing import Asked, Bundling, Standing, alike, standing
from scheduler.solver.tally import Singles, Tally, tally

Key = TypeVar("Key")

NARROW = 0.02
"""Two sessions at a place that holds less than this share of the invited people are bounded by their sum."""
MOST_KEPT = 50_000_000
"""Starts times adults whose levels are kept for later."""
FAMILIES_AT_ONCE = 50_000
ROUNDING = 2e-6
"""Sums are kept in single precision; bounds are raised by more than that can lose."""


def potential_of(problem: Problem, number: int) -> EventPotential:
    """The potential of an event of the problem, built once."""
    if number not in problem.potentials:
        problem.potentials[number] = EventPotential(problem, number)
    return problem.potentials[number]


@dataclass(frozen=True)
class Cells:
    """Families that are in the same sets and are as many people: `signature` is that of one of them."""

    signature: Indices
    size: Floats

    def __len__(self) -> int:
        return len(self.size)


class EventPotential:
    """The potentials of one event's families at its sites, summed over cells of families.

    Including a family of a cell is worth the same at any prices, and takes as much of a room. Arrays
    over families (F,) are in the order of cells.
    """

    def __init__(self, problem: Problem, number: int) -> None:
        self._problem = problem
        self.number = number
        self.sites = problem.choices[number].sites
        self.abilities = Abilities(problem, number)
        invited = problem.season.attendance[number].invited
        self._order, self.cells, self._first_of_cell = _by_cell(problem, number)
        self.rows, self._invited = invited.each_family(self._order), invited
        self.weight: Floats = invited.weight[self._order]
        count = np.diff(np.append(self._first_of_cell, len(self.weight)))
        self._cell_of_family = np.repeat(np.arange(len(self.cells)), count)
        self.worth_of_level = invited.worth_of_level
        """What an answer of each level is worth, shape (levels,)."""
        self.needs = EventNeeds(problem, number, self.abilities)
        self._by_place = numbers_of([place for _, place in self.sites])
        cost = least_costs(problem, number)
        self.base_cost = np.array([cost[place] for _, place in self.sites], dtype=float)
        expected = float(self.rows.load @ self.cells.size[self._cell_of_family])
        self.narrow = {place for place in self._by_place if self._holds(place) < NARROW * expected}
        self._keep_levels()
        self.care_cost = self._care_cost()
        """The least that care for a child costs."""
        self.paid, self.cared = self._asked_for()
        """Of each family a condition that costs and that a crew must meet for it in any session, -1 for none,
        and how many of its children are cared for in any, at least; shape (F,) each."""
        self._summed: Singles = np.zeros((1, len(self.cells)), dtype=np.float32)
        self._row_of_site = np.zeros(len(self.sites), dtype=np.intp)
        self.crowds: list[Crowd] = []
        """Who comes to the sites, and what fills up there."""
        if len(self) and len(self.sites):
            self._sum_places()

    def __len__(self) -> int:
        """Families that the event invites."""
        return len(self.weight)

    def stop_if_over(self) -> None:
        """Raises TimeIsUp where the watch of the problem is over."""
        self._problem.watch.stop_if_over()

    def of_cells(self, of_signatures: Floats) -> Floats:
        """What full inclusion of weight 1 of each cell is worth, shape (cells,); at least 0."""
        return np.maximum(of_signatures[self.cells.signature], 0.0)

    def prices(self, of_signatures: Floats) -> Floats:
        """What full inclusion of each family is worth, shape (F,), from prices (signatures,); at least 0."""
        return np.asarray(self.of_cells(of_signatures)[self._cell_of_family] * self.weight)

    def charge(self, paid: int) -> float:
        """What a crew costs at least that meets a condition in `paid`; nothing for -1."""
        return 0.0 if paid < 0 else self.needs.charge[paid]

    def totals(self, of_signatures: Floats) -> Floats:
        """Worth of all families' potentials by site, shape (sites,)."""
        prices = self.of_cells(of_signatures).astype(np.float32)
        return np.asarray((self._summed @ prices).astype(np.float64)[self._row_of_site] * (1 + ROUNDING))

    def of_families(self, sites: Indices) -> Singles:
        """Potential of each family at the given sites: shape (sites, F)."""
        out: Singles = np.zeros((len(sites), len(self)), dtype=np.float32)
        for place, rows in numbers_of([self.sites[n][1] for n in sites]).items():
            able = self.abilities.room(place, sites[rows]) | self.abilities.line(place, sites[rows])
            out[rows] = self.worth_of_level.astype(np.float32)[self._best(able, self._levels_at(sites[rows]))]
        return out

    def losses(self, site: int, covered: Floats | float, worth: Floats) -> Iterator[tuple[Support, float]]:
        """For each support open at a site, about what its families would lose without it.

        Beside `covered` (F,), how far others include them; `worth` (F,) is what inclusion is worth.
        """
        place, able = self.sites[site][1], self._able_at(site)
        attendance = self._problem.season.attendance[self.number]
        if attendance.is_folded and not isinstance(covered, np.ndarray):
            folded = attendance.folded((self.sites[site][0],))
            rows, level = folded.rows, folded.levels[0]
            of_family = np.empty(len(self))
            of_family[self._order] = worth
            worth = np.bincount(folded.row_of_family, of_family).astype(float)
        else:
            rows, level = self.rows, self._levels_at(np.array([site], dtype=np.intp))[0]

        def reached(who: Bools) -> Floats:
            return np.maximum(self.worth_of_level[rows.best(level * who[rows.adult_kind])] - covered, 0.0)

        whole = reached(able)
        for support, there in self.abilities.open.items():
            if there[site]:
                without = able & ~self.abilities.asking(place, support)
                yield support, float((whole - reached(without)) @ worth)

    def best_levels(self, groups: Sequence[Indices]) -> Iterator[tuple[slice, Levels]]:
        """The best level of families at any site of each group: blocks of families, (groups, block) each."""
        able = [[self._able_at(site) for site in group.tolist()] for group in groups]
        for first in range(0, len(self), FAMILIES_AT_ONCE):
            self.stop_if_over()
            order = self._order[first : first + FAMILIES_AT_ONCE]
            rows = self._invited.each_family(order)
            levels = self._invited.levels_of_adults(rows, self._times, order)
            out: Levels = np.zeros((len(groups), len(rows)), dtype=np.int8)
            for best, group, of_group in zip(out, groups, able, strict=True):
                for site, who in zip(group, of_group, strict=True):
                    mine = rows.best(levels[self._time_of_site[site]] * who[rows.adult_kind])
                    np.maximum(best, mine, out=best)
            yield slice(first, first + len(rows)), out

    def _able_at(self, site: int) -> Bools:
        """Which kinds of adults could take part at a site, shape (kinds,)."""
        place, at = self.sites[site][1], np.array([site], dtype=np.intp)
        return np.asarray((self.abilities.room(place, at) | self.abilities.line(place, at))[0])

    def in_order(self, of_families: Floats) -> Floats:
        """Values of invited families (..., F) in the order of this object's arrays."""
        return of_families[..., self._order]

    def _sum_places(self) -> None:
        """Sum the potentials at every site, and those who come together to what may fill up there."""
        tables = self._sites_by_table()
        asked = {key: self._asked(sites) for key, sites in tables.items()}
        counted = self._tally(list(asked.values()))
        alone, settled = self._problem.events[self.number].max_sessions == 1, self._settled()
        children = self._invited.adult_kinds.children
        summed, first = [], 0
        for key, sites in tables.items():
            self.stop_if_over()
            needs = asked[key].needs
            bundling = Bundling(needs, children, self.needs.care, self.needs.in_rooms, alone, settled)
            table = standing(counted, asked[key], bundling)
            rows = self._time_of_site[sites] if key[0] == "narrow" else np.arange(len(sites))
            summed.append(table.potentials(len(self.cells), self.worth_of_level))
            self._row_of_site[sites] = first + rows
            first += len(table.times)
            if self._problem.events[self.number].turnout > 0:
                self.crowds += self._crowds(sites, rows, table)
        self._summed = np.concatenate(summed)

    def _tally(self, asked: Sequence[Asked]) -> Tally:
        """The families counted at every time; those of kinds that no table tells apart count as alike."""
        kinds, homes = self._invited.adult_kinds, self._invited.homes
        of_adults = np.where(homes == NOBODY, NOBODY, alike(asked, kinds.children)[homes])
        _, of_home = np.unique(of_adults, axis=0, return_inverse=True)
        days = self._invited.days_of_adults(self.rows, self._times, self._order)
        home = of_home.reshape(-1)[self._invited.kind[self._order]]
        return tally(self.rows, self._cell_of_family, home, self.weight, days, len(self._times))

    def _sites_by_table(self) -> dict[tuple[str, str], Indices]:
        """The sites of each place; those of narrow places of one format together."""
        places = self._problem.openings.places
        keys = [
            ("narrow", places[place].format) if place in self.narrow else ("place", place)
            for _, place in self.sites
        ]
        return numbers_of(keys)

    def _asked(self, sites: Indices) -> Asked:
        """What the table is of, for the sites of one place or of narrow places of one format."""
        place = self.sites[sites[0]][1]
        where, abilities = self._problem.openings.places[place], self.abilities
        if place in self.narrow:
            needs, times = self.needs.at_any(where), np.arange(len(self._times))
            return Asked(times, needs, (needs.room | needs.line)[None], np.zeros_like(times))
        _, example, class_of_row = np.unique(abilities.classes(sites), return_index=True, return_inverse=True)
        able = abilities.room(place, sites[example]) | abilities.line(place, sites[example])
        first: dict[bytes, int] = {}
        same = np.array([first.setdefault(who.tobytes(), len(first)) for who in able], dtype=np.intp)
        _, example = np.unique(same, return_index=True)
        return Asked(self._time_of_site[sites], self.needs.at(where), able[example], same[class_of_row])

    def _crowds(self, sites: Indices, rows: Indices, table: Standing) -> Iterator[Crowd]:
        """Those who come to these sites, place by place."""
        event, care = self._problem.events[self.number], self._care()
        for place, mine in numbers_of([self.sites[n][1] for n in sites]).items():
            where = self._problem.openings.places[place]
            yield Crowd(
                sites=sites[mine],
                rows=rows[mine],
                table=table,
                room=_limit(where.capacity),
                line=_limit(where.online_capacity),
                is_hybrid=where.format == "hybrid",
                care=care[sites[mine]],
                care_cost=self.care_cost,
                stays=held_share(self._problem, self.number, place),
                people=self.cells.size * event.turnout,
                expected=event.turnout,
                needs=self.needs,
            )

    def _care(self) -> Floats:
        """The most children that could be cared for at each site, shape (sites,)."""
        choices = self._problem.choices[self.number]
        care = np.zeros(len(self.sites))
        for role, players in zip(choices.roles, choices.players, strict=True):
            if role.kind == "childcare":
                care += role.capacity * players
        return care

    def _care_cost(self) -> float:
        """The least that care for a child costs."""
        carers = [p for p in self._problem.openings.providers.values() if p.kind == "childcare"]
        return min((carer.cost / carer.capacity for carer in carers if carer.capacity), default=0.0)

    def _asked_for(self) -> tuple[Masks, Floats]:
        places = [self._problem.openings.places[place] for place in self._by_place]
        every_way = self.needs.of_every_way(places)[self.rows.adult_kind]
        needs = np.bitwise_and.reduceat(every_way, self.rows.first_adult)
        children = self._invited.adult_kinds.children[self.rows.adult_kind].astype(float)
        least = np.minimum.reduceat(children, self.rows.first_adult) * self.rows.load
        return charges(self.needs, needs), np.where(needs & self.needs.care != 0, least, 0.0)

    def _settled(self) -> Bools:
        """Families of one adult who can use no call that the event may be held as: they stay in rooms."""
        places = {place for _, place in self.sites}
        calls = np.logical_or.reduce([self.abilities.can_call(place) for place in places])
        alone = np.bincount(self.rows.row_of_adult, minlength=len(self)) == 1
        return np.asarray(alone & ~self._has(calls))

    def _has(self, kinds: Bools) -> Bools:
        """Families with an adult of one of these kinds, shape (F,)."""
        return np.asarray(self.rows.best(kinds[self.rows.adult_kind]))

    def _best(self, able: Bools, levels: Levels) -> Levels:
        """The best level of each family's able adults: able (sites or 1, kinds), levels (sites, A)."""
        return self.rows.best(levels * able[:, self.rows.adult_kind])

    def _keep_levels(self) -> None:
        self._times = sorted({start for start, _ in self.sites})
        row = {start: n for n, start in enumerate(self._times)}
        self._time_of_site = np.array([row[start] for start, _ in self.sites], dtype=np.intp)
        few = len(self._times) * len(self.rows.adult_kind) <= MOST_KEPT
        self._levels = self._levels_of(self._times) if few else None

    def _levels_at(self, sites: Indices) -> Levels:
        """The level of each adult at each of the sites, shape (sites, A)."""
        if self._levels is not None:
            return np.asarray(self._levels[self._time_of_site[sites]])
        return self._levels_of([self.sites[n][0] for n in sites])

    def _levels_of(self, times: Sequence[datetime]) -> Levels:
        return self._invited.levels_of_adults(self.rows, times, self._order)

    def _holds(self, place: str) -> float:
        """People that a session at the place can serve in all."""
        where = self._problem.openings.places[place]
        room = np.inf if where.capacity is None else where.capacity
        line = np.inf if where.online_capacity is None else where.online_capacity
        if where.format == "hybrid":
            return float(room + line)
        return float(room if where.format == "in_person" else line)


def least_costs(problem: Problem, number: int) -> dict[str, float]:
    """The least that a session of an event costs without supports, by place."""
    event = problem.events[number]
    hosts = sorted(problem.openings.providers[host].cost for host in set(event.hosts))
    missing = 0 if problem.choices[number].fixed else event.hosts_needed
    places = {place for _, place in problem.choices[number].sites}
    return {place: problem.openings.places[place].cost + sum(hosts[:missing]) for place in places}


def _by_cell(problem: Problem, number: int) -> tuple[Indices, Cells, Indices]:
    """The invited families in the order of cells, the cells, and where each begins."""
    homes, invited = problem.season.households, problem.season.attendance[number].invited
    size_of_home = invited.adult_kinds.size[invited.homes[:, 0]]
    sizes, which = np.unique(size_of_home, return_inverse=True)
    key = homes.alike[invited.signature] * max(1, len(sizes)) + which[invited.kind]
    cell, example = compressed(key, (int(homes.alike.max(initial=0)) + 1) * max(1, len(sizes)))
    order = np.argsort(cell.astype(np.min_scalar_type(len(example))), kind="stable")
    first = np.searchsorted(cell[order], np.arange(len(example)))
    return (
        order,
        Cells(invited.signature[example].astype(np.intp), size_of_home[invited.kind[example]]),
        first,
    )


def _limit(capacity: int | None) -> float:
    return np.inf if capacity is None else float(capacity)


def numbers_of(values: Sequence[Key]) -> dict[Key, Indices]:
    """Where each value stands."""
    found: dict[Key, list[int]] = defaultdict(list)
    for n, value in enumerate(values):
        found[value].append(n)
    return {value: np.array(places, dtype=np.intp) for value, places in found.items()}
