"""Planning again from a given plan: what can stay stays, where families are included alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from scheduler.domain.changes import session_changes
from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Instance, Interval
from scheduler.domain.plan import Plan, Session
from scheduler.evaluation import Season
from scheduler.solver import Progress
from scheduler.solver.given import Given
from scheduler.solver.problem import Problem
from scheduler.solver.progress import endless
from scheduler.solver.repair import repaired
from scheduler.solver.run import Effort
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
from tests.solver.brute_force import TooManyPlans, all_plans
from tests.solver.test_solve import many_sites, solved
from tests.solver.tiny import tiny_instance

ALL_YEAR = Interval(datetime(2027, 1, 1), datetime(2028, 1, 1))


def without(instance: Instance, provider: str) -> Instance:
    """The same season after a provider fell ill."""
    providers = (replace(p, away=(ALL_YEAR,)) if p.id == provider else p for p in instance.providers)
    return replace(instance, providers=tuple(providers))


def held(sessions: Iterable[Session]) -> set[tuple[str, datetime, str]]:
    return {(session.event, session.start, session.place) for session in sessions}


def two_interpreters() -> Instance:
    """Three evenings that serve everybody alike, and two interpreters of whom one is enough."""
    families = tuple(
        a_family(f"f{n}", an_adult(interpreter=frozenset({"so"})), groups=frozenset({"g1"})) for n in range(3)
    )
    interpreters = tuple(a_provider(id, "interpreter", languages=("so",)) for id in ("i1", "i2"))
    return an_instance(
        groups=(a_group(),),
        providers=(a_provider(), *interpreters),
        events=tuple(an_event(f"e{n}") for n in range(3)),
        families=families,
    )


def a_plan(*starts: datetime, crew: tuple[str, ...] = ("host", "i1")) -> tuple[Session, ...]:
    return tuple(Session(f"e{n}", start, "hall", crew) for n, start in enumerate(starts))


def test_sessions_of_a_provider_who_fell_ill_stay_with_another() -> None:
    given = a_plan(at(19), at(18, day=3), at(20, day=5))
    plan = solved(without(two_interpreters(), "i1"), start=given, nearest=True)
    assert plan.status == "optimal"
    assert held(plan.sessions) == held(given)
    assert {session.providers for session in plan.sessions} == {("host", "i2")}


def test_a_plan_that_is_as_good_as_any_stays_as_it_is() -> None:
    given = a_plan(at(19), at(18, day=3), at(20, day=5))
    plan = solved(two_interpreters(), start=given, nearest=True)
    assert sorted(plan.sessions, key=lambda s: s.event) == list(given)


def test_without_nearest_a_given_plan_is_only_where_the_search_begins() -> None:
    """The cheaper interpreter is taken, where the nearest plan keeps the one who was asked already."""
    instance = two_interpreters()
    dear = replace(
        instance, providers=tuple(replace(p, cost=5) if p.id == "i1" else p for p in instance.providers)
    )
    given = a_plan(at(19), at(18, day=3), at(20, day=5))
    crews = {
        nearest: {p for s in solved(dear, start=given, nearest=nearest).sessions for p in s.providers}
        for nearest in (False, True)
    }
    assert crews == {False: {"host", "i2"}, True: {"host", "i1"}}


def test_inclusion_goes_before_nearness() -> None:
    """The given evening suits nobody."""
    family = a_family("f1", an_adult(weekly=free(1)), groups=frozenset({"g1"}))
    instance = an_instance(groups=(a_group(),), families=(family,))
    plan = solved(instance, start=[Session("e1", at(18), "hall", ("host",))], nearest=True)
    assert plan.sessions[0].start.date() == MONDAY + timedelta(days=1)


def kept_at_best(instance: Instance, given: Iterable[Session]) -> int:
    """The most sessions that a plan keeps whose groups are included as far as in any plan."""
    plans = all_plans(instance, 4000)
    steps = max(measured.steps for _, measured in plans)
    alike = [(sessions, m) for sessions, m in plans if m.steps == steps]
    most = max(m.rates["everyone"] or 0.0 for _, m in alike)
    return max(
        len(held(map(as_session, sessions)) & held(given))
        for sessions, m in alike
        if (m.rates["everyone"] or 0.0) >= most * 0.999
    )


def as_session(session: HeldSession) -> Session:
    return Session(session.event.id, session.start, session.place.id, tuple(p.id for p in session.crew))


@pytest.mark.parametrize("number", range(60))
def test_no_plan_as_good_keeps_more_sessions(number: int) -> None:
    """From a random valid plan; whoever interprets several languages may serve any of them."""
    instance = tiny_instance(number)
    try:
        plans = all_plans(instance, 4000)
    except TooManyPlans:
        return
    if plans:
        given = [as_session(session) for session in Random(number).choice(plans)[0]]
        plan = solved(instance, start=given, nearest=True)
        assert check_plan(instance, plan) == []
        assert plan.status in ("optimal", "feasible")
        assert len(held(plan.sessions) & held(given)) == kept_at_best(instance, given)


def test_a_repaired_plan_is_told_first_and_the_result_is_no_worse() -> None:
    """On the way of large instances: the interpreter of the given plan fell ill."""
    instance = many_sites()
    given = solved(instance).sessions
    ill = without(instance, "i")
    steps: list[Progress] = []
    plan = solved(ill, start=given, nearest=True, progress=steps.append)
    assert check_plan(ill, plan) == []
    repair = repaired(Problem(ill), Given(Problem(ill), given), endless(), Effort(1, 1))
    assert repair is not None
    assert steps[0].best == pytest.approx(repair.rates.stepped[0] * ill.resolution)
    assert Season(ill).rates(plan.sessions).stepped >= repair.rates.stepped


def test_a_run_begins_with_the_better_of_two_given_plans() -> None:
    instance = many_sites()
    worse, better = (solved(instance, objective).sessions for objective in ("majority", "leximin"))
    steps: list[Progress] = []
    solved(instance, start=worse, otherwise=better, progress=steps.append)
    first, second = (Season(instance).rates(sessions).stepped[0] for sessions in (worse, better))
    assert first < second
    told = [round(step.best / instance.resolution) for step in steps[:2] if step.best is not None]
    assert told == [first, second]


def test_a_repair_keeps_every_session_that_can_be_held() -> None:
    instance = many_sites()
    given = solved(instance).sessions
    ill = without(instance, "i")
    repair = repaired(Problem(ill), Given(Problem(ill), given), endless(), Effort(1, 1))
    assert repair is not None
    assert held(repair.sessions) == held(given)
    assert check_plan(ill, Plan("feasible", "leximin", repair.sessions)) == []


def test_a_repair_moves_what_cannot_stay_and_nothing_else() -> None:
    """The hall closes on the first evening, so that one of three sessions moves."""
    instance = two_interpreters()
    given = a_plan(at(19), at(18, day=3), at(20, day=5))
    closed = replace(instance, closed=(Interval(at(0), at(0, day=1)),))
    repair = repaired(Problem(closed), Given(Problem(closed), given), endless(), Effort(1, 1))
    assert repair is not None
    changes = session_changes(given, repair.sessions)
    assert (len(changes.kept), len(changes.moved), len(changes.added), len(changes.dropped)) == (2, 1, 0, 0)


def test_a_host_who_is_needed_elsewhere_is_exchanged_before_a_session_is_lost() -> None:
    """`both` alone can take over the call, so the hall's session has to go to `hall`."""
    hosts = (
        a_provider("ill"),
        a_provider("both"),
        a_provider("in_hall", formats=frozenset({"in_person"})),
    )
    instance = an_instance(
        places=(a_place(), a_call()),
        providers=hosts,
        events=tuple(
            an_event(f"e{n}", places=(place,), hosts=tuple(h.id for h in hosts))
            for n, place in enumerate(("call", "hall"))
        ),
        clash_share=1,
    )
    given = (Session("e0", at(18), "call", ("ill",)), Session("e1", at(18), "hall", ("both",)))
    ill = without(instance, "ill")
    repair = repaired(Problem(ill), Given(Problem(ill), given), endless(), Effort(1, 1))
    assert repair is not None
    assert held(repair.sessions) == held(given)
    assert {s.event: s.providers for s in repair.sessions} == {"e0": ("both",), "e1": ("in_hall",)}


