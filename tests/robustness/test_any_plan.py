"""What holds for the report of any sessions of any instance."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure, measure
from scheduler.domain.plan import Session
from scheduler.robustness import Assumptions, Report, Spread, robustness
from tests.robustness.plans import instances_with_sessions, reference_loads
from tests.thorough import examples

NOTHING_DRAWN = Assumptions(sick={}, people_vary=False)
EVERYTHING_DRAWN = Assumptions(
    sick={"interpreter": 0.3, "host": 0.1, "childcare": 0.2, "transport": 0.2, "captions": 0.2}
)
MANY = 3000
any_plan = given(instances_with_sessions())
many = settings(deadline=None, max_examples=examples(60, always=25), suppress_health_check=list(HealthCheck))
Drawn = tuple[Instance, list[Session]]


def means(report: Report) -> dict[str, float | None]:
    return {rate.name: rate.seasons.mean if rate.seasons else None for rate in report.rates}


def measured(instance: Instance, sessions: list[Session]) -> Measure:
    return measure(instance, hold(instance, sessions))


@many
@any_plan
def test_without_uncertainty_each_season_is_the_one_of_the_format(drawn: Drawn) -> None:
    instance, sessions = drawn
    report = robustness(instance, sessions, seasons=3, assumptions=NOTHING_DRAWN)
    expected = measured(instance, sessions).rates
    assert {rate.name: rate.planned for rate in report.rates} == pytest.approx(expected)
    for rate in report.rates:
        if rate.seasons is not None:
            assert rate.seasons == Spread(*[pytest.approx(expected[rate.name])] * 4)
    loads = reference_loads(instance, sessions)
    for load in report.loads:
        there = loads[load.session, (load.thing, load.zone)]
        assert load.people == Spread(*[pytest.approx(there)] * 4)
        assert load.overflow == (load.capacity is not None and there > load.capacity + 1e-9)


@many
@any_plan
def test_percentiles_are_in_order_and_chances_are_chances(drawn: Drawn) -> None:
    report = robustness(*drawn, seasons=40, assumptions=EVERYTHING_DRAWN)
    spreads = [load.people for load in report.loads] + [r.seasons for r in report.rates if r.seasons]
    assert all(0 <= spread.low <= spread.middle <= spread.high for spread in spreads)
    assert all(rate.seasons.high <= 1 + 1e-9 for rate in report.rates if rate.seasons)
    assert all(0 <= load.overflow <= 1 for load in report.loads)
    assert all(0 < absence.chance <= 1 for absence in report.absences)


@many
@any_plan
def test_nothing_overflows_that_holds_everyone(drawn: Drawn) -> None:
    instance, sessions = drawn
    most = sum(f.weight * max(f.size, *(a.children for a in f.adults)) for f in instance.families)
    for load in robustness(instance, sessions, seasons=40).loads:
        if load.capacity is None or load.capacity >= most:
            assert load.overflow == 0
        assert load.people.high <= most + 1e-9


@many
@any_plan
def test_as_many_turn_up_in_the_mean_as_the_format_expects(drawn: Drawn) -> None:
    """Where nobody is ill and every maybe becomes a yes. Six standard deviations of the mean are allowed:
    families are independent and use at most 4 of anything, so a load's variance is at most 8 loads."""
    instance, sessions = drawn
    certain = Assumptions(sick={}, maybe=1)
    expected = reference_loads(instance, sessions)
    report = robustness(instance, sessions, seasons=MANY, assumptions=certain)
    assert sum(load.people.mean > 0 for load in report.loads) == sum(load > 0 for load in expected.values())
    for load in report.loads:
        there = expected[load.session, (load.thing, load.zone)]
        assert load.people.mean == pytest.approx(there, abs=6 * sqrt(8 * there / MANY) + 1e-9)


@many
@any_plan
def test_the_same_seed_gives_the_same_report(drawn: Drawn) -> None:
    once, again = (robustness(*drawn, seasons=20, seed=7, assumptions=EVERYTHING_DRAWN) for _ in range(2))
    assert once == again


@many
@given(instances_with_sessions(), st.data())
def test_a_provider_who_is_always_ill_is_as_good_as_not_booked(drawn: Drawn, data: st.DataObject) -> None:
    instance, sessions = drawn
    booked = {provider for session in sessions for provider in session.providers}
    helpers = [p.id for p in instance.providers if p.kind != "host" and p.id in booked]
    assume(helpers)
    ill = data.draw(st.sampled_from(helpers))
    without = [
        replace(session, providers=tuple(p for p in session.providers if p != ill)) for session in sessions
    ]
    always = Assumptions(sick={}, sick_people={ill: 1}, people_vary=False)
    report = robustness(instance, sessions, seasons=2, assumptions=always)
    assert means(report) == pytest.approx(measured(instance, without).rates)
    assert {rate.name: rate.planned for rate in report.rates} == pytest.approx(
        measured(instance, sessions).rates
    )
