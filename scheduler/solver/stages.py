"""The levels as a staircase: raise one, hold it, raise the next, each from the plan before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.domain.plan import Objective, Session
from scheduler.evaluation import Rates, Season
from scheduler.solver.goals import goals_of, largest_step, level_values, total_of
from scheduler.solver.master import Master, Solution
from scheduler.solver.pool import Pool
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort, run


@dataclass(frozen=True)
class Incumbent:
    """A plan, measured exactly."""

    solution: Solution
    sessions: tuple[Session, ...]
    rates: Rates

    @classmethod
    def of(cls, solution: Solution, pool: Pool) -> Incumbent:
        sessions = solution.sessions(pool)
        return cls(solution, sessions, pool.problem.season.rates(sessions))


@dataclass(frozen=True)
class Climb:
    """The best plan over a pool, with the bound of every level over that pool's columns.

    `incumbent` None with `infeasible` False means that the time was not enough to find one.
    """

    incumbent: Incumbent | None
    bounds: tuple[float, ...] = ()
    infeasible: bool = False


def climb(
    pool: Pool,
    objective: Objective,
    watch: Watch,
    effort: Effort,
    incumbent: Incumbent | None,
    step_share: float,
    complete: bool,
    improved: Callable[[Incumbent], None] = lambda _: None,
) -> Climb:
    """Raise the levels over the columns of the pool; each solve may take `step_share` of the time left.

    `complete` says that the pool leaves out no column, so that its bounds hold for all plans. Each better
    plan is told to `improved`.
    """
    master = Master(pool)
    season = pool.problem.season
    bounds: list[float] = []
    for number, goal in enumerate(goals_of(master, objective)):
        if incumbent is not None:
            master.hint(incumbent.solution)
        goal.aim()
        solved = run(master.model, watch, effort, step_share if incumbent else 1.0)
        if solved.outcome == "infeasible" and incumbent is None:
            return Climb(None, infeasible=True)
        if solved.found:
            found = Incumbent.of(master.read(solved.values), pool)
            if incumbent is None or is_better(objective, found.rates, incumbent.rates):
                incumbent = found
                improved(found)
        if incumbent is None:
            return Climb(None)
        name, value = level_values(season, objective, incumbent.rates)[number]
        bound = goal.bound(solved.bound) if solved.found else trivial_bound(season, name)
        bounds.append(min(value, bound) if name == "cost" else max(value, bound))
        watch.report(name, value, bounds[-1] if complete else None)
        goal.hold(incumbent.rates)
    return Climb(incumbent, tuple(bounds))


def first_plan(pool: Pool, watch: Watch, effort: Effort) -> Climb:
    """Any plan over the pool's columns."""
    if not all(columns.columns for columns in pool.events):
        return Climb(None, infeasible=True)
    master = Master(pool)
    solved = run(master.model, watch, effort)
    if not solved.found:
        return Climb(None, infeasible=solved.outcome == "infeasible")
    return Climb(Incumbent.of(master.read(solved.values), pool))


def is_better(objective: Objective, one: Rates, other: Rates) -> bool:
    """Whether `one` is ahead of `other` on the first level on which they differ."""
    return _key(objective, one) > _key(objective, other)


def _key(objective: Objective, rates: Rates) -> tuple[float, ...]:
    if objective == "leximin":
        return (*rates.stepped, round(rates.rates["everyone"] or 0.0, 7), -rates.cost)
    return (round(total_of(rates, objective), 6), -rates.cost)


def trivial_bound(season: Season, name: str) -> float:
    """What no plan can be better than: every family included in everything, at no cost."""
    if name == "cost":
        return 0.0
    if name == "everyone":
        return 1.0
    if name == "weighted":
        return season.most_weighted
    if name == "majority":
        return float(season.invited[season.everyone])
    return int(name.split()[1]) * largest_step(season) * season.instance.resolution