def test_a_repair_leaves_the_providers_of_other_events_alone() -> None:
    """Both others could stand in for `ill`; the one who already works at that time does not."""
    hosts = tuple(a_provider(id) for id in ("ill", "busy", "spare"))
    instance = an_instance(
        places=(a_place(parallel=2),),
        providers=hosts,
        events=tuple(an_event(f"e{n}", hosts=tuple(h.id for h in hosts)) for n in range(2)),
        clash_share=1,
    )
    given = (Session("e0", at(18), "hall", ("ill",)), Session("e1", at(18), "hall", ("busy",)))
    ill = without(instance, "ill")
    repair = repaired(Problem(ill), Given(Problem(ill), given), endless(), Effort(1, 1))
    assert repair is not None
    assert {s.event: s.providers for s in repair.sessions} == {"e0": ("spare",), "e1": ("busy",)}


@pytest.mark.parametrize(("few", "kept"), [(1, True), (10, False)])
def test_a_thousandth_of_a_sum_over_families_is_given_up_for_nearness(few: int, kept: bool) -> None:
    families = (
        a_family("many", an_adult(), weight=2000),
        a_family("few", an_adult(weekly=free(1)), weight=few),
    )
    given = (Session("e1", at(18), "hall", ("host",)),)
    plan = solved(an_instance(families=families), "majority", start=given, nearest=True)
    assert (plan.sessions == given) is kept
