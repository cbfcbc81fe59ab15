"""The plan over a pool that is nearest to a given one: sessions kept count first, then who serves in them."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.plan import Objective
from scheduler.solver.early import keeps_sums
from scheduler.solver.given import KEPT_PROVIDER, Given
from scheduler.solver.goals import Cost, Smallest, Total, goals_of, level_values
from scheduler.solver.master import Master
from scheduler.solver.pool import Pool
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort, run
from scheduler.solver.stages import Incumbent

WORK = 60.0
"""Of CP-SAT's deterministic time, what the search for the nearest plan may take."""
ALIKE = 1e-3
"""Of the rate of everyone, or of a sum over families: plans that differ by no more count as equal."""


def nearest(pool: Pool, given: Given, watch: Watch, effort: Effort) -> Incumbent | None:
    """The plan over the pool that changes the given one least; None where none was found."""
    return _solved(Master(pool), given, watch, effort)


def nearest_as_good(
    pool: Pool, objective: Objective, best: Incumbent, given: Given, watch: Watch, effort: Effort
) -> Incumbent:
    """Of the pool's plans that are as good as `best` on every level but cost, the nearest to the given one.

    `best`, a plan of the pool, where none nearer was found.
    """
    master = Master(pool)
    for goal in goals_of(master, objective):
        if isinstance(goal, Smallest):
            goal.hold(best.rates)
        elif isinstance(goal, Total):
            goal.hold(best.rates, ALIKE)
    master.hint(best.solution)
    found = _solved(master, given, watch, replace(effort, work=WORK))
    if found is None or not is_as_good(pool, objective, found, best):
        return best
    return found if nearness(found, given) > nearness(best, given) else best


def near_pool(pool: Pool, best: Incumbent, given: Given, most: int) -> Pool:
    """Columns from which `best` may come nearer to the given plan.

    Its own, and a few times `most` an event that keep sessions of the given plan: of the pool, changed
    little, and mixed with those of the best plan.
    """
    kept = []
    for number, (columns, mine) in enumerate(zip(pool.events, best.solution.columns, strict=True)):
        score = [given.score(number, column) for column in columns.columns]
        near = [n for n in sorted(range(len(score)), key=lambda n: -score[n]) if score[n] > 0]
        kept.append({columns.find(mine), *near[:most]})
    found = pool.subset(kept)
    for number, columns in enumerate(found.events):
        columns.add(given.candidates(number)[:most])
        columns.add(given.mixed(number, [best.solution.columns[number]])[:most])
    return found


def nearness(plan: Incumbent, given: Given) -> int:
    """How near a plan is to the given one; more is nearer."""
    total = sum(given.score(number, column) for number, column in enumerate(plan.solution.columns))
    same = sum(
        name in given.wanted.get(spot, ())
        for (spot, _), names in plan.solution.cast.items()
        for name in names
    )
    return total + KEPT_PROVIDER * same


def is_as_good(pool: Pool, objective: Objective, one: Incumbent, other: Incumbent) -> bool:
    """Whether a plan equals another on every level of groups, and nearly on that of everyone or of a sum."""
    season = pool.problem.season
    levels = [level_values(season, objective, plan.rates)[:-1] for plan in (one, other)]
    for (name, mine), (_, theirs) in zip(*levels, strict=True):
        least = theirs - 1e-9 if name.startswith("smallest") else theirs * (1 - ALIKE)
        if mine < least:
            return False
    return keeps_sums(pool.problem.instance, one.rates)


def cost_bound(pool: Pool, objective: Objective, plan: Incumbent, watch: Watch, effort: Effort) -> float:
    """What no plan over the pool costs less than that is as good as this one on the levels before cost."""
    master = Master(pool)
    *levels, cost = goals_of(master, objective)
    for goal in levels:
        goal.hold(plan.rates)
    assert isinstance(cost, Cost)
    cost.aim()
    solved = run(master.model, watch, effort)
    return cost.bound(solved.bound) if solved.found else 0.0


def _solved(master: Master, given: Given, watch: Watch, effort: Effort) -> Incumbent | None:
    literals, scores = [], []
    for number, columns in enumerate(master.column):
        for literal, column in zip(columns, master.pool.events[number].columns, strict=True):
            literals.append(literal)
            scores.append(given.score(number, column))
    for (spot, _, name), literal in master.cast.items():
        if name in given.wanted.get(spot, ()):
            literals.append(literal)
            scores.append(KEPT_PROVIDER)
    master.model.maximize(sum(score * literal for literal, score in zip(literals, scores, strict=True)))
    solved = run(master.model, watch, effort)
    if not solved.found:
        return None
    plan = Incumbent.of(master.read(solved.values), master.pool)
    return plan if keeps_sums(master.problem.instance, plan.rates) else None
