"""The solver's door: what it returns, when it stops, and that it can be repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import FixedSession, Floor, Horizon, Instance, Interval
from scheduler.domain.plan import OBJECTIVES, Objective, Plan
from scheduler.evaluation import Season
from scheduler.solver import Cancelled, NoPlanInTime, Progress, solve
from scheduler.solver.conflict import keep_only, requirements
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
from tests.thorough import thoroughly


def solved(instance: Instance, objective: Objective = "leximin", **more: Any) -> Plan:
    usual = {"time_limit_seconds": 60, "threads": 1, "seed": 1}
    return solve(instance, objective, **{**usual, **more})


def many_sites(**more: Any) -> Instance:
    """An instance with too many columns to list: five-minute starts over two weeks, all sorts of families."""
    horizon = Horizon(MONDAY, 2, 17 * 60, 21 * 60, 5)
    care = a_provider("care", "childcare", capacity=3, cost=10)
    interpreter = a_provider("i", "interpreter", languages=("so", "es"), cost=20)
    families = tuple(
        a_family(
            f"f{n}",
            an_adult(
                weekly=free(n % 7, (n + 2) % 7, hours=(16 + n % 3, 21)),
                children=n % 2,
                interpreter=frozenset({"so"} if n % 5 == 0 else ()),
                formats=frozenset({"in_person"}),
            ),
            groups=frozenset({f"g{n % 3}"}),
        )
        for n in range(24)
    )
    events = tuple(an_event(f"e{n}", places=("hall", "call"), max_sessions=2) for n in range(3))
    usual = {
        "horizon": horizon,
        "groups": tuple(a_group(f"g{n}") for n in range(3)),
        "places": (a_place(capacity=6), a_call()),
        "providers": (a_provider(), care, interpreter),
        "events": events,
        "families": families,
        "budget": 90,
    }
    return an_instance(**{**usual, **more})


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize(
    "change",
    [
        {"families": ()},
        {"events": (), "families": ()},
        {"events": (an_event(min_sessions=0),), "families": ()},
        {"families": (a_family("f1", an_adult(weekly={})),)},
        {"families": (a_family("f1", an_adult(formats=frozenset())),)},
        {"groups": tuple(a_group(f"g{n}") for n in range(40))},
        {"budget": 0},
        {"events": (an_event(hosts_needed=0, hosts=()),), "providers": ()},
        {"fixed": (FixedSession("e1", at(18), "hall", ("care",)),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_instances_at_the_edge_of_the_format_have_optimal_plans(change: dict, objective: Objective) -> None:
    providers = (a_provider(), a_provider("care", "childcare"))
    instance = an_instance(**{"providers": providers, **change})
    plan = solved(instance, objective)
    assert plan.status == "optimal"
    assert check_plan(instance, plan) == []


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_plan_from_a_grown_pool_is_valid_and_never_better_than_its_bounds(objective: Objective) -> None:
    instance = many_sites()
    plan = solved(instance, objective)
    assert check_plan(instance, plan) == []
    assert all(
        level.bound <= level.value if level.name == "cost" else level.bound >= level.value
        for level in plan.levels
    )


def test_the_least_included_group_comes_first() -> None:
    """The majority is free on Monday; the small group can only come on Tuesday."""
    families = (
        *(a_family(f"f{n}", an_adult(weekly=free(0)), groups=frozenset({"many"})) for n in range(9)),
        *(a_family(f"g{n}", an_adult(weekly=free(1)), groups=frozenset({"few"})) for n in range(3)),
    )
    events = (an_event("e1"), an_event("e2"))
    instance = an_instance(groups=(a_group("many"), a_group("few")), families=families, events=events)
    days = {
        objective: sorted(session.start.weekday() for session in solved(instance, objective).sessions)
        for objective in OBJECTIVES
    }
    assert days == {"leximin": [0, 1], "weighted": [0, 0], "majority": [0, 0]}


@pytest.mark.parametrize("threads", [*thoroughly(1), 2])
def test_the_same_seed_gives_the_same_plan(threads: int) -> None:
    first, second = (solved(many_sites(), threads=threads, seed=7) for _ in range(2))
    assert first == second


def test_the_best_level_only_ever_improves() -> None:
    seen: list[Progress] = []
    solved(many_sites(), "majority", progress=seen.append)
    best = [step.best for step in seen if step.stage == "majority"]
    assert best
    assert best == sorted(best)
    assert [step.seconds for step in seen] == sorted(step.seconds for step in seen)


def test_a_run_that_is_cancelled_after_its_first_plan_returns_that_plan() -> None:
    seen: list[Progress] = []
    plan = solved(many_sites(), progress=seen.append, cancelled=lambda: bool(seen))
    assert plan.status == "feasible"
    assert check_plan(many_sites(), plan) == []


def test_a_run_that_is_cancelled_at_once_has_no_plan() -> None:
    with pytest.raises(Cancelled):
        solved(many_sites(), cancelled=lambda: True)


def test_a_run_without_time_has_no_plan() -> None:
    with pytest.raises(NoPlanInTime):
        solved(many_sites(), time_limit_seconds=1e-6)


TWO_EVENTS_ONE_SLOT = an_instance(
    horizon=Horizon(MONDAY, 1, 17 * 60, 18 * 60, 60),
    events=tuple(an_event(f"e{n}", window=(MONDAY, MONDAY)) for n in (1, 2)),
)


@pytest.mark.parametrize(
    ("instance", "conflict"),
    [
        (an_instance(places=(a_place(open=()),)), {("event", ("e1",))}),
        (an_instance(providers=(a_provider(available=()),)), {("event", ("e1",))}),
        (TWO_EVENTS_ONE_SLOT, {("event", ("e1",)), ("event", ("e2",))}),
        (
            an_instance(places=(a_place(cost=10),), budget=5, floors=(Floor("no_group", 0),)),
            {("event", ("e1",)), ("budget", ())},
        ),
        (
            an_instance(families=(a_family("f1", an_adult(weekly={})),), floors=(Floor("everyone", 0.1),)),
            {("floor", ("everyone",))},
        ),
        (
            an_instance(fixed=tuple(FixedSession("e1", at(hour), "hall") for hour in (17, 18))),
            {("fixed", ("e1", f"2027-01-11T{hour}:00", "hall")) for hour in (17, 18)},
        ),
    ],
    ids=["never open", "no host", "one slot", "budget", "floor", "pins"],
)
def test_a_conflict_names_a_minimal_set_of_requirements(instance: Instance, conflict: set) -> None:
    plan = solved(instance)
    assert plan.status == "infeasible"
    assert check_plan(instance, plan) == []
    assert {(requirement.kind, requirement.ids) for requirement in plan.conflict} == conflict
    for dropped in plan.conflict:
        rest = [requirement for requirement in plan.conflict if requirement != dropped]
        assert solved(keep_only(instance, rest)).status != "infeasible"


def test_without_any_requirement_the_empty_plan_is_left() -> None:
    instance = replace(TWO_EVENTS_ONE_SLOT, budget=0)
    kinds = [requirement.kind for requirement in requirements(instance)]
    assert kinds == ["event", "event", "budget"]
    assert solved(keep_only(instance, [])).status == "optimal"


def test_a_plan_to_begin_with_is_the_first_and_the_result_no_worse() -> None:
    """Floors that few plans keep are no obstacle to whoever brings such a plan along."""
    instance = many_sites()
    given = solved(instance, "majority")
    measured = Season(instance).rates(given.sessions)
    floors = tuple(Floor(name, rate) for name, rate in measured.season.items() if rate)
    reports: list[Progress] = []
    plan = solved(replace(instance, floors=floors), "weighted", start=given.sessions, progress=reports.append)
    assert reports[0].best == pytest.approx(measured.weighted)
    assert Season(instance).rates(plan.sessions).weighted >= measured.weighted - 1e-6


def test_a_plan_to_begin_with_that_cannot_be_held_any_more_is_left_aside() -> None:
    instance = many_sites()
    given = solved(instance, "majority")
    closed = replace(
        instance, closed=tuple(Interval(s.start, s.start + timedelta(1)) for s in given.sessions)
    )
    assert check_plan(closed, solved(closed, "majority", start=given.sessions)) == []
