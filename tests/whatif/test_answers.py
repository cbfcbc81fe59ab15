"""A family's new answer counts at once, as if the board had been laid out with it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Family, Instance
from scheduler.domain.measure import measure
from scheduler.whatif import Board, alternatives
from tests.builders.changes import random_change
from tests.builders.instances import a_family, a_place, a_provider, an_adult, an_instance
from tests.builders.plans import a_plan, a_session, plausible_plan
from tests.strategies import families, instances
from tests.thorough import examples
from tests.whatif.test_what_if import assert_same


@st.composite
def instances_with_answers(draw: st.DrawFn) -> tuple[Instance, list[Family]]:
    """An instance and what some of its families say next."""
    instance = draw(instances())
    groups, audiences = [g.id for g in instance.groups], [a.id for a in instance.audiences]
    ids = [family.id for family in instance.families]
    named = draw(st.lists(st.sampled_from(ids), max_size=3)) if ids else []
    return instance, [draw(families(name, groups, audiences)) for name in named]


def with_answers(instance: Instance, said: list[Family]) -> Instance:
    newest = {family.id: family for family in said}
    return replace(instance, families=tuple(newest.get(f.id, f) for f in instance.families))


@settings(deadline=None, max_examples=examples(150, always=50), suppress_health_check=[HealthCheck.too_slow])
@given(instances_with_answers(), st.randoms(use_true_random=False))
def test_a_board_with_answers_is_that_of_the_changed_instance(
    drawn: tuple[Instance, list[Family]], random: Random
) -> None:
    instance, said = drawn
    sessions = plausible_plan(instance, random).sessions
    board = Board.of(instance, sessions)
    for family in said:
        board.answer(family)
    changed = with_answers(instance, said)
    assert_same(board.measure, measure(changed, hold(changed, sessions)))
    expected = check_plan(changed, a_plan(*sessions))
    assert sorted(board.faults, key=repr) == sorted(expected, key=repr)
    change = random_change(changed, sessions, random)
    if change is not None:
        assert_same(board.what_if(change).after, Board.of(changed, sessions).what_if(change).after)


def test_a_family_from_a_zone_where_nobody_lived_rides_the_bus_there() -> None:
    bus = a_provider("bus", "transport", zone="far", capacity=1)
    instance = an_instance(places=(a_place(),), providers=(a_provider(), bus))
    board = Board.of(instance, (a_session("e1", a_session().start, "hall", "host", "bus"),))
    board.answer(a_family("f1", an_adult(), zone="far", size=4))
    assert board.measure.rates["everyone"] == pytest.approx(0.25)


def test_alternatives_follow_the_answer() -> None:
    board = Board.of(an_instance(), (a_session(),))
    board.answer(a_family("f1", an_adult(weekly={})))
    assert {alternative.rates["everyone"] for alternative in alternatives(board, "e1")} == {0.0}


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(KeyError):
        Board.of(an_instance(), ()).answer(a_family("stranger"))


def test_no_drift_after_many_answers() -> None:
    board = Board.of(an_instance(families=(a_family("f1"), a_family("f2", weight=1 / 3))), (a_session(),))
    for n in range(200):
        board.answer(a_family("f1", weight=0.1 + n / 7, size=1 + n % 3))
    assert np.isclose(board.measure.rates["everyone"] or 0, 1.0, atol=1e-9)
