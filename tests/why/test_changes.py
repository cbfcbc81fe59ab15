"""Only a change with which a better plan was solved is told."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Horizon, Instance, WeeklyRow
from scheduler.domain.measure import measure
from scheduler.domain.plan import Plan, Session
from scheduler.solver import solve
from scheduler.why.candidates import KINDS, candidates
from scheduler.why.changes import changes_that_include_more
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
    free,
)
from tests.why.tiny_plans import EFFORT, KNOWN, planned

MONDAY_ONLY = (WeeklyRow(0, 0, 18 * 60),)


def best(instance: Instance) -> tuple[Session, ...]:
    return solve(instance, "leximin", time_limit_seconds=60, threads=1, seed=1).sessions


def a_district(*families: Any, **more: Any) -> Instance:
    """All families in one group of any size."""
    return an_instance(groups=(a_group(),), families=families, **more)


def f(id: str, adult: Any = None, **more: Any) -> Any:
    return a_family(id, adult or an_adult(), groups=frozenset({"g1"}), **more)


@pytest.mark.parametrize(
    ("instance", "kind", "words"),
    [
        (
            a_district(
                f("f1", an_adult(interpreter=frozenset({"so"}))),
                events=(an_event(languages=frozenset({"en"})),),
            ),
            "provider",
            "1 more interpreter (so)",
        ),
        (a_district(f("f1", an_adult(children=2))), "provider", "1 more childcare for 8"),
        (a_district(f("f1", zone="south")), "provider", "1 more transport (south) for 20"),
        (a_district(f("f1", an_adult(supports=frozenset({"captions"})))), "provider", "1 more captions"),
        (a_district(f("f1", an_adult(features=frozenset({"step_free"})))), "feature", "hall has step_free"),
        (
            a_district(f("f1"), f("f2"), f("f3"), places=(a_place(capacity=2),)),
            "seats",
            "hall holds 3 people in the room in place of 2",
        ),
        (
            a_district(f("f1", an_adult(weekly=free(0))), f("f2", an_adult(weekly=free(1)))),
            "session",
            "e1 has up to 2 sessions",
        ),
        (
            a_district(
                f("f1", an_adult(weekly=free(0, hours=(18, 24)))), places=(a_place(open=MONDAY_ONLY),)
            ),
            "opening",
            "hall stays open 60 minutes longer on mon",
        ),
        (
            a_district(
                f("f1", an_adult(children=1)),
                providers=(a_provider(), a_provider("care", "childcare", capacity=5, cost=30)),
                budget=10,
            ),
            "budget",
            "30 more in the budget",
        ),
        (
            a_district(
                f("f1", an_adult(weekly=free(0))),
                f("f2", an_adult(weekly=free(1))),
                horizon=Horizon(MONDAY, 1, 18 * 60, 19 * 60, 60),
                events=(an_event(max_sessions=2),),
                providers=(a_provider(minutes_per_week=60),),
            ),
            "hour",
            "host works up to an hour more a week",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_missing_is_found_and_confirmed(instance: Instance, kind: str, words: str) -> None:
    found = changes_that_include_more(instance, best(instance), 12, EFFORT)
    confirmed = [change for change in found.confirmed if change.text.startswith(words)]
    assert [change.kind for change in confirmed] == [kind]
    assert confirmed[0].levels[0].after > confirmed[0].levels[0].before
    assert confirmed[0].proven
    assert found.tried >= len(found.confirmed)


@pytest.mark.parametrize(("group", "change"), [("deaf", "provider"), ("ramp", "feature")])
def test_what_would_help_a_group_is_told_of_that_group_alone(group: str, change: str) -> None:
    """Captions would bring the one family, a ramp the other, and each would be ahead for the whole plan."""
    instance = an_instance(
        groups=(a_group("deaf"), a_group("ramp")),
        families=(
            a_family("f1", an_adult(supports=frozenset({"captions"})), groups=frozenset({"deaf"})),
            a_family("f2", an_adult(features=frozenset({"step_free"})), groups=frozenset({"ramp"})),
        ),
    )
    sessions = best(instance)
    everything = changes_that_include_more(instance, sessions, 12, EFFORT).confirmed
    assert {one.kind for one in everything} == {"provider", "feature"}
    (told,) = changes_that_include_more(instance, sessions, 12, EFFORT, group).confirmed
    assert told.kind == change


def test_a_place_for_everyone_leaves_nothing_to_change() -> None:
    instance = a_district(f("f1"), f("f2"))
    assert changes_that_include_more(instance, best(instance), 12, EFFORT).confirmed == ()


def test_a_change_that_brings_nobody_is_not_told() -> None:
    """A budget that is short of the captions that nobody asks for: tried, and left aside."""
    captions = a_provider("captions", "captions", cost=50)
    instance = a_district(f("f1", an_adult(weekly={})), providers=(a_provider(), captions), budget=0)
    found = changes_that_include_more(instance, best(instance), 12, EFFORT)
    assert found.tried > 0
    assert found.confirmed == ()


def test_a_call_without_lines_gets_some() -> None:
    instance = a_district(f("f1"), places=(a_call(online_capacity=0),), events=(an_event(places=("call",)),))
    (change,) = changes_that_include_more(instance, best(instance), 12, EFFORT).confirmed
    assert change.text == "call holds 10 people on the line in place of 0"
    assert [(level.name, level.before, level.after) for level in change.levels[:2]] == [
        ("smallest 1", 0, 1),
        ("everyone", 0, 1),
    ]


@pytest.mark.parametrize("number", KNOWN[:15])
def test_every_confirmed_plan_is_valid_with_its_change_and_worth_what_is_told(number: int) -> None:
    instance, sessions = planned(number)
    changed = {one.text: one.instance for one in candidates(instance, sessions, 6)}
    found = changes_that_include_more(instance, sessions, 6, EFFORT)
    kinds = [KINDS.index(change.kind) for change in found.confirmed]
    assert kinds == sorted(kinds)
    for change in found.confirmed:
        plan = Plan("feasible", "leximin", change.sessions)
        assert check_plan(changed[change.text], plan) == []
        worth = measure(changed[change.text], hold(changed[change.text], plan.sessions)).levels("leximin")
        assert [(level.name, pytest.approx(level.after, abs=2e-6)) for level in change.levels] == worth
        ahead = next(level for level in change.levels if abs(level.loss) > 1e-7)
        assert ahead.loss < 0
        assert ahead.name != "cost"
