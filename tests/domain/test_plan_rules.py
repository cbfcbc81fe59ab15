"""Each rule of all sessions together: kept where there is nothing, kept at its edge, broken past it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession, hold
from scheduler.domain.instance import FixedSession, Instance
from scheduler.domain.plan import Session
from scheduler.domain.plan_rules import (
    PLAN_RULES,
    clashing_events_never_overlap,
    events_are_offered_often_enough,
    fixed_sessions_are_there,
    places_hold_their_sessions,
    providers_are_at_one_place,
    providers_keep_their_contracts,
    sessions_of_an_event_differ,
)
from tests.builders.instances import a_call, a_place, a_provider, an_event, an_instance, at
from tests.builders.plans import a_session


def two_events(**more: Any) -> Instance:
    """Two events that may be at either of two halls or in one of two calls."""
    places = (a_place("hall"), a_place("gym"), a_call("call"), a_call("line", format="phone"))
    events = tuple(an_event(id, places=tuple(place.id for place in places)) for id in ("e1", "e2"))
    return an_instance(**{"places": places, "events": events, **more})


def kinds(faults: Iterator[Fault]) -> list[str]:
    return [fault.kind for fault in faults]


@pytest.mark.parametrize("rule", PLAN_RULES)
def test_nothing_planned_breaks_no_rule_where_nothing_is_asked(rule: Any) -> None:
    assert list(rule(two_events(events=()), [])) == []


@pytest.mark.parametrize(("count", "broken"), [(0, ["sessions"]), (1, []), (2, []), (3, ["sessions"])])
def test_each_event_has_as_many_sessions_as_it_asks_for(count: int, broken: list[str]) -> None:
    instance = an_instance(events=(an_event(min_sessions=1, max_sessions=2),))
    sessions = hold(instance, [a_session(start=at(18, day=n)) for n in range(count)])
    assert kinds(events_are_offered_often_enough(instance, sessions)) == broken


def test_sessions_of_an_event_differ_in_start_or_place() -> None:
    instance = two_events()
    first, other = a_session(), a_session(place="gym")
    assert kinds(sessions_of_an_event_differ(instance, hold(instance, [first, other]))) == []
    assert kinds(sessions_of_an_event_differ(instance, hold(instance, [first, first]))) == ["same_session"]


@pytest.mark.parametrize(
    ("start", "share", "broken"),
    [(at(18), 0.05, ["clash"]), (at(18, 59), 0.05, ["clash"]), (at(19), 0.05, []), (at(18), 1, [])],
)
def test_events_that_share_families_never_overlap(start: datetime, share: float, broken: list[str]) -> None:
    instance = two_events(clash_share=share)
    sessions = hold(instance, [a_session("e1"), a_session("e2", start, "gym")])
    assert kinds(clashing_events_never_overlap(instance, sessions)) == broken


def test_two_sessions_of_one_event_may_overlap() -> None:
    instance = two_events(clash_share=0)
    sessions = hold(instance, [a_session(), a_session(place="gym")])
    assert kinds(clashing_events_never_overlap(instance, sessions)) == []


@pytest.mark.parametrize(
    ("start", "place", "broken"),
    [
        (at(18, 59), "hall", ["provider_overlap"]),
        (at(19), "hall", []),
        (at(19), "gym", ["provider_overlap"]),
        (at(19, 29), "gym", ["provider_overlap"]),
        (at(19, 30), "gym", []),
        (at(19), "call", ["provider_overlap"]),
        (at(16, 30), "call", []),
        (at(16, 31), "call", ["provider_overlap"]),
    ],
)
def test_a_provider_needs_time_between_two_places(start: datetime, place: str, broken: list[str]) -> None:
    instance = two_events(travel_minutes=30)
    sessions = hold(instance, [a_session("e1"), a_session("e2", start, place)])
    assert kinds(providers_are_at_one_place(instance, sessions)) == broken


def test_from_call_to_call_nobody_travels() -> None:
    instance = two_events()
    sessions = hold(instance, [a_session(place="call"), a_session("e2", at(19), "line")])
    assert kinds(providers_are_at_one_place(instance, sessions)) == []


def test_different_providers_may_be_anywhere_at_once() -> None:
    instance = two_events(providers=(a_provider("host"), a_provider("ana")))
    sessions = hold(instance, [a_session(), a_session("e2", at(18), "gym", "ana")])
    assert kinds(providers_are_at_one_place(instance, sessions)) == []


@pytest.mark.parametrize(("parallel", "broken"), [(2, []), (1, ["parallel"])])
def test_a_place_holds_so_many_sessions_at_one_time(parallel: int, broken: list[str]) -> None:
    instance = two_events(places=(a_place(parallel=parallel), a_place("gym")))
    sessions = hold(instance, [a_session(), a_session("e2", at(18, 30)), a_session("e2", at(18), "gym")])
    assert kinds(places_hold_their_sessions(instance, sessions)) == broken


def test_one_after_the_other_is_not_at_one_time() -> None:
    instance = two_events()
    sessions = hold(instance, [a_session(), a_session("e2", at(19))])
    assert kinds(places_hold_their_sessions(instance, sessions)) == []


@pytest.mark.parametrize(
    ("limits", "days", "broken"),
    [
        ({}, (0, 0, 0, 1), []),
        ({"minutes_per_day": 180}, (0, 0, 1), []),
        ({"minutes_per_day": 179}, (0, 0, 1), ["minutes_per_day"]),
        ({"minutes_per_week": 180}, (5, 6, 7, 8), []),
        ({"minutes_per_week": 179}, (5, 6, 7), ["minutes_per_week"]),
        ({"minutes_per_season": 270}, (0, 6, 7), []),
        ({"minutes_per_season": 269}, (0, 6, 7), ["minutes_per_season"]),
    ],
)
def test_a_provider_works_no_longer_than_the_contract_says(
    limits: dict[str, Any], days: tuple[int, ...], broken: list[str]
) -> None:
    """Each session is an hour, and half an hour of preparation counts with it."""
    instance = two_events(providers=(a_provider(extra_minutes=30, **limits),))
    sessions = [a_session(start=at(17 + n, day=day)) for n, day in enumerate(days)]
    assert kinds(providers_keep_their_contracts(instance, hold(instance, sessions))) == broken


@pytest.mark.parametrize(
    ("session", "broken"),
    [
        (a_session("e1", at(18), "hall", "ana"), []),
        (a_session("e1", at(18), "hall", "ana", "host"), []),
        (a_session("e1", at(18), "hall", "host"), ["fixed"]),
        (a_session("e1", at(19), "hall", "ana"), ["fixed"]),
        (a_session("e1", at(18), "gym", "ana"), ["fixed"]),
        (a_session("e2", at(18), "hall", "ana"), ["fixed"]),
    ],
)
def test_what_is_fixed_is_there_and_may_have_more_providers(session: Session, broken: list[str]) -> None:
    pin = FixedSession("e1", at(18), "hall", ("ana",))
    instance = two_events(providers=(a_provider("host"), a_provider("ana")), fixed=(pin,))
    assert kinds(fixed_sessions_are_there(instance, hold(instance, [session]))) == broken


def test_every_rule_of_a_plan_is_in_the_list() -> None:
    instance = two_events(
        providers=(a_provider(minutes_per_day=60),), fixed=(FixedSession("e1", at(20), "hall"),)
    )
    sessions: list[HeldSession] = hold(instance, [a_session(), a_session(), a_session("e2")])
    found = {kind for rule in PLAN_RULES for kind in kinds(rule(instance, sessions))}
    assert found == {
        "sessions",
        "same_session",
        "clash",
        "provider_overlap",
        "parallel",
        "minutes_per_day",
        "fixed",
    }
