"""No family, session, pair, column or plan is worth more than its bound, whatever the prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from scheduler.domain.instance import Family, Instance, Provider
from scheduler.evaluation import Season
from scheduler.evaluation.households import Floats
from scheduler.solver.bounds import best_pair, column_bound, session_bounds, support
from scheduler.solver.growing import interpolated
from scheduler.solver.potential import EventPotential
from scheduler.solver.prices import Prices
from scheduler.solver.problem import Problem
from scheduler.solver.tally import FEW_TIMES
from scheduler.solver.weekly import best_pair_of_weeks
from tests.builders.instances import (
    EVENINGS,
    a_call,
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    free,
)
from tests.solver.judges import bounds_on_columns, bounds_on_plans
from tests.solver.scarce import BENDS, scarce_instance
from tests.thorough import cases

ANY = -np.inf
"""No bound is tight enough."""
TEN = tuple(a_family(f"f{n}") for n in range(10))


class Priced:
    """The one event of an instance at a price of 1 for the inclusion of anyone, or of a set of families."""

    def __init__(self, instance: Instance, money: float = 0.0, paid: str = "everyone") -> None:
        self.problem = Problem(instance)
        self.potential = EventPotential(self.problem, 0)
        self.prices = pay_for(paid, self.problem, money)
        self.worth = self.potential.prices(self.prices.of_signatures(self.problem, 0))

    @property
    def potentials(self) -> Floats:
        """The potential of each family at each site, in the order of the instance's families."""
        found = self.potential.of_families(np.arange(len(self.potential.sites)))
        order = self.potential.in_order(np.arange(len(self.potential)))
        return found[:, np.argsort(order)]

    @property
    def sessions(self) -> Floats:
        return session_bounds(self.problem, self.potential, self.prices, ANY).worth

    @property
    def column(self) -> float:
        return column_bound(self.problem, self.potential, self.prices, ANY)

    @property
    def pair(self) -> float:
        return best_pair(self.potential, self.worth, self.prices.money, self.sessions, ANY)


def pay_for(paid: str, problem: Problem, money: float = 0.0) -> Prices:
    pay = np.zeros(len(problem.season.set_names) + 1)
    pay[problem.season.set_names.index(paid)] = 1.0
    return Prices(pay, money)


@pytest.mark.parametrize("number", cases(400, always=100))
def test_nothing_in_a_scarce_instance_is_worth_more_than_its_bound(number: int) -> None:
    assert bounds_on_columns(number) == []


def test_the_scarce_instances_reach_what_bounds_must_not_forget() -> None:
    scarce = [scarce_instance(number) for number in range(10 * len(BENDS))]
    problems = [Problem(case) for case in scarce]
    narrow = [EventPotential(problem, 0).narrow for problem in problems if problem.choices[0].sites]
    assert sum(map(bool, narrow)) >= 5
    assert sum(any(e.max_sessions == 3 for e in case.events) for case in scarce) >= 10
    assert sum(any(e.turnout == 0 for e in case.events) for case in scarce) >= 10
    assert sum(any(p.capacity == 0 for p in case.places) for case in scarce) >= 10
    assert sum(any(len(p.languages) > 1 for p in case.providers) for case in scarce) >= 10
    assert sum(any(_has_two_limits(place) for place in case.places) for case in scarce) >= 10
    assert sum(any(_are_alike(family) for family in case.families) for case in scarce) >= 10


def _has_two_limits(place) -> bool:
    return place.format == "hybrid" and None not in (place.capacity, place.online_capacity)


def _are_alike(family) -> bool:
    asked = [adult.interpreter for adult in family.adults if adult.interpreter]
    return len(asked) > len(set(asked))


@pytest.mark.parametrize("number", cases(150, always=60))
def test_no_plan_is_worth_more_than_the_support(number: int) -> None:
    assert bounds_on_plans(number) == []


def test_an_event_without_families_is_worth_nothing() -> None:
    priced = Priced(an_instance(families=()))
    assert priced.sessions.tolist() == [0.0] * len(priced.potential.sites)
    assert priced.column == 0


def test_an_event_that_has_nowhere_to_be_held_is_worth_nothing() -> None:
    before = EVENINGS.start - timedelta(days=8)
    event = an_event(min_sessions=0, window=(before, before + timedelta(days=1)))
    assert Priced(an_instance(events=(event,))).column == 0


