"""Alternatives are exactly the sites that can be held, each worth what the same move is worth, the best
first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.whatif import Board, Move, alternatives
from scheduler.whatif.alternatives import Alternative
from tests.builders.instances import (
    EVENINGS,
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
from tests.builders.plans import a_plan, a_session, plausible_plan
from tests.solver.tiny import tiny_instance
from tests.strategies import instances
from tests.thorough import examples
from tests.whatif.test_what_if import named

many = settings(
    deadline=None, max_examples=examples(100, always=40), suppress_health_check=[HealthCheck.too_slow]
)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_an_alternative_is_worth_what_the_move_is_worth(instance: Instance, random: Random) -> None:
    assert_alternatives_are_moves(instance, random)


@pytest.mark.parametrize("seed", range(60))
def test_a_crowded_alternative_is_worth_what_the_move_is_worth(seed: int) -> None:
    assert_alternatives_are_moves(tiny_instance(seed), Random(seed))


LARGE = ("cells.FOLDED_FROM", "site_values.LISTED_ROWS", "site_values.ROOM")
"""From these sizes on families are folded by weekday, rows listed as they occur, sites taken in turns."""


@pytest.mark.parametrize("limit", LARGE)
@pytest.mark.parametrize("capacity", [None, 3])
@pytest.mark.parametrize("beside", [(), (a_session(start=at(20), place="call"),)])
def test_what_large_districts_go_through_gives_the_same(
    limit: str, capacity: int | None, beside: tuple[Session, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"scheduler.whatif.{limit}", 1)
    instance = two_weeks_of_families_alike(capacity)
    board = Board.of(instance, (a_session(start=at(18)), *beside))
    for alternative in alternatives(board, "e1"):
        effect = board.what_if(as_move(alternative))
        assert alternative.rates == pytest.approx(effect.after.rates)


def two_weeks_of_families_alike(capacity: int | None) -> Instance:
    """Families of two groups who say the same; one of each answers the second Monday by itself."""
    early, late = free(0, 2, hours=(17, 19)), free(0, 3, hours=(18, 21), level="maybe")
    own = {MONDAY + timedelta(days=7): late[0]}
    by_call = {"formats": frozenset({"online"})}
    families = [
        a_family(f"{group}-{n}", an_adult(weekly=weekly, dates=dates), groups=frozenset({group}))
        for group in ("g1", "g2")
        for n, (weekly, dates) in enumerate([(early, {}), (early, {}), (late, {}), (early, own)])
    ]
    return an_instance(
        horizon=replace(EVENINGS, weeks=2),
        groups=(a_group("g1"), a_group("g2")),
        families=(*families, *(a_family(f"caller{n}", an_adult(weekly=late, **by_call)) for n in range(3))),
        places=(a_place(capacity=capacity), a_call(online_capacity=capacity)),
        events=(an_event(window=(MONDAY, MONDAY + timedelta(days=13)), places=("hall", "call")),),
    )


def assert_alternatives_are_moves(instance: Instance, random: Random) -> None:
    board = Board.of(instance, plausible_plan(instance, random).sessions)
    for event in instance.events:
        ranked = alternatives(board, event.id)
        for alternative in random.sample(list(ranked), min(len(ranked), 5)):
            effect = board.what_if(as_move(alternative))
            assert alternative.steps == effect.after.steps
            assert alternative.cost == pytest.approx(effect.after.cost, abs=1e-9, rel=0)
            for name, rate in effect.after.rates.items():
                expected = None if rate is None else pytest.approx(rate, abs=1e-9, rel=0)
                assert alternative.rates[name] == expected, name
            missed = [fault.ids[0] for fault in effect.broken if fault.kind == "floor"]
            assert sorted(alternative.floors) == sorted(missed)
            assert alternative.over_budget == any(fault.kind == "budget" for fault in effect.broken)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_an_alternative_breaks_no_rule_of_sessions(instance: Instance, random: Random) -> None:
    sessions = plausible_plan(instance, random).sessions
    board = Board.of(instance, sessions)
    before = named(check_plan(instance, a_plan(*sessions)))
    for event in instance.events:
        ranked = alternatives(board, event.id)
        for alternative in random.sample(list(ranked), min(len(ranked), 5)):
            after = check_plan(instance, a_plan(*board.sessions_after(as_move(alternative))))
            new = {kind for kind, _ in named(after) - before}
            assert new <= {"floor", "budget"}


@many
@given(instances(), st.randoms(use_true_random=False))
def test_the_best_comes_first(instance: Instance, random: Random) -> None:
    board = Board.of(instance, plausible_plan(instance, random).sessions)
    for event in instance.events:
        ranked = list(alternatives(board, event.id))
        keys = [(not (a.floors or a.over_budget), a.steps, a.rates["everyone"] or 0, -a.cost) for a in ranked]
        assert keys == sorted(keys, reverse=True)


def test_every_other_free_time_and_place_is_listed() -> None:
    instance = an_instance(
        places=(a_place(), a_call()),
        events=(an_event(places=("hall", "call")),),
        providers=(a_provider(away=()),),
    )
    ranked = alternatives(Board.of(instance, (a_session(start=at(18)),)), "e1")
    found = {(a.session.start, a.session.place) for a in ranked}
    every = {
        (at(hour, day=day), place) for day in range(7) for hour in range(17, 21) for place in ("hall", "call")
    }
    assert found == every - {(at(18), "hall")}


def test_the_time_that_includes_the_smallest_group_comes_first() -> None:
    instance = an_instance(
        groups=(a_group(),),
        families=(
            a_family("late", an_adult(weekly=free(hours=(20, 21))), groups=frozenset({"g1"})),
            *(a_family(f"early{n}", an_adult(weekly=free(hours=(17, 18)))) for n in range(5)),
        ),
    )
    best = alternatives(Board.of(instance, (a_session(start=at(17)),)), "e1")[0]
    assert best.session.start == at(20)
    assert (best.rates["g1"], best.steps) == (1.0, (50,))


def test_a_support_is_kept_by_whoever_is_free_and_else_named_as_missing() -> None:
    spanish = {"kind": "interpreter", "languages": ("es",)}
    instance = an_instance(
        providers=(
            a_provider(),
            a_provider("ines", **spanish, available=free_rows(0)),
            a_provider("juan", **spanish, available=free_rows(0, 1)),
        ),
    )
    board = Board.of(instance, (a_session("e1", at(18), "hall", "host", "ines"),))
    by_start = {a.session.start: a for a in alternatives(board, "e1")}
    assert by_start[at(19)].session.providers == ("host", "ines")
    assert by_start[at(19, day=1)].session.providers == ("host", "juan")
    assert by_start[at(19, day=2)].session.providers == ("host",)
    assert by_start[at(19, day=2)].missing == ("es",)


def test_a_session_without_a_free_host_is_not_listed() -> None:
    instance = an_instance(
        providers=(a_provider(available=free_rows(0)),),
        events=(an_event("e1"), an_event("e2")),
        clash_share=1,
    )
    board = Board.of(instance, (a_session("e1", at(18)), a_session("e2", at(20))))
    assert {a.session.start for a in alternatives(board, "e1")} == {at(17), at(19)}


def free_rows(*days: int):
    return tuple(row for row in a_provider().available if row.day in days)


def as_move(alternative: Alternative) -> Move:
    new = alternative.session
    return Move(alternative.replaced, new.start, new.place, new.providers, new.interprets)


@many
@given(instances(), st.randoms(use_true_random=False))
def test_the_best_that_breaks_nothing_is_the_first_of_those_that_keep_floors_and_budget(
    instance: Instance, random: Random
) -> None:
    sessions = plausible_plan(instance, random).sessions
    board = Board.of(instance, sessions)
    for session in sessions:
        found = alternatives(board, session.event)
        kept = [
            one
            for one in found
            if (one.replaced.start, one.replaced.place) == (session.start, session.place)
            and not one.floors
            and not one.over_budget
        ]
        assert found.that_break_nothing(session) == (len(kept), kept[0] if kept else None)
