"""Why a session is then and there: its best alternative, and a loss that is proven for every other plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Family, FixedSession
from scheduler.domain.measure import Measure, measure
from scheduler.domain.plan import Level, Objective, Plan
from scheduler.evaluation import Rates, Season
from scheduler.why.session import Shortfall, shortfall, why_session, without
from tests.builders.instances import a_family, a_group, a_place, an_adult, an_event, an_instance, at, free
from tests.builders.plans import a_session
from tests.solver.brute_force import MOST_PLANS, all_measures, best, rank, tried
from tests.solver.test_brute_force import assert_bounds_hold
from tests.why.tiny_plans import EFFORT, KNOWN, planned


def value(measured: Measure, level: str) -> float:
    return dict(measured.levels("leximin"))[level]


def keeps(measured: Measure, shortfall: Shortfall, here: Measure) -> bool:
    """Whether a plan is as the shortfall says of all plans."""
    for (name, mine), (_, theirs) in zip(here.levels("leximin"), measured.levels("leximin"), strict=True):
        sign = -1 if name == "cost" else 1
        if name == shortfall.level:
            return sign * (theirs - shortfall.bound) <= 1e-5
        if sign * (mine - theirs) > 1e-9:
            return True
    raise AssertionError("no such level")


@pytest.mark.parametrize("objective", ["leximin", "majority"])
@pytest.mark.parametrize("number", KNOWN)
def test_what_is_proven_of_plans_elsewhere_holds_for_every_one_of_them(
    number: int, objective: Objective
) -> None:
    """Of the best plan for the leximin, and of one that leaves room for better plans elsewhere."""
    instance, sessions = planned(number, objective)
    here = measure(instance, hold(instance, sessions))
    for session in sessions[:2]:
        about = why_session(instance, sessions, session, EFFORT)
        for forced in about.forced:
            others = all_measures(without(instance, session, forced.forbidden), MOST_PLANS)
            assert forced.possible == bool(others)
            if not others:
                continue
            assert forced.sessions is not None
            assert_bounds_hold(forced.bounds, best(others, "leximin"), "leximin")
            for level in forced.bounds:
                sign = -1 if level.name == "cost" else 1
                assert sign * (level.bound - level.value) >= -1e-6
            short = forced.shortfall
            if short is not None:
                assert all(keeps(other, short, here) for other in others)
                if short.worse and short.level != "cost":
                    assert rank(best(others, "leximin"), "leximin") < rank(here, "leximin")


def tight_bounds(found: Measure, plans: Sequence[Measure]) -> list[Level]:
    """On each level the best of all plans that are as good as the found one on the levels before."""
    levels, left = [], list(plans)
    for name, value in found.levels("leximin"):
        values = [dict(plan.levels("leximin"))[name] for plan in left]
        levels.append(Level(name, value, min(values) if name == "cost" else max(values)))
        left = [plan for plan, theirs in zip(left, values, strict=True) if theirs >= value]
    return levels


def as_rates(measured: Measure) -> Rates:
    return Rates(
        measured.rates,
        measured.season_rates,
        measured.steps,
        measured.weighted,
        measured.majority,
        measured.cost,
        measured.families_cost,
    )


@pytest.mark.parametrize("number", KNOWN)
def test_a_shortfall_holds_for_all_plans_however_good_the_plan_is_that_was_found(number: int) -> None:
    instance, plans = tried(number)
    season, random = Season(instance), Random(number)
    for _ in range(30):
        here, found = random.choice(plans), random.choice(plans)
        others = [found, *random.sample(plans, min(len(plans), 6))]
        short = shortfall(season, as_rates(here), as_rates(found), tight_bounds(found, others))
        if short is not None:
            assert all(keeps(other, short, here) for other in others)
            if short.worse:
                assert all(rank(other, "leximin") < rank(here, "leximin") for other in others)


@pytest.mark.parametrize("number", KNOWN)
def test_the_best_alternative_is_a_valid_plan_with_one_session_elsewhere(number: int) -> None:
    instance, sessions = planned(number)
    for session in sessions[:2]:
        about = why_session(instance, sessions, session, replace(EFFORT, seconds=1e-6))
        if about.alternative is not None:
            moved = about.alternative.session
            changed = tuple(moved if other == session else other for other in sessions)
            assert check_plan(instance, Plan("feasible", "leximin", changed)) == []
            assert (moved.start, moved.place) != (session.start, session.place)
            assert about.sites >= 1


def tuesday_only() -> tuple[Family, ...]:
    """Four families: three come on Tuesday, one on any day."""
    tuesday = (a_family(f"t{n}", an_adult(weekly=free(1)), groups=frozenset({"g1"})) for n in range(3))
    return (*tuesday, a_family("any", groups=frozenset({"g1"})))


def test_a_loss_is_proven_and_told_by_level() -> None:
    """On Tuesday all four families come; on any other day one of them."""
    instance = an_instance(groups=(a_group(),), families=tuesday_only())
    session = a_session(start=at(17, day=1))
    about = why_session(instance, (session,), session, EFFORT)
    day, place = about.forced
    assert day.forbidden == "day"
    assert day.shortfall == Shortfall("smallest 1", pytest.approx(1), pytest.approx(0.24), True)
    assert next((level.name, level.before, level.after) for level in day.levels) == (
        "smallest 1",
        pytest.approx(1),
        pytest.approx(0.24),
    )
    assert not place.possible


def test_the_alternative_is_the_best_of_all_other_sites() -> None:
    """The only other place holds half of the families; any other start on Tuesday is as good."""
    instance = an_instance(
        groups=(a_group(),),
        families=tuesday_only(),
        places=(a_place(), a_place("small", capacity=2)),
        events=(an_event(places=("hall", "small")),),
    )
    session = a_session(start=at(17, day=1))
    about = why_session(instance, (session,), session, EFFORT)
    assert about.sites == 7 * 4 * 2 - 1
    assert about.alternative is not None
    assert about.alternative.session.start.date() == at(17, day=1).date()
    assert about.alternative.session.place == "hall"
    assert all(level.loss == pytest.approx(0) for level in about.alternative.levels)


def test_a_fixed_session_can_be_nowhere_else() -> None:
    session = a_session(start=at(17))
    instance = an_instance(fixed=(FixedSession("e1", at(17), "hall"),))
    about = why_session(instance, (session,), session, EFFORT)
    assert about.fixed
    assert about.alternative is None
    assert [forced.possible for forced in about.forced] == [False, False]