def test_a_potential_is_the_best_worth_of_what_any_adult_says() -> None:
    couple = a_family(
        "f1", an_adult(weekly=free(0, level="maybe")), an_adult(weekly=free(1)), an_adult(weekly={})
    )
    priced = Priced(an_instance(families=(couple,)))
    by_day = {
        start.weekday(): row[0]
        for (start, _), row in zip(priced.potential.sites, priced.potentials, strict=True)
    }
    assert [by_day[day] for day in (0, 1, 2)] == [0.5, 1.0, 0.0]


@pytest.mark.parametrize(
    ("adult", "provider", "possible"),
    [
        ({"interpreter": frozenset({"so"})}, a_provider("i", "interpreter", languages=("so",)), True),
        ({"interpreter": frozenset({"so"})}, a_provider("i", "interpreter", languages=("ar",)), False),
        ({"children": 1}, a_provider("c", "childcare", capacity=1), True),
        ({"children": 1}, a_provider("c", "captions"), False),
        ({"supports": frozenset({"captions"})}, a_provider("c", "captions"), True),
        ({"supports": frozenset({"captions"})}, a_provider("c", "captions", available=()), False),
        ({"features": frozenset({"hearing_loop"})}, a_provider("c", "captions"), False),
    ],
)
def test_who_needs_a_support_has_a_potential_where_it_can_be_had(
    adult: dict, provider, possible: bool
) -> None:
    family = a_family("f1", an_adult(formats=frozenset({"in_person"}), **adult))
    priced = Priced(an_instance(providers=(a_provider(), provider), families=(family,)))
    assert set(priced.potentials[:, 0]) == {1.0 if possible else 0.0}


@pytest.mark.parametrize(("zone", "possible"), [("south", True), ("east", False)])
def test_who_lives_elsewhere_has_a_potential_where_a_bus_goes(zone: str, possible: bool) -> None:
    family = a_family("f1", an_adult(formats=frozenset({"in_person"})), zone=zone)
    bus = a_provider("bus", "transport", zone="south", capacity=1)
    priced = Priced(an_instance(providers=(a_provider(), bus), families=(family,)))
    assert set(priced.potentials[:, 0]) == {1.0 if possible else 0.0}


def test_totals_sum_the_potentials_by_what_families_are_worth() -> None:
    families = (a_family("f1", weight=3), a_family("f2", an_adult(weekly=free(0, level="maybe"))))
    priced = Priced(an_instance(families=families, events=(an_event(weight=2),)))
    totals = priced.potential.totals(priced.prices.of_signatures(priced.problem, 0))
    on_monday = [start.weekday() == 0 for start, _ in priced.potential.sites]
    assert totals == pytest.approx(np.where(on_monday, 7.0, 6.0), rel=1e-5)


@pytest.mark.parametrize(
    ("place", "held"),
    [
        (a_place(capacity=4), 4),
        (a_place(capacity=0), 0),
        (a_place(capacity=10), 10),
        (a_place(format="hybrid", capacity=4), 10),
        (a_place(format="hybrid", capacity=4, online_capacity=3), 7),
        (a_place(format="online", zone=None, online_capacity=3), 3),
        (a_place(format="phone", zone=None), 0),
    ],
)
def test_a_session_is_worth_no_more_than_its_place_holds(place, held: int) -> None:
    priced = Priced(an_instance(places=(place,), families=TEN))
    assert priced.sessions.max() == pytest.approx(held, rel=1e-5, abs=1e-4)


def test_a_narrow_place_is_worth_no_more_than_it_holds() -> None:
    families = tuple(a_family(f"f{n}", weight=100) for n in range(4))
    priced = Priced(an_instance(places=(a_place(capacity=5),), families=families))
    assert priced.potential.narrow == {"hall"}
    assert priced.sessions.max() == pytest.approx(5, abs=1e-2)


def test_where_nobody_is_expected_a_full_room_is_no_limit() -> None:
    event = an_event(turnout=0)
    priced = Priced(an_instance(places=(a_place(capacity=0),), events=(event,), families=TEN))
    assert priced.column == pytest.approx(10)


