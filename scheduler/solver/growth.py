"""Grows the pool: for given prices, columns of one event that are worth much, valued exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.evaluation.profiles import Floats
from scheduler.solver.choices import Site
from scheduler.solver.crew import Sessions, Staffed
from scheduler.solver.pool import EventColumns
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.screen import EventScreen, Screened, support_of

SITES_TRIED = 8
"""Sites at which another session is tried, for each column that it could join."""
BASES = 3
"""Columns that a further session may join."""
KEPT = 10
"""Columns added a round for each number of sessions."""
NEARLY = 0.97
"""Columns that are worth this part of what the relaxation pays for an event are tried too."""
CREW_ROUNDS = 4
"""Times that the crew of a session is changed in one role, at most."""


class Grower:
    """Finds columns of one event."""

    def __init__(self, problem: Problem, columns: EventColumns, screen: EventScreen, number: int) -> None:
        self._problem = problem
        self._choices = problem.choices[number]
        self._columns = columns
        self._screen = screen
        self._number = number

    def grow(self, prices: Prices, dual: float) -> int:
        """Add columns that are worth about `dual` or more at these prices; returns how many are new."""
        if not self._choices.possible:
            return 0
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
            bases = ranked[:BASES]
            if number >= event.min_sessions:
                found += ranked[:KEPT]
            worth = self._worth(bases[:1], prices)[0]
            if number > event.min_sessions and worth <= best + 1e-12:
                break
            best = worth
        return self._columns.add(found)

    def spread(self, most: int) -> int:
        """Add about `most` columns without supports, over many times and places, for an early first plan."""
        if not self._choices.possible:
            return 0
        fixed = [self._choices.bare(site) for site in self._choices.fixed]
        if not all(fixed):
            return 0
        base = tuple(ways[0] for ways in fixed)
        missing = self._choices.event.min_sessions - len(base)
        if missing <= 0:
            return self._columns.add([base])
        free = [site for site in self._choices.sites if site not in set(self._choices.fixed)]
        if len(free) < missing:
            return 0
        step, apart = max(1, len(free) // most), len(free) // missing
        return self._columns.add(
            (*base, *(self._choices.bare(free[(n + k * apart) % len(free)])[0] for k in range(missing)))
            for n in range(0, len(free), step)
        )

    def _joined_anywhere(self, bases: Sequence[Sessions], prices: Prices, dual: float) -> list[Sessions]:
        """Each base with one more session at each promising site, with the crew that seems best."""
        columns = []
        for base, worth in zip(bases, self._worth(bases, prices), strict=True):
            screened = self._screened(base, prices)
            for site in self._promising(base, screened, dual * NEARLY - worth):
                for bare in self._choices.bare(site):
                    columns.append((*base, self._first_crew(bare, screened)))
        return self._improved(columns, prices)

    def _promising(self, base: Sessions, screened: Screened, least: float) -> list[Site]:
        """The sites with the highest bound on what they add to `base`, at most two a place and day."""
        taken = {(session.start, session.place) for session in base}
        count: dict[tuple[object, str], int] = {}
        chosen: list[Site] = []
        for n in np.argsort(-screened.upper, kind="stable"):
            if screened.upper[n] < least:
                break
            start, place = site = self._choices.sites[n]
            day = (start.date(), place)
            if site in taken or count.get(day, 0) == 2:
                continue
            count[day] = count.get(day, 0) + 1
            chosen.append(site)
            if len(chosen) == SITES_TRIED:
                break
        return chosen

    def _screened(self, base: Sessions, prices: Prices) -> Screened:
        if not base:
            return self._screen.screen(prices)
        offered = [[self._choices.offers.offer(session) for session in base]]
        return self._screen.screen(
            prices, self._problem.season.attendance[self._number].inclusion(offered)[0]
        )

    def _improved(self, columns: list[Sessions], prices: Prices) -> list[Sessions]:
        """The columns with the crew of their last session changed step by step while that is worth it."""
        worth = self._worth(columns, prices)
        for _ in range(CREW_ROUNDS):
            changed = [
                (n, other) for n, column in enumerate(columns) for other in self._with_other_crew(column)
            ]
            gains = self._worth([other for _, other in changed], prices)
            before = worth.copy()
            for (n, other), gain in zip(changed, gains, strict=True):
                if gain > worth[n] + 1e-12:
                    columns[n], worth[n] = other, gain
            if np.array_equal(before, worth):
                break
        return columns

    def _first_crew(self, bare: Staffed, screened: Screened) -> Staffed:
        """The supports that would pay for themselves if nothing were crowded."""
        site = self._choices.row[bare.start, bare.place]
        session = bare
        for role, counts in self._choices.counts(bare):
            if screened.pays[support_of(role)][site]:
                session = session.with_role(role, counts[-1] if role.language else counts[0])
        return session

    def _with_other_crew(self, column: Sessions) -> list[Sessions]:
        """The column with one role of its last session filled by one number more or less."""
        *others, last = column
        changed = []
        for role, counts in self._choices.counts(last):
            ladder = (0, *counts)
            place = ladder.index(last.number(role)) if last.number(role) in ladder else 0
            for number in ladder[max(0, place - 1) : place + 2]:
                if number != last.number(role):
                    changed.append((*others, last.with_role(role, number)))
        return changed

    def _ranked(self, columns: Sequence[Sessions], prices: Prices) -> list[Sessions]:
        worth = self._worth(columns, prices)
        return [columns[n] for n in np.argsort(-worth, kind="stable")]

    def _worth(self, columns: Sequence[Sessions], prices: Prices) -> Floats:
        if not columns:
            return np.zeros(0)
        return prices.of_columns(self._columns.evaluate(columns))
