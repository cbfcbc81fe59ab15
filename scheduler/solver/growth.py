"""Grows the pool: for given prices, columns of one event that are worth much, valued exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import inf

import numpy as np

from scheduler.evaluation.households import Floats, Indices
from scheduler.evaluation.openings import IN_ROOM
from scheduler.solver.abilities import Support, support_of
from scheduler.solver.bounds import SessionBounds, bound_of_sessions, free_bounds, session_bounds
from scheduler.solver.crew import Sessions, Staffed
from scheduler.solver.pool import EventColumns
from scheduler.solver.potential import EventPotential
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch

MORE, FEW = (8, 3), (5, 1)
"""Sites at which another session is tried for each column, beside one of each place, and columns that it may
join."""
MANY_FAMILIES = 1000
"""Events that invite more try fewer."""
FEW_FAMILIES = 2500
"""Events that invite no more rank sites by potentials: to try crews is quicker there than to price seats."""
KEPT = 20
"""Columns added a round for each number of sessions."""
NEARLY = 0.97
"""Columns that are worth this part of what the relaxation pays for an event are tried too."""
SEEDS, MOST_LOOKED_AT = 4, 200
"""Sites for each set of families that are valued at first, and the best ones that these are chosen from."""
CREW_ROUNDS, CHANGED = 3, 4
"""Times that the crew of a session is changed in one role, at most, and in how many of the best columns."""
LEAST_GAIN = 1e-12
MOST_CELLS = 30_000_000
"""Sites times families that are compared one by one; above it one week stands for all."""


class Grower:
    """Finds columns of one event."""

    def __init__(
        self, problem: Problem, columns: EventColumns, potential: EventPotential, number: int
    ) -> None:
        self._problem = problem
        self._choices = problem.choices[number]
        self._columns = columns
        self.potential = potential
        self._number = number
        self._sites_tried, self._bases = FEW if len(potential) > MANY_FAMILIES else MORE
        sites = len(potential.sites)
        self._bounds = SessionBounds(np.zeros(sites), np.zeros(sites, dtype=np.int64))
        """At the latest prices."""
        self._support_cost = {support: self._cost_of(support) for support in potential.abilities.open}

    def grow(self, prices: Prices, dual: float) -> float:
        """Add columns that are worth about `dual` or more at these prices.

        Returns what no column of the event is worth more than, `dual` if that is more;
        infinite where that was not looked at.
        """
        if not self._choices.possible:
            return dual
        if len(self.potential) <= FEW_FAMILIES:
            self._bounds = free_bounds(self._problem, self.potential, prices)
            self._grow(prices, dual)
            return inf
        self._bounds = session_bounds(self._problem, self.potential, prices, min(dual, dual * NEARLY))
        at_most = bound_of_sessions(self._problem, self.potential, prices, self._bounds.worth, dual)
        self._grow(prices, dual)
        return at_most

    def _grow(self, prices: Prices, dual: float) -> None:
        event, fixed = self._choices.event, self._choices.fixed
        bases: list[Sessions] = [()]
        for site in fixed:
            bases = self._improved(
                [(*base, bare) for base in bases for bare in self._choices.bare(site)], prices
            )
        found = bases[:] if len(fixed) >= event.min_sessions else []
        best = self._worth(bases, prices).max()
        for number in range(len(fixed) + 1, event.max_sessions + 1):
            joined = self._joined_anywhere(bases, prices, dual if number == event.max_sessions else 0.0)
            if not joined:
                break
            ranked = self._ranked(joined, prices)
            bases = ranked[: self._bases]
            if number >= event.min_sessions:
                found += ranked[:KEPT]
            worth = self._worth(bases[:1], prices)[0]
            if number > event.min_sessions and worth <= best + 1e-12:
                break
            best = worth
        self._columns.add(found)

    def seed(self, watch: Watch) -> None:
        """Value the single sessions whose potential is best for each set of families, to be remembered."""
        season, event = self._problem.season, self._choices.event
        if (
            self._choices.fixed
            or not event.min_sessions <= 1 <= event.max_sessions
            or not len(self.potential)
        ):
            return
        everyone = self.potential.prices(np.ones(len(season.member)))
        for site in self._best_for_sets():
            if watch.is_over:
                return
            paying = self._paying(site, everyone, None, Prices(np.zeros(0), 0.0))
            bare = self._choices.bare(self._choices.sites[site])[0]
            full = self._first_crew(bare, paying)
            self._columns.evaluate([(bare,), (full,)] if self._can_crowd((bare,)) else [(full,)])

    def _best_for_sets(self) -> list[int]:
        """Sites with the highest potential for each set, a few that differ in weekday, time or place."""
        season = self._problem.season
        chosen: dict[int, None] = {}
        for which in range(len(season.set_names)):
            self.potential.stop_if_over()
            totals = self.potential.totals(season.member[:, which].astype(float))
            kinds: set[tuple[int, int, str]] = set()
            for n in np.argsort(-totals, kind="stable")[:MOST_LOOKED_AT].tolist():
                start, place = self._choices.sites[n]
                kind = (start.weekday(), start.hour * 60 + start.minute, place)
                if totals[n] > 0 and kind not in kinds and place not in self.potential.narrow:
                    kinds.add(kind)
                    chosen[n] = None
                if len(kinds) == SEEDS:
                    break
        return list(chosen)

    def _joined_anywhere(self, bases: Sequence[Sessions], prices: Prices, dual: float) -> list[Sessions]:
        """Each base with one more session at each promising site, with the crew that seems best."""
        columns = []
        worth = self.potential.prices(prices.of_signatures(self._problem, self._number))
        for base, already in zip(bases, self._worth(bases, prices), strict=True):
            covered = self._covered(base)
            sites = self._promising(base, self._gains(worth, covered, prices), dual * NEARLY - already)
            for site in sites.tolist():
                paying = self._paying(site, worth, covered, prices)
                for bare in self._choices.bare(self._choices.sites[site]):
                    columns.append((*base, self._first_crew(bare, paying)))
        return self._improved(columns, prices)

    def _covered(self, base: Sessions) -> Floats | None:
        """How far the base includes each family, in the order of the potential; None without sessions."""
        if not base or not len(self.potential):
            return None
        offers = [[self._choices.offers.offer(session) for session in base]]
        (_, included), *_ = self._problem.season.attendance[self._number].inclusion(offers)
        return self.potential.in_order(included[0])

    def _gains(self, worth: Floats, covered: Floats | None, prices: Prices) -> Floats:
        """About what a session at each site adds at most, shape (sites,)."""
        potential, upper = self.potential, self._bounds.worth
        if covered is None:
            return upper
        gains = np.full(len(upper), -np.inf)
        compared = self._compared(upper)
        for first in range(0, len(compared), 64):
            potential.stop_if_over()
            block = compared[first : first + 64]
            added = np.maximum(potential.of_families(block) - covered, 0.0) @ worth
            gains[block] = np.minimum(added - prices.money * potential.base_cost[block], upper[block])
        return gains

    def _compared(self, upper: Floats) -> Indices:
        """The sites that are compared family by family: all, or the best week's of each time and place."""
        sites = self._choices.sites
        if len(sites) * len(self.potential) <= MOST_CELLS:
            return np.arange(len(sites))
        best: dict[tuple[int, int, str], int] = {}
        for n, (start, place) in enumerate(sites):
            if place not in self.potential.narrow:
                kind = (start.weekday(), start.hour * 60 + start.minute, place)
                if kind not in best or upper[n] > upper[best[kind]]:
                    best[kind] = n
        kept = np.array(sorted(best.values()), dtype=np.intp)
        most = max(50, MOST_CELLS // (len(self.potential) + 1))
        return kept[np.argsort(-upper[kept], kind="stable")[:most]]

    def _promising(self, base: Sessions, upper: Floats, least: float) -> Indices:
        """The sites with the highest bound on what they add to `base`, at most two a place and day; and the
        best of each place.

        What nothing fills up may be worth more than what looks better as long as nobody is in the way.
        """
        taken = {(session.start, session.place) for session in base}
        count: Counter[tuple[object, str]] = Counter()
        places: set[str] = set()
        chosen: list[int] = []
        best = 0
        for n in np.argsort(-upper, kind="stable"):
            if upper[n] < least or np.isinf(upper[n]):
                break
            start, place = site = self._choices.sites[n]
            day = (start.date(), place)
            among_best = best < self._sites_tried and count[day] < 2
            if site not in taken and (among_best or place not in places):
                best += among_best
                count[day] += 1
                places.add(place)
                chosen.append(int(n))
        return np.array(chosen, dtype=np.intp)

    def _paying(self, site: int, worth: Floats, covered: Floats | None, prices: Prices) -> set[Support]:
        """The supports that pay for themselves at a site, those left out whose families only crowd others."""
        losses = self.potential.losses(site, 0.0 if covered is None else covered, worth)
        paying = {
            support
            for support, lost in losses
            if lost > prices.money * self._support_cost[support] + LEAST_GAIN
        }
        unwanted = int(self._bounds.unwanted[site])
        return paying - self.potential.needs.supports_of(unwanted)

    def _cost_of(self, support: Support) -> float:
        """The least that the support costs anywhere."""
        roles = [role for role in self._choices.roles if support_of(role) == support]
        names = {name for role in roles for name in self._choices.players_of(role)}
        costs = sorted(self._problem.openings.providers[name].cost for name in names)
        team = self._choices.offers.needed(str(support[1])) if support[0] == "interpreter" else 1
        return float(sum(costs[:team]))

    def _improved(self, columns: list[Sessions], prices: Prices) -> list[Sessions]:
        """The columns, of the best the crew of the last session changed step by step while that is worth it.

        A session that nothing crowds has the best crew already: each support adds the families that need it.
        """
        worth = self._worth(columns, prices)
        best = np.argsort(-worth, kind="stable")[:CHANGED].tolist()
        open_ones = [n for n in best if self._can_crowd(columns[n])]
        for _ in range(CREW_ROUNDS):
            changed = [(n, other) for n in open_ones for other in self._with_other_crew(columns[n])]
            better: set[int] = set()
            for (n, other), gain in zip(
                changed, self._worth([other for _, other in changed], prices), strict=True
            ):
                if gain > worth[n] + LEAST_GAIN:
                    columns[n], worth[n] = other, gain
                    better.add(n)
            if not better:
                break
            open_ones = sorted(better)
        return columns

    def _can_crowd(self, column: Sessions) -> bool:
        place = self._problem.openings.places[column[-1].place]
        return place.format in IN_ROOM or place.online_capacity is not None

    def _first_crew(self, bare: Staffed, paying: set[Support]) -> Staffed:
        """The session with the supports that would pay for themselves if nothing were crowded."""
        session = bare
        for role, counts in self._choices.counts(bare):
            if support_of(role) in paying:
                larger = session.with_role(role, counts[-1] if role.language else counts[0])
                session = larger if self._choices.has_crew(larger) else session
        return session

    def _with_other_crew(self, column: Sessions) -> list[Sessions]:
        """The column with one role of its last session filled by one number more or less."""
        *others, last = column
        changed = []
        for role, counts in self._choices.counts(last):
            ladder = (0, *counts)
            place = ladder.index(last.number(role)) if last.number(role) in ladder else 0
            for number in ladder[max(0, place - 1) : place + 2]:
                other = last.with_role(role, number)
                if number != last.number(role) and (number == 0 or self._choices.has_crew(other)):
                    changed.append((*others, other))
        return changed

    def _ranked(self, columns: Sequence[Sessions], prices: Prices) -> list[Sessions]:
        worth = self._worth(columns, prices)
        return [columns[n] for n in np.argsort(-worth, kind="stable")]

    def _worth(self, columns: Sequence[Sessions], prices: Prices) -> Floats:
        if not columns:
            return np.zeros(0)
        return prices.of_columns(self._columns.evaluate(columns))
