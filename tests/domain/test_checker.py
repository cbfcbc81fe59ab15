"""The judge of plans: values that are reported, floors, budget, and plans that say there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Floor, Instance
from scheduler.domain.plan import OBJECTIVES, Level, Objective, Plan, Requirement, Session, Status
from tests.builders.instances import a_family, a_group, a_place, an_adult, an_event, an_instance
from tests.builders.plans import a_plan, a_session, with_levels
from tests.strategies import instances

CONFLICT = (Requirement("budget", (), "The budget does not pay for one session of each event."),)
HALF = an_instance(
    groups=(a_group(),),
    families=(
        a_family("f0", groups=frozenset({"g1"})),
        a_family("f1", an_adult(weekly={}), groups=frozenset({"g1"})),
    ),
    places=(a_place(cost=100),),
)
"""Half of the one group can come, at a cost of 100."""


def kinds(instance: Instance, plan: Plan) -> list[str]:
    return [fault.kind for fault in check_plan(instance, plan)]


def test_a_plan_that_keeps_the_rules_has_no_fault() -> None:
    assert check_plan(an_instance(), a_plan(a_session())) == []


def test_a_season_without_events_needs_no_session() -> None:
    assert check_plan(an_instance(events=()), a_plan()) == []


@pytest.mark.parametrize(
    "session", [a_session("e9"), a_session(place="attic"), a_session("e1", a_session().start, "hall", "eve")]
)
def test_an_id_that_is_not_in_the_instance_is_a_fault(session: Session) -> None:
    assert "unknown" in kinds(an_instance(), a_plan(session))


@pytest.mark.parametrize(("rate", "broken"), [(0.5, []), (0.51, ["floor"])])
@pytest.mark.parametrize("of", ["g1", "pooled", "everyone"])
def test_every_floor_is_kept(of: str, rate: float, broken: list[str]) -> None:
    instance = replace(HALF, floors=(Floor(of, rate),), small_group=3)
    assert kinds(instance, a_plan(a_session())) == broken


def test_the_floor_of_a_set_that_no_event_invites_holds() -> None:
    assert kinds(replace(HALF, floors=(Floor("no_group", 1),)), a_plan(a_session())) == []


def test_the_past_does_not_help_a_floor() -> None:
    absent = a_family("f0", an_adult(weekly={}), past=(9, 9))
    assert kinds(an_instance(families=(absent,), floors=(Floor("everyone", 0.1),)), a_plan(a_session())) == [
        "floor"
    ]


@pytest.mark.parametrize(("budget", "broken"), [(None, []), (100, []), (99.99, ["budget"])])
def test_the_cost_is_within_the_budget(budget: float | None, broken: list[str]) -> None:
    assert kinds(replace(HALF, budget=budget), a_plan(a_session())) == broken


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_levels_as_they_are_with_bounds_that_close_are_optimal(objective: Objective) -> None:
    assert kinds(HALF, with_levels(HALF, a_plan(a_session(), objective=objective))) == []


def test_only_a_feasible_plan_may_leave_its_levels_out() -> None:
    assert kinds(HALF, a_plan(a_session())) == []
    assert kinds(HALF, a_plan(a_session(), status="optimal")) == ["levels"]


def test_levels_are_the_objectives_own_in_its_order() -> None:
    plan = with_levels(HALF, a_plan(a_session()))
    assert kinds(HALF, replace(plan, levels=plan.levels[::-1])) == ["levels"]
    assert kinds(HALF, replace(plan, objective="majority")) == ["levels"]


@pytest.mark.parametrize(
    ("name", "value", "bound", "status", "broken"),
    [
        ("smallest 1", 0.5, 0.519, "optimal", []),
        ("smallest 1", 0.5, 0.52, "optimal", ["level_open"]),
        ("smallest 1", 0.5, 0.52, "feasible", []),
        ("smallest 1", 0.5, 0.48, "feasible", ["level_bound"]),
        ("smallest 1", 0.52, 0.52, "feasible", ["level_value"]),
        ("everyone", 0.5, 0.5005, "optimal", []),
        ("everyone", 0.5, 0.501, "optimal", ["level_open"]),
        ("everyone", 0.501, 0.501, "feasible", ["level_value"]),
        ("cost", 100, 99, "optimal", []),
        ("cost", 100, 98, "optimal", ["level_open"]),
        ("cost", 100, 98, "feasible", []),
        ("cost", 100, 101, "feasible", ["level_bound"]),
        ("cost", 99, 99, "feasible", ["level_value"]),
        ("cost", float("nan"), 99, "feasible", ["level_value", "level_bound"]),
    ],
)
def test_a_level_is_as_measured_and_its_bound_on_the_right_side(
    name: str, value: float, bound: float, status: Status, broken: list[str]
) -> None:
    plan = with_levels(HALF, a_plan(a_session()))
    levels = tuple(Level(name, value, bound) if level.name == name else level for level in plan.levels)
    assert kinds(HALF, replace(plan, levels=levels, status=status)) == broken


def test_an_infeasible_plan_names_its_conflict_and_plans_nothing() -> None:
    assert kinds(HALF, Plan("infeasible", "leximin", conflict=CONFLICT)) == []
    assert kinds(HALF, Plan("infeasible", "leximin")) == ["infeasible_conflict"]
    assert kinds(HALF, Plan("infeasible", "leximin", (a_session(),), conflict=CONFLICT)) == [
        "infeasible_sessions"
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instances(), st.sampled_from(OBJECTIVES))
def test_nothing_planned_is_a_plan_only_where_no_event_asks_for_a_session(
    instance: Instance, objective: Objective
) -> None:
    free = replace(instance, floors=(), fixed=())
    plan = with_levels(free, a_plan(objective=objective))
    wanted = [event.id for event in free.events if event.min_sessions > 0]
    assert [fault.ids[0] for fault in check_plan(free, plan)] == wanted


def test_an_event_that_nobody_can_come_to_is_still_a_plan() -> None:
    instance = an_instance(events=(an_event(audience=frozenset()),))
    assert kinds(instance, with_levels(instance, a_plan(a_session()))) == []
