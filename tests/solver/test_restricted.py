"""The restricted master: each rule alone on tiny pools, and as good as CP-SAT over complete ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Adult, Floor, Instance
from scheduler.domain.plan import OBJECTIVES, Objective, Plan
from scheduler.solver.crew import Sessions
from scheduler.solver.enumeration import complete_pool
from scheduler.solver.goals import ORDERED, level_values
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.restricted import Restricted
from scheduler.solver.run import Effort
from scheduler.solver.shifts import Shifts
from scheduler.solver.side_by_side import side_by_side
from scheduler.solver.stages import Incumbent, climb, first_plan, is_better
from tests.builders.instances import (
    MONDAY,
    a_call,
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
    free,
)
from tests.solver.brute_force import best, case
from tests.solver.judges import a_watch
from tests.thorough import cases

EFFORT, NODES = Effort(1, 1), 1000
ONE_EVENING = {"window": (MONDAY, MONDAY), "hosts_needed": 0}
LATE = an_adult(weekly=free(0, hours=(20, 21)))
"""Somebody who can only come to the last hour of Monday."""


def improved(instance: Instance, objective: Objective = "majority") -> Incumbent:
    """The best plan that the restricted master finds over all columns, from the worst valid one on."""
    pool = complete_pool(Problem(instance))
    assert pool is not None
    start, master = worst_plan(pool), the_master(pool, objective)
    while True:
        before = start
        for level in range(len(level_values(pool.problem.season, objective, start.rates))):
            (start,) = side_by_side([master.improving(level, start, a_watch())], a_watch(), 10)
            assert check_plan(instance, Plan("feasible", objective, start.sessions)) == []
        if not is_better(objective, start.rates, before.rates):
            return start


def the_master(pool: Pool, objective: Objective) -> Restricted:
    """The master over a pool, every role worth as much as any other."""
    loss = lambda _, session: dict.fromkeys(dict(session.crew), 1.0)  # noqa: E731
    return Restricted(pool, objective, EFFORT, NODES, loss, [], Shifts(pool.problem))


def worst_plan(pool: Pool) -> Incumbent:
    """Any valid plan over the pool."""
    found = first_plan(pool, a_watch(), EFFORT).incumbent
    assert found is not None
    return found


def test_an_instance_of_one_column_keeps_it() -> None:
    instance = an_instance(events=(an_event(**ONE_EVENING, min_sessions=0, max_sessions=0),))
    assert improved(instance).sessions == ()


def test_every_event_has_one_column() -> None:
    events = tuple(an_event(f"e{n}", **ONE_EVENING) for n in range(2))
    plan = improved(an_instance(events=events, places=(a_place(parallel=2),), clash_share=1))
    assert [session.event for session in plan.sessions] == ["e0", "e1"]


@pytest.mark.parametrize(("parallel", "reached"), [(1, 1.0), (2, 2.0)])
def test_a_place_holds_no_more_sessions_than_it_can(parallel: int, reached: float) -> None:
    """Two events that only one late family can come to, in one hall."""
    events = tuple(an_event(f"e{n}", **ONE_EVENING) for n in range(2))
    instance = an_instance(
        events=events, places=(a_place(parallel=parallel),), families=(a_family("f1", LATE),), clash_share=1
    )
    assert improved(instance).rates.majority == pytest.approx(reached)


@pytest.mark.parametrize(("share", "reached"), [(0.05, 1.0), (1.0, 2.0)])
def test_events_that_clash_never_overlap(share: float, reached: float) -> None:
    events = tuple(an_event(f"e{n}", places=("call",), **ONE_EVENING) for n in range(2))
    instance = an_instance(
        events=events, places=(a_call(parallel=9),), families=(a_family("f1", LATE),), clash_share=share
    )
    assert improved(instance).rates.majority == pytest.approx(reached)


@pytest.mark.parametrize(("interpreters", "reached"), [(0, 0.0), (1, 1.0), (2, 2.0)])
def test_a_role_is_played_by_no_more_than_there_are(interpreters: int, reached: float) -> None:
    asking = replace(LATE, interpreter=frozenset({"so"}))
    crew = tuple(a_provider(f"i{n}", "interpreter", languages=("so",)) for n in range(interpreters))
    instance = an_instance(
        events=tuple(an_event(f"e{n}", **ONE_EVENING) for n in range(2)),
        places=(a_place(parallel=2),),
        providers=(a_provider(), *crew),
        families=(a_family("f1", asking),),
        clash_share=1,
    )
    assert improved(instance).rates.majority == pytest.approx(reached)


def test_a_choice_that_cannot_be_cast_is_forbidden_and_another_one_found() -> None:
    """One interpreter of two languages, wanted in each of them by both events at once."""
    both = a_provider("both", "interpreter", languages=("so", "ar"))
    families = tuple(
        a_family(language, replace(LATE, interpreter=frozenset({language}))) for language in ("so", "ar")
    )
    instance = an_instance(
        groups=(a_group("so"), a_group("ar")),
        events=tuple(an_event(f"e{n}", **ONE_EVENING) for n in range(2)),
        places=(a_place(parallel=2),),
        providers=(a_provider(), both),
        families=families,
        clash_share=1,
    )
    assert improved(instance).rates.majority == pytest.approx(1)


@pytest.mark.parametrize(("weekly", "reached"), [(None, 2.0), (120, 2.0), (119, 1.0), (59, 0.0), (0, 0.0)])
def test_a_contract_is_kept_where_it_allows_one_session_or_none(weekly: int | None, reached: float) -> None:
    """Two events, one after the other, for a family that needs an interpreter for each hour."""
    somali = a_provider("somali", "interpreter", languages=("so",), minutes_per_week=weekly)
    instance = an_instance(
        events=tuple(an_event(f"e{n}", window=(MONDAY, MONDAY)) for n in range(2)),
        providers=(a_provider(), somali),
        families=(a_family("f1", an_adult(interpreter=frozenset({"so"}))),),
    )
    assert improved(instance).rates.majority == pytest.approx(reached)


@pytest.mark.parametrize(("budget", "reached"), [(0, 0.0), (19, 0.0), (20, 1.0), (40, 2.0)])
def test_a_plan_stays_within_the_budget(budget: float, reached: float) -> None:
    events = tuple(an_event(f"e{n}", min_sessions=0, **ONE_EVENING) for n in range(2))
    instance = an_instance(events=events, places=(a_place(cost=20),), budget=budget)
    assert improved(instance).rates.majority == pytest.approx(reached)


def test_a_floor_is_kept_even_where_more_families_could_come() -> None:
    """Two rivals for one session: three families on Tuesday, or the one whom a floor protects on Monday."""
    families = [a_family(f"f{n}", an_adult(weekly=free(1))) for n in range(3)]
    few = a_family("few", an_adult(weekly=free(0)), groups=frozenset({"g1"}))
    instance = an_instance(groups=(a_group(),), families=(*families, few))
    assert improved(instance).rates.majority == pytest.approx(3)
    assert improved(replace(instance, floors=(Floor("g1", 1),))).rates.majority == pytest.approx(1)


@pytest.mark.parametrize("number", range(60))
def test_over_a_complete_pool_it_is_as_good_as_the_exact_master(number: int) -> None:
    instance, measures, *_ = case(number)
    objective = OBJECTIVES[number % len(OBJECTIVES)]
    pool = complete_pool(Problem(instance))
    if not measures or pool is None:
        return
    exact = climb(pool, objective, a_watch(), EFFORT, None, 0.5, complete=True).incumbent
    assert exact is not None
    found = improved(instance, objective)
    assert not is_better(objective, exact.rates, found.rates)


@pytest.mark.parametrize("number", cases(60, always=15))
def test_without_a_plan_it_finds_one_that_is_best_on_the_first_level_or_there_is_none(number: int) -> None:
    """Floors and the budget are kept; half of the cases are short of money."""
    instance, measures, *_ = case(number)
    pool = complete_pool(Problem(instance))
    searches = [] if pool is None else [the_master(pool, "leximin").finding(a_watch())]
    found = next(iter(side_by_side(searches, a_watch(), 10)), None)
    assert (found is not None) == bool(measures)
    if found is not None:
        assert check_plan(instance, Plan("feasible", "leximin", found.sessions)) == []
        assert found.rates.stepped[:1] == best(measures, "leximin").steps[:1]


def test_a_row_that_forbids_a_conflict_leaves_every_other_plan() -> None:
    """Six hours and one host for two events: all pairs of different hours can still be chosen."""
    families = tuple(
        a_family(f"f{hour}", an_adult(weekly=free(0, hours=(hour, hour + 1)))) for hour in (17, 20)
    )
    instance = an_instance(
        events=tuple(an_event(f"e{n}", window=(MONDAY, MONDAY), places=("hall", "gym")) for n in range(2)),
        places=(a_place(), a_place("gym")),
        families=families,
        clash_share=1,
        travel_minutes=0,
    )
    plan = improved(instance)
    assert {session.start for session in plan.sessions} <= {at(17), at(20)}
    assert len({session.start for session in plan.sessions}) == 2
    assert plan.rates.majority == pytest.approx(2)


def three_days(*later: tuple[float, float]) -> Instance:
    """One session on one of three days, each of which suits 5 of 10 families of `g0`.

    And so many tenths of `g1` and `g2` as `later` says of each day.
    """
    suited = [(5, round(10 * g1), round(10 * g2)) for g1, g2 in later]
    families = tuple(
        a_family(f"g{g}-{n}", coming(*(d for d in range(3) if n < suited[d][g])), groups=frozenset({f"g{g}"}))
        for g in range(3)
        for n in range(10)
    )
    hours = {"places": ("call",), "window": (MONDAY, MONDAY + timedelta(2))}
    groups = tuple(a_group(f"g{g}") for g in range(3))
    return an_instance(groups=groups, families=families, places=(a_call(),), events=(an_event(**hours),))


@pytest.mark.parametrize(
    ("later", "reached"),
    [
        (((0.6, 0.6), (0.6, 0.6), (0.5, 1.0)), (25, 30, 30)),
        (((0.6, 0.6), (0.6, 0.7), (0.5, 1.0)), (25, 30, 35)),
    ],
)
def test_all_groups_at_once_never_leave_a_group_behind(
    later: tuple[tuple[float, float], ...], reached: tuple[int, ...]
) -> None:
    """The day with 0.5 and 1.0 has the largest weighted sum, and leaves the second group behind."""
    instance = three_days(*later)
    pool = complete_pool(Problem(instance))
    assert pool is not None
    first_day = pool.subset([[n for n, column in enumerate(pool.events[0].columns) if starts_on(column, 0)]])
    start = worst_plan(first_day)
    master = Restricted(pool, "leximin", EFFORT, NODES, lambda *_: {}, [], Shifts(pool.problem))
    (found,) = side_by_side([master.improving(ORDERED, start, a_watch())], a_watch(), 10)
    assert found.rates.stepped == reached


def coming(*days: int) -> Adult:
    return an_adult(weekly=free(*days) if days else {})


def starts_on(column: Sessions, day: int) -> bool:
    return column[0].start.date() == MONDAY + timedelta(day)
