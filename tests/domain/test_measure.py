"""What a plan is worth: rates, cost and the levels of each objective."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.domain.held_session import hold
from scheduler.domain.instance import Adult, Family, Instance
from scheduler.domain.measure import Measure, Meter, measure
from scheduler.domain.plan import Session
from tests.builders.instances import (
    a_family,
    a_group,
    a_place,
    a_provider,
    an_adult,
    an_event,
    an_instance,
    at,
)

ABSENT = an_adult(weekly={})
SESSION = Session("e1", at(18), "hall", ("host",))


def family(id: str, groups: str = "", adult: Adult | None = None, **more: Any) -> Family:
    return a_family(id, adult or an_adult(), groups=frozenset(groups), **more)


def measured(*sessions: Session, **more: Any) -> Measure:
    instance: Instance = an_instance(**{"groups": (a_group("a"), a_group("b")), **more})
    return measure(instance, hold(instance, sessions))


def test_a_rate_is_the_weighted_mean_over_invitations() -> None:
    families = (family("f0", "a", weight=3), family("f1", "a", ABSENT), family("f2"))
    rates = measured(SESSION, families=families).rates
    assert rates["a"] == pytest.approx(0.75)
    assert rates["everyone"] == pytest.approx(0.8)
    assert rates["no_group"] == 1


def test_a_set_that_no_event_invites_has_no_rate() -> None:
    families = (family("f0", "a"), family("f1", "b"))
    values = measured(SESSION, families=families, events=(an_event(audience=frozenset("a")),))
    assert values.rates["a"] == 1
    assert values.rates["b"] is None
    assert values.rates["no_group"] is None
    assert values.steps == (50,)


def test_events_count_by_their_weight() -> None:
    vote, sale = an_event("e1", weight=3), an_event("e2", weight=1)
    assert measured(SESSION, events=(vote, sale)).rates["everyone"] == pytest.approx(0.75)


def test_the_past_counts_for_the_rate_and_not_for_the_season() -> None:
    values = measured(SESSION, families=(family("f0", past=(0, 3)),))
    assert values.rates["everyone"] == pytest.approx(0.25)
    assert values.season_rates["everyone"] == 1


def test_rates_are_compared_in_steps_rounded_down_smallest_first() -> None:
    families = (family("f0", "a"), family("f1", "a", ABSENT), family("f2", "a"), family("f3", "b", ABSENT))
    values = measured(SESSION, families=families, resolution=0.25)
    assert values.steps == (0, 2)
    assert values.levels("leximin") == [
        ("smallest 1", 0),
        ("smallest 2", 0.5),
        ("everyone", 0.5),
        ("cost", 0),
    ]


def test_a_rate_within_a_millionth_below_a_step_counts_as_on_it() -> None:
    """Three tenths of 0.1 are a hair less than three steps in binary fractions."""
    families = tuple(family(f"f{n}", "a", None if n < 3 else ABSENT) for n in range(10))
    assert measured(SESSION, families=families, resolution=0.1).steps == (3,)


def test_weighted_counts_a_family_once_more_for_each_barrier() -> None:
    families = (family("f0", "ab", weight=2), family("f1", "a"), family("f2"), family("f3", "ab", ABSENT))
    values = measured(SESSION, families=families, events=(an_event(weight=2),))
    assert values.majority == 2 * (2 + 1 + 1)
    assert values.weighted == 2 * (2 * 3 + 2 + 1)


def test_cost_is_of_places_providers_and_those_who_are_expected() -> None:
    values = measured(
        SESSION,
        Session("e1", at(19), "hall", ("host",)),
        places=(a_place(cost=80),),
        providers=(a_provider(cost=20),),
        events=(an_event(cost_per_family=10, turnout=0.5),),
        families=(family("f0", weight=4), family("f1", "", ABSENT)),
    )
    assert values.cost == 2 * (80 + 20) + 10 * 0.5 * 4
    assert values.levels("majority") == [("majority", 4), ("cost", 220)]
    assert values.levels("weighted") == [("weighted", 4), ("cost", 220)]


def test_without_families_there_is_a_cost_and_no_rate() -> None:
    assert measured(SESSION, families=()).levels("leximin") == [("cost", 0)]


def test_a_meter_measures_each_of_many_plans_as_if_it_were_the_first() -> None:
    """One event keeps its session while the other's moves, changes its crew or its language, or goes."""
    speakers = [an_adult(interpreter=frozenset({language})) for language in ("so", "es")]
    instance = an_instance(
        groups=(a_group("a"),),
        providers=(a_provider(), a_provider("i", "interpreter", languages=("so", "es"), cost=5)),
        events=(an_event("e1", cost_per_family=2), an_event("e2", weight=3)),
        families=(family("f0", "a", speakers[0]), family("f1", "", speakers[1], weight=2), family("f2")),
    )
    kept = Session("e1", at(18), "hall", ("host",))
    others = [
        Session("e2", at(18), "hall", ("host",)),
        Session("e2", at(18), "hall", ("host", "i"), {"i": "so"}),
        Session("e2", at(18), "hall", ("host", "i"), {"i": "es"}),
        Session("e2", at(3), "hall", ("host",)),
    ]
    meter = Meter(instance)
    for sessions in [*([kept, other] for other in others), [kept], [], [kept, others[1]]]:
        found = hold(instance, sessions)
        assert meter.measure(found) == measure(instance, found)