def test_a_session_pays_for_its_place_and_its_cheapest_hosts() -> None:
    hosts = (a_provider("host", cost=7), a_provider("other", cost=3))
    event = an_event(hosts=("host", "other"))
    priced = Priced(
        an_instance(places=(a_place(cost=20),), providers=hosts, events=(event,), families=TEN), 0.1
    )
    assert priced.column == pytest.approx(10 - 0.1 * 23, rel=1e-5)


@pytest.mark.parametrize(
    ("place", "asking", "worth"),
    [
        (a_place(), {}, 3 * 0.9 - 7 * 0.1),
        (a_place(), {"supports": frozenset({"captions"})}, 3 * 0.9),
        (a_call("online"), {}, 3 * 0.9 - 7 * 0.1),
        (a_place(format="hybrid", capacity=8, online_capacity=8), {"children": 1}, 3 * 0.9),
    ],
    ids=["in the hall", "only with captions", "by call", "in the room with care, or by call"],
)
def test_families_who_come_anyhow_cost_what_they_cost(place, asking, worth: float) -> None:
    event = an_event(cost_per_family=1, places=(place.id,))
    formats = frozenset({"in_person", "online"})
    paid = [a_family(f"p{n}", an_adult(formats=formats), groups=frozenset({"g"})) for n in range(3)]
    others = [a_family(f"o{n}", an_adult(formats=formats, **asking)) for n in range(7)]
    priced = Priced(
        an_instance(
            places=(place,),
            events=(event,),
            families=(*paid, *others),
            groups=(a_group("g"),),
            small_group=1,
            providers=(a_provider(), a_provider("c", "captions"), a_provider("k", "childcare", capacity=9)),
        ),
        money=0.1,
        paid="g",
    )
    assert priced.column == pytest.approx(worth, rel=1e-4)


def test_two_sessions_do_not_include_the_same_family_twice() -> None:
    event = an_event(max_sessions=2, places=("call",), hosts_needed=0)
    priced = Priced(an_instance(places=(a_call(),), events=(event,)))
    assert priced.pair == pytest.approx(1, rel=1e-4)
    assert priced.column == pytest.approx(1)


@pytest.mark.parametrize(
    ("each_day", "worth"), [((1, 1), 0), ((4, 2), 1), ((4, 4), 2)], ids=["neither", "one", "both"]
)
def test_two_sessions_pay_for_each_interpreter_that_their_families_need(each_day, worth: float) -> None:
    """An interpreter costs as much as 3 families are worth, and no family can come on both days."""
    needing = [
        a_family(f"{day} {n}", an_adult(weekly=free(day), interpreter=frozenset({"so"})))
        for day, many in enumerate(each_day)
        for n in range(many)
    ]
    priced = priced_twice(needing, a_provider("i", "interpreter", languages=frozenset({"so"}), cost=30))
    assert priced.column == pytest.approx(worth, abs=1e-3)


@pytest.mark.parametrize(("cost", "worth"), [(0, 8), (20, 4), (60, 0)])
def test_two_sessions_pay_for_each_child_that_is_cared_for(cost: int, worth: float) -> None:
    """Care is for two children, whom families have one each of."""
    parents = [
        a_family(f"{day} {n}", an_adult(weekly=free(day), children=1)) for day in (0, 1) for n in range(4)
    ]
    carers = [a_provider(f"c{n}", "childcare", capacity=2, cost=cost / 2) for n in range(4)]
    assert priced_twice(parents, *carers).column == pytest.approx(worth, abs=1e-3)


@pytest.mark.parametrize(("cost", "worth"), [(0, 2), (5, 1), (10, 0)])
def test_two_sessions_pay_for_the_bus_of_each_zone(cost: int, worth: float) -> None:
    stuck = [a_family(f"{day}", an_adult(weekly=free(day)), zone="hills") for day in (0, 1)]
    bus = a_provider("bus", "transport", zone="hills", capacity=9, cost=cost)
    assert priced_twice(stuck, bus).column == pytest.approx(worth, abs=1e-3)


def priced_twice(families: Sequence[Family], *providers: Provider) -> Priced:
    """An event that may have two sessions, where what costs 10 is worth as much as a family."""
    event = an_event(max_sessions=2)
    return Priced(
        an_instance(events=(event,), families=tuple(families), providers=(a_provider(), *providers)), 0.1
    )


