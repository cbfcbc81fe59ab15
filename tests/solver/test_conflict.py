"""A conflict cannot hold together, and without any one of its members the rest can: tried with every plan."""

from __future__ import annotations

import pytest

from scheduler.domain.instance import FixedSession, Floor, Instance, Interval
from scheduler.domain.plan import Requirement
from scheduler.solver import solve
from scheduler.solver.conflict import keep_only
from tests.builders.instances import a_place, a_provider, an_event, an_instance, at
from tests.solver.brute_force import MOST_PLANS, TooManyPlans, all_measures
from tests.solver.tiny import tiny_instance


def infeasible(seed: int) -> bool:
    try:
        return not all_measures(tiny_instance(seed), MOST_PLANS)
    except TooManyPlans:
        return False


def has_a_plan(instance: Instance, kept: list[Requirement]) -> bool:
    try:
        return bool(all_measures(keep_only(instance, kept), 20 * MOST_PLANS))
    except TooManyPlans:
        plan = solve(keep_only(instance, kept), "majority", time_limit_seconds=60, threads=1, seed=1)
        return plan.status != "infeasible"


@pytest.mark.parametrize("seed", [seed for seed in range(120) if infeasible(seed)])
def test_a_conflict_is_minimal(seed: int) -> None:
    instance = tiny_instance(seed)
    plan = solve(instance, "leximin", time_limit_seconds=60, threads=1, seed=1)
    assert plan.status == "infeasible"
    members = list(plan.conflict)
    assert members
    assert {member.kind for member in members} <= {"event", "fixed", "floor", "budget"}
    assert not has_a_plan(instance, members)
    for dropped in members:
        assert has_a_plan(instance, [member for member in members if member != dropped]), dropped


@pytest.mark.parametrize(
    ("instance", "text"),
    [
        (
            an_instance(places=(a_place(open=()),)),
            "e1: at least 1 session(s), "
            "but no start fits its window, closed time and the opening hours of its places",
        ),
        (
            an_instance(providers=(a_provider(available=()),)),
            "e1: at least 1 session(s), but at no start that its places allow are 1 of its hosts free",
        ),
        (an_instance(places=(a_place(cost=10),), budget=5), "e1: at least 1 session(s)"),
    ],
    ids=["never open", "no host", "budget"],
)
def test_an_event_that_can_be_held_nowhere_says_why(instance: Instance, text: str) -> None:
    plan = solve(instance, "leximin", time_limit_seconds=60, threads=1, seed=1)
    assert [member.text for member in plan.conflict if member.kind == "event"] == [text]


def test_a_pin_that_cannot_be_held_is_the_whole_conflict() -> None:
    """However much else is asked of the plan: nothing else has to be tried."""
    pin = FixedSession("e1", at(18), "hall")
    instance = an_instance(
        events=(an_event("e1", closed=(Interval(at(17), at(21)),)), an_event("e2")),
        fixed=(pin,),
        floors=(Floor("everyone", 0.1),),
        budget=5,
    )
    plan = solve(instance, "leximin", time_limit_seconds=60, threads=1, seed=1)
    assert [(member.kind, member.ids) for member in plan.conflict] == [
        ("fixed", ("e1", "2027-01-11T18:00", "hall"))
    ]
