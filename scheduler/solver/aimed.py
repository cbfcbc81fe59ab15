"""A second door: the best plan for a leximin of one's own (`Season.aimed`), with bounds on its levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.checker import check_plan
from scheduler.domain.plan import Level, Plan, Session
from scheduler.evaluation import Rates, Season
from scheduler.solver.beginning import InfeasibleProven
from scheduler.solver.bounds import SAFETY, loose_support, support
from scheduler.solver.potential import potential_of
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.progress import NoPlanInTime, TimeIsUp, Watch
from scheduler.solver.repair import as_it_is
from scheduler.solver.run import Effort
from scheduler.solver.search import Search


@dataclass(frozen=True, slots=True)
class Aimed:
    """The best plan found, checked: what it is worth and the levels of the season's own leximin."""

    sessions: tuple[Session, ...]
    rates: Rates
    levels: tuple[Level, ...]


def solve_aimed(
    season: Season,
    *,
    time_limit_seconds: float,
    threads: int,
    seed: int,
    start: Sequence[Session] = (),
) -> Aimed | None:
    """As `solve`, for the leximin of `season`; None where the instance is proven infeasible.

    Raises NoPlanInTime.
    """
    watch = Watch(time_limit_seconds, None, lambda: False)
    try:
        problem = Problem(season.instance, season, watch)
        return _checked(Search(problem, "leximin", watch, Effort(threads, seed), start=start), season)
    except InfeasibleProven:
        return None
    except TimeIsUp:
        raise NoPlanInTime from None


class SetBySet:
    """One season, made ready once, in which one set of families after another is raised as far as can be."""

    def __init__(self, season: Season, start: Sequence[Session], watch: Watch, effort: Effort) -> None:
        """From the sessions of a valid plan. Ends with TimeIsUp where the time is over before it is ready."""
        self._season, self._effort = season, effort
        self._problem = Problem(season.instance, season, watch)
        given = as_it_is(self._problem, start, effort)
        self._known = None if given is None else given.solution

    def at_most(self, name: str, watch: Watch, *, loosely: bool = False) -> float:
        """No plan gives the set a higher rate, history counted: each event does the most that it could alone.

        `loosely` takes no time once potentials are there, else a second or so. Ends with TimeIsUp.
        """
        season, self._problem.watch = self._season, watch
        which = season.set_names.index(name)
        pay = np.zeros(len(season.set_names) + 1)
        pay[which] = 1.0
        potentials = [potential_of(self._problem, n) for n in range(len(self._problem.events))]
        invited = float(season.invited[which])
        bound = loose_support if loosely else support
        most = min(invited, bound(self._problem, potentials, Prices(pay, 0.0)) + SAFETY * invited)
        included, before = season.past[which]
        return float(included + most) / float(before + invited)

    def best(self, name: str, watch: Watch) -> Aimed:
        """The best plan found for the set alone, with a bound on its first level.

        Raises NoPlanInTime.
        """
        season = self._season.aimed(compared=(name,))
        self._problem.aim(season)
        self._problem.watch = watch
        search = Search(self._problem, "leximin", watch, self._effort, first_only=True, known=self._known)
        try:
            return _checked(search, season)
        except TimeIsUp:
            raise NoPlanInTime from None


def _checked(search: Search, season: Season) -> Aimed:
    """What the search finds, looked at by the domain's checker."""
    levels = search.run()
    if search.best is None:
        raise NoPlanInTime
    faults = check_plan(season.instance, Plan("feasible", "leximin", search.best.sessions))
    if faults:
        raise AssertionError(f"the solver made an invalid plan: {faults[0].text}")
    return Aimed(search.best.sessions, search.best.rates, tuple(levels))
