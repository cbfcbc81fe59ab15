"""The solver's door: an instance in, a checked plan out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Level, Objective, Plan, Session, Status
from scheduler.evaluation import Season
from scheduler.solver.beginning import InfeasibleProven
from scheduler.solver.checked import Checks
from scheduler.solver.conflict import further_floors, minimal_conflict, named
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Cancelled, NoPlanInTime, Progress, TimeIsUp, Watch
from scheduler.solver.run import Effort
from scheduler.solver.search import Search

CHECK_SECONDS_PER_FAMILY = 1e-5
"""Of the time limit, what is kept for the check of the last plan, in which little is new: plans are checked
while the run works. Never more than a tenth of the limit."""
ONE_CENT = 0.01
ROUNDING = 1e-6
"""What a level may be open by where its value is 0: less than anyone reads from a report."""


def solve(
    instance: Instance,
    objective: Objective,
    *,
    time_limit_seconds: float,
    threads: int,
    seed: int,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    start: Sequence[Session] = (),
    nearest: bool = False,
    otherwise: Sequence[Session] = (),
    season: Season | None = None,
) -> Plan:
    """The best plan that the time allows, checked, with a proven bound on every level.

    `start` are the sessions of a plan to begin with: where they are valid here, the plan is no worse; where
    not, they are repaired with few changes. `nearest` asks, among plans that include families alike, for the
    one that keeps most of these sessions, then of their providers. `otherwise` are the sessions of another
    plan that is begun with where it is better. `season` is the instance's, where it is there already.

    Progress is reported from this thread; `cancelled` may be asked from another. Plans are checked in a third
    one as they are found, so that a run which is cancelled returns the last that passed at once. A run that
    ends before its limit, none of its parts cut short by their share of the time, gives the same plan for
    the same instance, objective, seed and threads.
    Raises NoPlanInTime, with what stood in the way where that is known, or Cancelled where no plan had
    passed before.
    """
    check = min(0.1 * time_limit_seconds, CHECK_SECONDS_PER_FAMILY * len(instance.families))
    watch = Watch(time_limit_seconds - check, progress, cancelled)
    whole = watch.longer(check)
    effort = Effort(threads, seed)
    checks = Checks(instance, objective)
    try:
        problem = Problem(instance, season, watch)
        search = Search(
            problem,
            objective,
            watch,
            effort,
            start=start,
            nearest=nearest,
            otherwise=otherwise,
            improved=checks.put,
        )
        levels = search.run()
        passed = checks.last(whole)
    except InfeasibleProven as why:
        conflict = named(instance, why.too_much) or minimal_conflict(instance, watch, effort)
        further = further_floors(instance, conflict, watch)
        return Plan("infeasible", objective, conflict=conflict, further=further)
    except TimeIsUp:
        raise (Cancelled if watch.is_cancelled else NoPlanInTime) from None
    finally:
        checks.end()
    if passed is None:
        raise Cancelled if watch.is_cancelled else NoPlanInTime(named(instance, search.unkept))
    if passed.found is not search.best:
        levels = search.levels(passed.found)
    status: Status = "optimal" if all(is_closed(instance, level) for level in levels) else "feasible"
    plan = Plan(status, objective, passed.found.sessions, tuple(levels))
    faults = passed.verdict.faults(plan)
    if faults:
        raise AssertionError(f"the solver made an invalid plan: {faults[0].text}")
    return plan


def is_closed(instance: Instance, level: Level) -> bool:
    """Whether value and bound are as near as the exchange format asks of an optimal level."""
    if level.name == "cost":
        return level.value - level.bound <= 0.01 * abs(level.value) + ONE_CENT
    gap = level.bound - level.value
    if level.name.startswith("smallest"):
        return gap < 0.5 * instance.resolution
    return gap <= 0.001 * abs(level.value) + ROUNDING
