"""A second door: the best plan for a leximin of one's own (`Season.aimed`), with bounds on its levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.checker import check_plan
from scheduler.domain.plan import Level, Plan, Session
from scheduler.evaluation import Rates, Season
from scheduler.solver.problem import Problem
from scheduler.solver.progress import NoPlanInTime, TimeIsUp, Watch
from scheduler.solver.run import Effort
from scheduler.solver.search import InfeasibleProven, Search


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
        search = Search(problem, "leximin", watch, Effort(threads, seed), start=start)
        levels = search.run()
    except InfeasibleProven:
        return None
    except TimeIsUp:
        raise NoPlanInTime from None
    if search.best is None:
        raise NoPlanInTime
    faults = check_plan(season.instance, Plan("feasible", "leximin", search.best.sessions))
    if faults:
        raise AssertionError(f"the solver made an invalid plan: {faults[0].text}")
    return Aimed(search.best.sessions, search.best.rates, tuple(levels))
