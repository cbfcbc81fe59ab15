"""A ceiling is reached by a valid plan, and no valid plan passes it."""

from __future__ import annotations

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Floor
from scheduler.domain.measure import measure
from scheduler.domain.plan import Plan
from scheduler.evaluation import Season
from scheduler.solver.aimed import SetBySet
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort as SolverEffort
from scheduler.why.ceiling import FINEST, ceiling, ceilings
from scheduler.why.levels import Effort
from tests.builders.instances import a_family, a_group, an_adult, an_event, an_instance, at, free
from tests.builders.plans import a_session
from tests.solver.brute_force import tried
from tests.why.tiny_plans import EFFORT, KNOWN, planned


@pytest.mark.parametrize("number", KNOWN)
def test_a_ceiling_is_what_the_best_of_all_plans_gives_the_group(number: int) -> None:
    instance, sessions = planned(number)
    _, measures = tried(number)
    for name in ("g1", "g3", "pooled", "no_group", "everyone"):
        top = ceiling(instance, sessions, name, EFFORT)
        most = max((m.rates[name] for m in measures if m.rates[name] is not None), default=None)
        assert (top is None) == (most is None)
        if top is not None and most is not None:
            plan = Plan("feasible", "leximin", top.sessions)
            assert check_plan(instance, plan) == []
            reached = measure(instance, hold(instance, plan.sessions)).rates[name]
            assert top.reached == pytest.approx(reached)
            assert most - FINEST <= top.reached <= most + 1e-9
            assert most - 1e-9 <= top.bound <= most + 2 * FINEST


@pytest.mark.parametrize("number", KNOWN)
def test_no_plan_passes_the_bounds_that_are_found_at_once(number: int) -> None:
    instance, sessions = planned(number)
    _, measures = tried(number)
    watch = Watch(60, None, lambda: False)
    ready = SetBySet(Season(instance), sessions, watch, SolverEffort(1, 1))
    for name in ("g1", "g3", "pooled", "no_group", "everyone"):
        rates = [rate for measured in measures if (rate := measured.rates[name]) is not None]
        if rates:
            closer = ready.at_most(name, watch)
            assert max(rates) - 1e-9 <= closer <= ready.at_most(name, watch, loosely=True) + 1e-6


def test_ceilings_that_are_found_together_hold_where_the_time_is_over_at_once() -> None:
    instance, sessions = planned(KNOWN[0])
    _, measures = tried(KNOWN[0])
    for top in ceilings(instance, sessions, ("g1", "everyone"), Effort(0)):
        assert top.bound >= max(measured.rates[top.set_name] or 0.0 for measured in measures)
        assert top.reached == top.here


def test_a_group_that_gave_way_to_others_has_a_higher_ceiling_within_the_floors() -> None:
    """Nine can come on Monday, three on Tuesday: the only event is on one of the two days."""
    families = (
        *(a_family(f"f{n}", an_adult(weekly=free(0)), groups=frozenset({"many"})) for n in range(9)),
        *(a_family(f"g{n}", an_adult(weekly=free(1)), groups=frozenset({"few"})) for n in range(3)),
    )
    groups = (a_group("many"), a_group("few"))
    instance = an_instance(groups=groups, families=families)
    sessions = (a_session(start=at(18)),)
    top = ceiling(instance, sessions, "few", EFFORT)
    assert top is not None
    assert (top.here, top.reached, top.bound) == (0, 1, 1)
    floored = an_instance(groups=groups, families=families, floors=(Floor("many", 0.5),))
    top = ceiling(floored, sessions, "few", EFFORT)
    assert top is not None
    assert (top.here, top.reached) == (0, 0)
    assert top.bound <= FINEST


def test_a_ceiling_counts_what_steps_are_too_coarse_to_tell() -> None:
    """Monday and Tuesday give the group rates within one step; everyone else can come on Monday."""
    families = (
        a_family("f1", an_adult(weekly=free(0)), groups=frozenset({"g1"}), weight=1000),
        a_family("f2", an_adult(weekly=free(1)), groups=frozenset({"g1"}), weight=1000.5),
        a_family("f3", an_adult(weekly={}), groups=frozenset({"g1"}), weight=1002),
        a_family("f4", an_adult(weekly=free(0)), weight=500),
    )
    instance = an_instance(groups=(a_group(),), families=families)
    top = ceiling(instance, (a_session(start=at(18)),), "g1", EFFORT)
    assert top is not None
    assert top.reached == pytest.approx(1000 / 3002.5)
    assert top.bound >= 1000.5 / 3002.5


def test_a_group_that_no_event_invites_has_no_ceiling() -> None:
    instance = an_instance(
        groups=(a_group("g1"), a_group("g2")), events=(an_event(audience=frozenset({"g2"})),)
    )
    assert ceiling(instance, (a_session(),), "g1", EFFORT) is None
