"""Plans that differ most from a given one and from each other, none much worse than it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from math import ceil

from ortools.sat.python import cp_model

from scheduler.domain.checker import check_plan
from scheduler.domain.plan import Plan, Session
from scheduler.evaluation import Rates, Season
from scheduler.solver.enumeration import complete_pool
from scheduler.solver.goals import goals_of, level_values
from scheduler.solver.growing import Growing
from scheduler.solver.master import Master
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import TimeIsUp, Watch, endless
from scheduler.solver.repair import as_it_is
from scheduler.solver.run import Effort, run
from scheduler.solver.spread import spread
from scheduler.solver.stages import Incumbent

SPREAD = 40
GROWTH_SHARE = 0.4
SOLVE_SHARE = 0.5
"""Of the time that is left, what growth may take, and then the search for each plan: the first matters."""
ROUNDS = 2
ROUNDING = 1e-9


def varied_plans(
    season: Season,
    sessions: Sequence[Session],
    most: int,
    loss: float,
    *,
    time_limit_seconds: float,
    threads: int,
    seed: int,
) -> list[tuple[Session, ...]]:
    """Up to `most` valid plans, each as far as can be from the given plan and from those before it.

    None has less than 1 - `loss` (0..1) of the given plan's value on any level of the leximin but cost.
    First the closest is made as far as can be (`closeness`), then all together. Over all columns of a small
    instance, else over a grown pool; a plan that is returned when the time ends is valid, but perhaps not
    the furthest.
    """
    watch = Watch(time_limit_seconds, None, lambda: False)
    effort = Effort(threads, seed)
    problem = Problem(season.instance, season)
    given = as_it_is(problem, sessions, effort)
    if given is None or not season.instance.events:
        return []
    pool = complete_pool(problem) or _grown(problem, given, watch.part(GROWTH_SHARE), effort)
    master = Master(pool)
    _hold_most(master, season.rates(sessions), loss)
    known, last = [tuple(sessions)], given.solution
    while len(known) <= most and not watch.is_over:
        _part_from(master, known)
        master.hint(last)
        solved = run(master.model, watch, effort, SOLVE_SHARE)
        if not solved.found:
            break
        last = master.read(solved.values)
        found = last.sessions(pool)
        if sites(found) in map(sites, known) or check_plan(
            season.instance, Plan("feasible", "leximin", found)
        ):
            break
        known.append(found)
    return known[1:]


def sites(sessions: Sequence[Session]) -> frozenset[tuple[str, datetime, str]]:
    """When and where a plan holds its events, providers left out."""
    return frozenset((session.event, session.start, session.place) for session in sessions)


def closeness(one: Sequence[Session], other: Sequence[Session]) -> int:
    """Pairs of sessions of one event on the same day, those at the same start and place counted twice."""
    same_day = sum(
        mine.event == theirs.event and mine.start.date() == theirs.start.date()
        for mine in one
        for theirs in other
    )
    return same_day + len(sites(one) & sites(other))


def _hold_most(master: Master, rates: Rates, loss: float) -> None:
    """From now on the master's plans keep 1 - loss of every level but cost."""
    kept = 1 - loss
    sums = [ceil(kept * sum(rates.stepped[:k]) - ROUNDING) for k in range(len(rates.stepped) + 1)]
    past = float(master.problem.season.past[master.problem.season.everyone, 0])
    lowered = replace(
        rates,
        stepped=tuple(after - ahead for ahead, after in pairwise(sums)),
        majority=kept * (rates.majority + past) - past,
    )
    for goal in goals_of(master, "leximin")[:-1]:
        goal.hold(lowered)


def _part_from(master: Master, known: Sequence[Sequence[Session]]) -> None:
    """Lower the greatest closeness to one of the known plans, then that to all."""
    most = 2 * sum(event.max_sessions for event in master.problem.events) * max(map(len, known), default=0)
    worst = master.model.new_int_var(0, most, "closeness to one plan")
    near = [_closeness(master, sessions) for sessions in known]
    for each in near:
        master.model.add(worst >= each)
    master.model.minimize((most * len(known) + 1) * worst + cp_model.LinearExpr.sum(near))


def _closeness(master: Master, sessions: Sequence[Session]) -> cp_model.LinearExprT:
    """The closeness of the plan to be found to these sessions."""
    held, days = sites(sessions), Counter((s.event, s.start.date()) for s in sessions)
    ids = [event.id for event in master.problem.events]
    factors = [
        days[ids[number], start.date()] + ((ids[number], start, place) in held)
        for number, start, place in master.spot
    ]
    return cp_model.LinearExpr.weighted_sum(list(master.spot.values()), factors)


def _grown(problem: Problem, given: Incumbent, watch: Watch, effort: Effort) -> Pool:
    """The columns that pay best at the prices of any level, grown from the plan.

    Where the time is over before there are prices, those that are spread over the season, and the plan's.
    """
    pool = Pool(problem)
    spread(pool, SPREAD)
    pool.add(given.solution.columns)
    problem.watch = watch
    growing: Growing | None = None
    with suppress(TimeIsUp):
        growing = Growing(problem, pool, "leximin", effort.threads)
        values = [value for _, value in level_values(problem.season, "leximin", given.rates)]
        for level in _levels(len(values)):
            if not watch.is_over:
                growing.grow(level, values[:level], ROUNDS, watch)
    problem.watch = endless()
    if growing is None:
        return pool
    growing.end()
    return growing.promising(given)


def _levels(number: int) -> Iterator[int]:
    """The first level, some in between and the last but cost."""
    yield from sorted({0, number // 3, 2 * number // 3, max(0, number - 2)})
