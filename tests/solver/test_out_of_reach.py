"""What no plan can keep is known at once: a floor above every bound, a budget below what must be paid."""

from __future__ import annotations

import pytest

from scheduler.domain.instance import Floor, Instance
from scheduler.domain.plan import Plan
from scheduler.solver import solve
from scheduler.solver.out_of_reach import floor_out_of_reach, too_dear
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.relaxation import Relaxation
from scheduler.solver.spread import spread
from tests.builders.instances import a_call, a_family, a_group, a_place, a_provider, an_event, an_instance
from tests.solver.judges import kept_by_a_plan
from tests.solver.test_solve import many_sites
from tests.thorough import cases


def ten_for_four_seats(rate: float) -> Instance:
    return an_instance(
        groups=(a_group(),),
        places=(a_place(capacity=4),),
        families=tuple(a_family(f"f{n}", groups=frozenset({"g1"})) for n in range(10)),
        floors=(Floor("g1", rate),),
    )


@pytest.mark.parametrize(("rate", "is_out"), [(0.3, False), (0.4, False), (0.41, True)])
def test_a_floor_is_out_of_reach_where_no_session_holds_so_many(rate: float, is_out: bool) -> None:
    instance = ten_for_four_seats(rate)
    assert floor_out_of_reach(Problem(instance)) == (instance.floors[0] if is_out else None)


def three_events(budget: float | None, **more: int) -> Instance:
    """Events at halls that cost 10, 20 and 30, each with a host who costs 5."""
    halls = tuple(a_place(f"hall{n}", cost=10 * n) for n in (1, 2, 3))
    events = tuple(an_event(f"e{n}", places=(f"hall{n}",), **more) for n in (1, 2, 3))
    return an_instance(places=halls, providers=(a_provider(cost=5),), events=events, budget=budget)


@pytest.mark.parametrize(
    ("budget", "numbers"), [(None, []), (75, []), (74, [0, 1, 2]), (59, [1, 2]), (34, [2]), (35, [1, 2])]
)
def test_a_budget_is_too_small_for_some_events_of_which_none_could_be_left_out(
    budget: float | None, numbers: list[int]
) -> None:
    assert list(too_dear(Problem(three_events(budget)))) == numbers


def test_sessions_that_need_not_be_held_cost_nothing() -> None:
    assert list(too_dear(Problem(three_events(0, min_sessions=0)))) == []


def planned(instance: Instance) -> Plan:
    return solve(instance, "leximin", time_limit_seconds=60, threads=1, seed=1)


def test_a_large_instance_says_at_once_which_floor_is_too_high() -> None:
    """Nothing but the floor is to blame: it is out of reach whatever else is given up. So is one more."""
    instance = many_sites(floors=(Floor("g0", 0.1), Floor("g1", 0.99), Floor("g2", 0.98)))
    plan = planned(instance)
    assert plan.status == "infeasible"
    assert [(member.kind, member.ids) for member in plan.conflict] == [("floor", ("g1",))]
    assert [(member.kind, member.ids) for member in plan.further] == [("floor", ("g2",))]


def in_sight(budget: float, *rates: float) -> tuple[list[str], float | None]:
    """What nothing of some columns keeps together; the hall is dearer than a call."""
    halls = (a_place(capacity=6, cost=40), a_call(cost=30))
    floors = tuple(Floor(f"g{n}", rate) for n, rate in enumerate(rates))
    pool = Pool(Problem(many_sites(places=halls, floors=floors, budget=budget)))
    spread(pool, 40)
    found = Relaxation(pool, "leximin").unkept()
    return ([], None) if found is None else ([floor.group for floor in found.floors], found.budget)


def test_floors_and_a_budget_that_nothing_in_sight_keeps_together_are_as_few_as_can_be() -> None:
    assert in_sight(120, 0.1, 0.1, 0.1) == ([], None)
    assert in_sight(120, 0.1, 0.9, 0.1) == (["g1"], None)
    assert in_sight(120, 0, 0.2, 0) == ([], None)
    assert in_sight(92, 0, 0.2, 0) == (["g1"], 92)


@pytest.mark.parametrize("number", cases(200, 60))
def test_what_a_plan_keeps_is_never_too_much_at_once(number: int) -> None:
    assert kept_by_a_plan(number) == []


@pytest.mark.parametrize(
    ("rate", "members"),
    [(0.4, ["floor g0", "floor g1", "floor g2", "budget"]), (0.5, ["floor g0", "floor g2", "budget"])],
)
def test_a_large_instance_proves_which_floors_a_budget_cannot_pay_for(
    rate: float, members: list[str]
) -> None:
    halls = (a_place(capacity=6, cost=40), a_call(cost=30))
    floors = tuple(Floor(f"g{n}", rate) for n in range(3))
    plan = planned(many_sites(places=halls, floors=floors, budget=110))
    assert plan.status == "infeasible"
    assert [" ".join((member.kind, *member.ids)) for member in plan.conflict] == members


def test_a_large_instance_says_at_once_which_events_a_budget_cannot_pay_for() -> None:
    """Any two of three events cost 60 at least."""
    plan = planned(many_sites(places=(a_place(capacity=6, cost=40), a_call(cost=30)), budget=50))
    assert plan.status == "infeasible"
    assert [member.kind for member in plan.conflict] == ["event", "event", "budget"]
