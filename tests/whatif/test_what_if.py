"""A what-if equals measuring and checking the whole changed plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.checker import check_plan
from scheduler.domain.faults import Fault
from scheduler.domain.held_session import hold
from scheduler.domain.inclusion import inclusion
from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure, measure
from scheduler.domain.plan import Session
from scheduler.evaluation import Season, who_can_come
from scheduler.whatif import Add, Board, Change
from tests.builders.changes import random_change
from tests.builders.instances import a_family, a_place, an_event, an_instance, at
from tests.builders.plans import a_plan, a_session, plausible_plan
from tests.solver.tiny import tiny_instance
from tests.strategies import instances
from tests.thorough import examples

many = settings(
    deadline=None, max_examples=examples(100, always=40), suppress_health_check=[HealthCheck.too_slow]
)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_a_change_is_worth_what_the_changed_plan_measures(instance: Instance, random: Random) -> None:
    board, change = board_and_change(instance, random)
    if change is None:
        return
    effect = board.what_if(change)
    assert_same(effect.before, of_domain(instance, board.sessions))
    assert_same(effect.after, of_domain(instance, board.sessions_after(change)))


@many
@given(instances(), st.randoms(use_true_random=False))
def test_a_board_after_a_change_is_that_of_the_changed_plan(instance: Instance, random: Random) -> None:
    board, change = board_and_change(instance, random)
    if change is None:
        return
    changed = board.after(change)
    again = Board.of(instance, board.sessions_after(change))
    assert_same(changed.measure, again.measure)
    assert changed.faults == again.faults
    assert_same(board.measure, of_domain(instance, board.sessions))


@pytest.mark.parametrize("seed", range(50))
def test_a_session_reaches_those_who_have_a_way_into_it(seed: int) -> None:
    instance, random = tiny_instance(seed), Random(seed)
    sessions = plausible_plan(instance, random).sessions
    board = Board.of(instance, sessions)
    for reach in who_can_come(Season(instance), sessions):
        assert board.reach(reach.session) == pytest.approx(dict(reach.weight))


@pytest.mark.parametrize("seed", range(200))
def test_crowded_changes_are_worth_what_the_domain_measures(seed: int) -> None:
    """Instances in which everything is scarce, several sessions an event, any crew."""
    instance, random = tiny_instance(seed), Random(seed)
    sessions = plausible_plan(instance, random).sessions
    for _ in range(3):
        change = random_change(instance, sessions, random)
        if change is not None:
            board = Board.of(instance, sessions)
            assert_same(board.what_if(change).after, of_domain(instance, board.sessions_after(change)))
            sessions = tuple(s for s in board.sessions_after(change) if s.place != "nowhere")


def test_families_spread_over_sessions_in_proportion_to_what_they_hold() -> None:
    """Ten families of one over rooms of 1 and 3: a quarter goes to the small one, so 4 of 10 are served."""
    instance = an_instance(
        places=(a_place("small", capacity=1), a_place("large", capacity=3)),
        events=(an_event(places=("small", "large"), max_sessions=2),),
        families=tuple(a_family(f"f{n}") for n in range(10)),
    )
    board = Board.of(instance, (a_session(place="small"),))
    effect = board.what_if(Add(a_session("e1", at(20), "large")))
    assert (effect.before.rates["everyone"], effect.after.rates["everyone"]) == pytest.approx((0.1, 0.4))
    assert (effect.shifts["everyone"].gaining, effect.shifts["everyone"].losing) == (10, 0)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_a_change_breaks_what_the_checker_finds_in_the_changed_plan(
    instance: Instance, random: Random
) -> None:
    board, change = board_and_change(instance, random)
    if change is None:
        return
    expected = check_plan(instance, a_plan(*board.sessions_after(change)))
    before = check_plan(instance, a_plan(*board.sessions))
    effect = board.what_if(change)
    assert sorted(effect.broken, key=repr) == sorted(expected, key=repr)
    assert named(effect.newly_broken) == named(expected) - named(before)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_shifts_count_the_families_whose_inclusion_changes(instance: Instance, random: Random) -> None:
    board, change = board_and_change(instance, random)
    if change is None:
        return
    before = included(instance, change.event, board.sessions)
    after = included(instance, change.event, board.sessions_after(change))
    moved = [after.get(n, 0) - before.get(n, 0) for n in range(len(instance.families))]
    shifts = board.what_if(change).shifts
    for name in [group.id for group in instance.groups] + ["everyone"]:
        people = [
            (difference, family.weight)
            for difference, family in zip(moved, instance.families, strict=True)
            if name == "everyone" or name in family.groups
        ]
        assert shifts[name].gaining == sum(d > 1e-9 for d, _ in people)
        assert shifts[name].losing == sum(d < -1e-9 for d, _ in people)
        assert shifts[name].gaining_weight == pytest.approx(sum(w for d, w in people if d > 1e-9))
        assert shifts[name].losing_weight == pytest.approx(sum(w for d, w in people if d < -1e-9))


def named(faults: Iterable[Fault]) -> set[tuple[str, tuple[str, ...]]]:
    return {(fault.kind, tuple(sorted(fault.ids))) for fault in faults}


def board_and_change(instance: Instance, random: Random) -> tuple[Board, Change | None]:
    board = Board.of(instance, plausible_plan(instance, random).sessions)
    return board, random_change(instance, board.sessions, random)


def of_domain(instance: Instance, sessions: list[Session] | tuple[Session, ...]) -> Measure:
    known = [s for s in sessions if s.place != "nowhere"]
    return measure(instance, hold(instance, known))


def included(instance: Instance, event_id: str, sessions: Sequence[Session]) -> dict[int, float]:
    (event,) = [event for event in instance.events if event.id == event_id]
    mine = [s for s in sessions if s.event == event_id and s.place != "nowhere"]
    return inclusion(instance, event, hold(instance, mine))


def assert_same(found: Measure, expected: Measure) -> None:
    for mine, reference in ((found.rates, expected.rates), (found.season_rates, expected.season_rates)):
        for name, rate in reference.items():
            assert mine[name] == (None if rate is None else pytest.approx(rate, abs=1e-9, rel=0)), name
    assert (found.taking_part, found.steps) == (expected.taking_part, expected.steps)
    assert found.cost == pytest.approx(expected.cost, abs=1e-9, rel=0)
    assert found.weighted == pytest.approx(expected.weighted, abs=1e-9, rel=0)
    assert found.majority == pytest.approx(expected.majority, abs=1e-9, rel=0)
