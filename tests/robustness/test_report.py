"""What the report says of plans that are easy to think through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scheduler.domain.instance import Adult, Family, Instance, Provider, Team
from scheduler.domain.plan import Session
from scheduler.robustness import Absence, Assumptions, Load, Report, robustness
from tests.builders.instances import (
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
from tests.builders.plans import a_session

SIGNING = an_adult(interpreter=frozenset({"ase"}))
NOBODY_ILL = Assumptions(sick={})


def reported(*sessions: Session, assumptions: Assumptions = NOBODY_ILL, seed: int = 1, **more: Any) -> Report:
    return robustness(an_instance(**more), sessions, assumptions=assumptions, seed=seed)


def rate(report: Report, name: str = "everyone") -> Any:
    return next(rate.seasons for rate in report.rates if rate.name == name)


def load(report: Report, thing: str = "room") -> Load:
    return next(load for load in report.loads if load.thing == thing)


def signed(*interpreters: str, **more: Any) -> Instance:
    """One family that signs and one that does not, at a session of an hour with these interpreters."""
    families = (
        a_family("f0", SIGNING, groups=frozenset({"deaf"})),
        a_family("f1", an_adult()),
    )
    crew = tuple(a_provider(id, "interpreter", languages=("ase",)) for id in interpreters)
    providers = (a_provider(), *crew)
    return an_instance(groups=(a_group("deaf"),), families=families, providers=providers, **more)


def maybes(*adults: Adult, weight: float = 400) -> tuple[Any, ...]:
    return (a_family("f1", *adults, weight=weight),)


MAYBE = an_adult(weekly=free(level="maybe"))


def test_a_room_for_nobody_overflows_when_somebody_surely_comes() -> None:
    report = reported(a_session(), places=(a_place(capacity=0),))
    assert load(report).overflow == 1
    assert rate(report).high == 0


def test_a_room_that_holds_the_expected_overflows_about_every_other_season() -> None:
    people = (a_family("f1", weight=200),)
    report = reported(
        a_session(), places=(a_place(capacity=100),), families=people, events=(an_event(turnout=0.5),)
    )
    assert load(report).overflow == pytest.approx(0.5, abs=0.08)
    assert load(report).people.low == pytest.approx(100 - 1.645 * 50**0.5, abs=2)
    assert load(report).people.high == pytest.approx(100 + 1.645 * 50**0.5, abs=2)


def test_a_crowd_costs_those_who_come_the_share_that_finds_no_room() -> None:
    """All 200 come to a room for 100; nothing is left to chance but who is served."""
    people = (a_family("f1", weight=200),)
    spread = rate(reported(a_session(), places=(a_place(capacity=100),), families=people))
    assert (spread.low, spread.middle, spread.high) == (0.5, 0.5, 0.5)


def test_what_is_fullest_decides_for_those_who_use_several_things() -> None:
    families = (a_family("f1", an_adult(children=1), weight=200),)
    care = a_provider("care", "childcare", capacity=50)
    report = reported(
        a_session("e1", at(18), "hall", "host", "care"),
        places=(a_place(capacity=100),),
        families=families,
        providers=(a_provider(), care),
    )
    assert rate(report).middle == 0.25


def test_somebody_named_twice_for_a_session_is_one_person() -> None:
    session = a_session("e1", at(18), "hall", "host", "i1", "i1")
    report = robustness(signed("i1"), [session], assumptions=Assumptions(sick={"interpreter": 0.2}))
    assert [(each.sessions, each.chance) for each in report.absences] == [(1, pytest.approx(0.2))]
    assert rate(report, "deaf").mean == pytest.approx(0.8, abs=0.05)


def test_staying_away_by_itself_is_no_loss_of_inclusion() -> None:
    report = reported(a_session(), events=(an_event(turnout=0.3),))
    assert rate(report).low == 1
    assert load(report).people.mean == pytest.approx(0.3, abs=0.06)


def test_children_and_riders_are_counted_apart_from_the_room() -> None:
    family = a_family("f1", an_adult(children=2), size=3, zone="south")
    helpers = (
        a_provider("care", "childcare", capacity=1),
        a_provider("van", "transport", capacity=5, zone="south"),
    )
    report = reported(
        a_session("e1", at(18), "hall", "host", "care", "van"),
        families=(family,),
        providers=(a_provider(), *helpers),
    )
    found = {
        (each.thing, each.zone): (each.people.middle, each.capacity, each.overflow) for each in report.loads
    }
    assert found == {
        ("room", None): (3, None, 0),
        ("childcare", None): (2, 1, 1),
        ("bus", "south"): (3, 5, 0),
    }


def test_a_maybe_becomes_a_yes_as_often_as_it_is_worth() -> None:
    spread = rate(reported(a_session(), families=maybes(MAYBE), maybe_value=0.3))
    assert spread.mean == pytest.approx(0.3, abs=0.01)
    assert spread.low < 0.28 < 0.32 < spread.high


def test_a_family_with_two_maybes_needs_one_of_them() -> None:
    assert rate(reported(a_session(), families=maybes(MAYBE, MAYBE))).mean == pytest.approx(0.75, abs=0.01)


def test_a_maybe_beside_a_yes_is_not_relied_on() -> None:
    monday, tuesday = an_adult(weekly=free(0)), an_adult(weekly=free(1, level="maybe"))
    report = reported(a_session(), a_session("e1", at(18, day=1)), families=maybes(monday, tuesday))
    assert rate(report).low == 1
    assert [(each.people.low, each.people.high) for each in report.loads] == [(400, 400), (0, 0)]


def test_a_maybe_that_is_worth_a_yes_still_falls_out() -> None:
    report = reported(
        a_session(), families=maybes(MAYBE), maybe_value=1, assumptions=Assumptions(sick={}, maybe=0.2)
    )
    assert rate(report).mean == pytest.approx(0.2, abs=0.01)


def test_a_yes_stays_where_a_maybe_that_is_worth_as_much_falls_out() -> None:
    """Both count for the plan, so the family spreads over both evenings; then only Monday is left."""
    monday, tuesday = an_adult(weekly=free(0)), an_adult(weekly=free(1, level="maybe"))
    report = reported(
        a_session(),
        a_session("e1", at(18, day=1)),
        families=maybes(monday, tuesday),
        maybe_value=1,
        assumptions=Assumptions(sick={}, maybe=0),
    )
    assert rate(report).low == 1
    assert [each.people.low for each in report.loads] == [400, 0]


def test_a_family_without_its_interpreter_relies_on_its_maybe() -> None:
    later = a_session("e1", at(18), "call", "host")
    signs = an_adult(formats=frozenset({"in_person"}), interpreter=frozenset({"ase"}))
    calls = an_adult(formats=frozenset({"online"}), weekly=free(level="maybe"))
    crew = (a_provider(), a_provider("i1", "interpreter", languages=("ase",)))
    always = Assumptions(sick={"interpreter": 1})
    report = reported(
        a_session("e1", at(18), "hall", "host", "i1"),
        later,
        families=maybes(signs, calls),
        providers=crew,
        places=(a_place(), a_call()),
        assumptions=always,
    )
    assert rate(report).mean == pytest.approx(0.5, abs=0.01)


def test_an_interpreter_is_ill_as_often_as_assumed_and_only_those_who_need_one_lose() -> None:
    report = robustness(
        signed("i1"), [a_session("e1", at(18), "hall", "host", "i1")], assumptions=Assumptions()
    )
    assert rate(report, "deaf").mean == pytest.approx(0.97, abs=0.02)
    assert rate(report, "deaf").middle == 1
    assert rate(report, "no_group").low == 1
    assert report.absences == (
        Absence("i1", 1, pytest.approx(0.03), loss_least=pytest.approx(1), loss_everyone=pytest.approx(0.5)),
    )


def test_of_a_team_nobody_may_be_missing() -> None:
    instance = signed("i1", "i2", teams=(Team("ase", 30, 2),))
    session = a_session("e1", at(18), "hall", "host", "i1", "i2")
    report = robustness(instance, [session], assumptions=Assumptions(sick={}, sick_people={"i2": 1}))
    assert rate(report, "deaf").high == 0


def test_an_interpreter_beside_another_is_no_loss() -> None:
    session = a_session("e1", at(18), "hall", "host", "i1", "i2")
    report = robustness(
        signed("i1", "i2"), [session], assumptions=Assumptions(sick={}, sick_people={"i2": 1})
    )
    assert rate(report, "deaf").low == 1
    assert report.absences == (Absence("i2", 1, 1, loss_least=0, loss_everyone=0),)


def test_the_loss_is_the_mean_over_the_sessions_booked_and_the_costliest_come_first() -> None:
    events = (an_event("e1", weight=3), an_event("e2"), an_event("e3", weight=4))
    sessions = [
        a_session("e1", at(18), "hall", "host", "i1"),
        a_session("e2", at(18, day=1), "hall", "host", "i1"),
        a_session("e3", at(18, day=2), "hall", "host", "i2"),
    ]
    report = robustness(signed("i1", "i2", events=events), sessions, assumptions=Assumptions())
    found = [(each.provider, each.sessions, each.chance, each.loss_least) for each in report.absences]
    assert report.least == "deaf"
    assert found == [
        ("i2", 1, pytest.approx(0.03), pytest.approx(4 / 8)),
        ("i1", 2, pytest.approx(1 - 0.97**2), pytest.approx((3 / 8 + 1 / 8) / 2)),
    ]


@pytest.mark.parametrize(
    ("family", "helper"),
    [
        (a_family(zone="south"), a_provider("p", "transport", zone="south", capacity=9)),
        (a_family("f1", an_adult(children=1)), a_provider("p", "childcare", capacity=9)),
        (a_family("f1", an_adult(supports=frozenset({"captions"}))), a_provider("p", "captions")),
    ],
)
def test_a_family_cannot_come_without_the_support_that_it_needs(family: Family, helper: Provider) -> None:
    """In some seasons it is there, in some not: those are told apart."""
    report = reported(
        a_session("e1", at(18), "hall", "host", "p"),
        families=(family,),
        providers=(a_provider(), helper),
        assumptions=Assumptions(sick={helper.kind: 0.3}),
    )
    assert rate(report).mean == pytest.approx(0.7, abs=0.06)
    assert load(report).people.mean == pytest.approx(rate(report).mean)
    assert report.absences[0].loss_everyone == 1


def test_without_enough_hosts_a_session_is_not_held() -> None:
    report = reported(a_session(), assumptions=Assumptions(sick={"host": 1}))
    assert rate(report).high == 0
    assert load(report).people.high == 0


def test_childcare_that_loses_one_of_two_holds_less() -> None:
    family = a_family("f1", an_adult(children=3))
    helpers = tuple(a_provider(id, "childcare", capacity=2) for id in ("c1", "c2"))
    report = reported(
        a_session("e1", at(18), "hall", "host", "c1", "c2"),
        families=(family,),
        providers=(a_provider(), *helpers),
        assumptions=Assumptions(sick={}, sick_people={"c1": 1}),
    )
    assert load(report, "childcare").capacity == 4
    assert load(report, "childcare").overflow == 1
    assert rate(report).middle == pytest.approx(2 / 3)


def test_another_seed_gives_other_seasons() -> None:
    people = {"families": (a_family("f1", weight=50),), "events": (an_event(turnout=0.5),)}
    one, other = (reported(a_session(), seed=seed, **people) for seed in (1, 2))
    assert load(one).people.mean != load(other).people.mean


def test_a_plan_without_sessions_includes_nobody() -> None:
    report = reported()
    assert rate(report).high == 0
    assert report.loads == ()


def test_without_families_no_set_has_a_rate() -> None:
    report = reported(a_session(), families=())
    assert {each.planned for each in report.rates} == {None}
    assert load(report).people.high == 0


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Assumptions(maybe=1.5)
    with pytest.raises(ValueError, match="at least one season"):
        robustness(an_instance(), [], seasons=0)
    with pytest.raises(KeyError, match="barn"):
        robustness(an_instance(), [replace(a_session(), place="barn")])