def test_where_nobody_can_come_at_very_many_times_a_session_is_worth_nothing() -> None:
    by_phone = a_family("f1", an_adult(formats=frozenset({"phone"})))
    quarters = replace(EVENINGS, slot_minutes=15)
    priced = Priced(an_instance(families=(by_phone,), horizon=quarters))
    assert len(priced.sessions) > FEW_TIMES
    assert priced.sessions.max() == 0


def test_in_pairs_of_any_weeks_a_family_counts_at_its_best_answer_of_all_weeks() -> None:
    horizon = replace(EVENINGS, weeks=2)
    monday = horizon.start + timedelta(days=7)
    window = (horizon.start, monday + timedelta(days=6))
    event = an_event(max_sessions=2, places=("call",), hosts_needed=0, window=window)
    second_week = {monday: free()[0]}
    families = (
        a_family("monday", an_adult(weekly=free(0))),
        a_family("tuesday", an_adult(weekly=free(1))),
        a_family("later", an_adult(weekly={}, dates=second_week)),
    )
    priced = Priced(an_instance(places=(a_call(),), events=(event,), families=families, horizon=horizon))
    sites = np.arange(len(priced.potential.sites))
    found = best_pair_of_weeks(priced.potential, priced.worth, 0.0, priced.sessions, sites, ANY)
    assert found == pytest.approx(3, rel=1e-4)
    one_day = [n for n in sites if priced.potential.sites[n][0].weekday() == 0]
    found = best_pair_of_weeks(priced.potential, priced.worth, 0.0, priced.sessions, np.array(one_day), ANY)
    assert found == pytest.approx(2, rel=1e-4)


@pytest.mark.parametrize(("sessions", "reached"), [(1, 1), (2, 2), (3, 3)])
def test_sessions_add_up_where_they_reach_different_families(sessions: int, reached: int) -> None:
    """Three families, each free on a day of its own."""
    families = tuple(a_family(f"f{day}", an_adult(weekly=free(day, hours=(17, 18)))) for day in range(3))
    event = an_event(min_sessions=sessions, max_sessions=sessions)
    priced = Priced(an_instance(events=(event,), families=families))
    assert priced.column == pytest.approx(reached, rel=1e-4)


def test_an_event_that_must_be_held_costs_even_if_nobody_can_come() -> None:
    nobody = (a_family("f1", an_adult(weekly={})),)
    for least, worth in ((0, 0.0), (1, -2.0), (2, -4.0)):
        event = an_event(min_sessions=least, max_sessions=2)
        instance = an_instance(places=(a_place(cost=20),), events=(event,), families=nobody)
        assert Priced(instance, 0.1).column == pytest.approx(worth)


def test_a_bound_stops_at_what_is_enough_and_no_lower() -> None:
    priced = Priced(an_instance(places=(a_place(capacity=4),), families=TEN))
    assert column_bound(priced.problem, priced.potential, priced.prices, 6.0) == pytest.approx(6)
    assert column_bound(priced.problem, priced.potential, priced.prices, 2.0) == pytest.approx(4, rel=1e-5)


def test_the_support_adds_up_events() -> None:
    problem = Problem(an_instance(events=(an_event("e1"), an_event("e2", weight=3)), families=TEN))
    potentials = [EventPotential(problem, n) for n in (0, 1)]
    prices = pay_for("everyone", problem)
    assert support(problem, potentials, prices) == pytest.approx(40)


def test_folded_families_have_the_same_bounds() -> None:
    for number in range(20):
        instance = scarce_instance(number)
        apart, folded = (Problem(instance, Season(instance, most)) for most in (1000, 0))
        for event, choices in enumerate(apart.choices):
            if choices.possible and choices.sites:
                bounds = [
                    column_bound(problem, EventPotential(problem, event), pay_for("everyone", problem), ANY)
                    for problem in (apart, folded)
                ]
                assert bounds[0] == bounds[1]


def test_bounds_between_others_lie_on_the_line_through_them() -> None:
    assert interpolated([0.4, 2.0, 1.5], 0.1) == pytest.approx([0.4, 0.9, 1.5])


def test_bounds_that_are_convex_stay_as_they_are() -> None:
    assert interpolated([0.2, 0.5, 1.0], 0.1) == pytest.approx([0.2, 0.5, 1.0])


def test_a_bound_on_a_line_that_ends_on_a_step_keeps_that_step() -> None:
    assert interpolated([0.02, 1.0, 0.12], 0.02)[1] == pytest.approx(0.06)
