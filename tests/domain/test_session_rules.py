"""Each rule of one session: kept where nothing is asked, kept at its edge, and broken past it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Instance, Interval, Provider, WeeklyRow
from scheduler.domain.session_rules import (
    SESSION_RULES,
    avoids_closed_time,
    has_each_provider_once,
    has_enough_hosts,
    interpreters_have_one_language,
    is_at_allowed_place,
    lies_in_horizon,
    lies_in_window,
    place_is_open,
    providers_are_available,
    providers_are_not_away,
    providers_serve_format,
    starts_on_grid,
)
from tests.builders.instances import MONDAY, a_call, a_place, a_provider, an_event, an_instance, at

HOST = a_provider()
SEASON = an_instance()
TUESDAY = MONDAY + timedelta(days=1)


def held(*crew: Provider, **more: Any) -> HeldSession:
    """A session in the hall on Monday at six, for an hour."""
    return HeldSession(**{"event": an_event(), "place": a_place(), "crew": crew, "start": at(18), **more})


def kinds(faults: Iterator[Fault]) -> list[str]:
    return [fault.kind for fault in faults]


def test_a_plain_session_keeps_every_rule() -> None:
    assert [fault for rule in SESSION_RULES for fault in rule(SEASON, held(HOST))] == []


@pytest.mark.parametrize(
    ("start", "broken"),
    [
        (at(17), []),
        (at(20), []),
        (at(16), ["horizon"]),
        (at(20, 1), ["horizon"]),
        (at(18, day=7), ["horizon"]),
    ],
)
def test_a_session_lies_in_the_hours_and_weeks_of_the_season(start: Any, broken: list[str]) -> None:
    assert kinds(lies_in_horizon(SEASON, held(start=start))) == broken


@pytest.mark.parametrize(("start", "broken"), [(at(19), []), (at(19, 30), ["grid"])])
def test_a_session_starts_on_the_grid(start: Any, broken: list[str]) -> None:
    assert kinds(starts_on_grid(SEASON, held(start=start))) == broken


@pytest.mark.parametrize(("day", "broken"), [(0, []), (1, []), (2, ["window"]), (-1, ["window"])])
def test_a_session_lies_in_the_window_of_its_event(day: int, broken: list[str]) -> None:
    event = an_event(window=(MONDAY, TUESDAY))
    assert kinds(lies_in_window(SEASON, held(event=event, start=at(18, day=day)))) == broken


@pytest.mark.parametrize(
    ("closed", "broken"),
    [
        (Interval(at(17), at(18)), []),
        (Interval(at(19), at(20)), []),
        (Interval(at(18, 59), at(20)), ["closed"]),
    ],
)
def test_a_session_meets_no_closed_time_of_season_or_event(closed: Interval, broken: list[str]) -> None:
    assert kinds(avoids_closed_time(an_instance(closed=(closed,)), held())) == broken
    assert kinds(avoids_closed_time(SEASON, held(event=an_event(closed=(closed,))))) == broken


def test_a_session_is_at_a_place_that_its_event_allows() -> None:
    assert kinds(is_at_allowed_place(SEASON, held())) == []
    assert kinds(is_at_allowed_place(SEASON, held(place=a_place("attic")))) == ["place"]


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (WeeklyRow(0, 18 * 60, 19 * 60), []),
        (WeeklyRow(0, 18 * 60, 19 * 60 - 1), ["place_open"]),
        (WeeklyRow(1, 18 * 60, 19 * 60), ["place_open"]),
    ],
)
def test_a_place_is_open_all_through(row: WeeklyRow, broken: list[str]) -> None:
    assert kinds(place_is_open(SEASON, held(place=a_place(open=(row,))))) == broken


def test_a_provider_is_named_once() -> None:
    assert kinds(has_each_provider_once(SEASON, held())) == []
    assert kinds(has_each_provider_once(SEASON, held(HOST, a_provider("ana")))) == []
    assert kinds(has_each_provider_once(SEASON, held(HOST, HOST))) == ["provider_twice"]


@pytest.mark.parametrize(
    ("place", "formats", "broken"),
    [
        (a_place(), {"in_person"}, []),
        (a_place(format="hybrid"), {"in_person"}, []),
        (a_place(format="hybrid"), {"online"}, ["provider_format"]),
        (a_call(), {"online"}, []),
        (a_call(), {"in_person", "phone"}, ["provider_format"]),
    ],
)
def test_providers_serve_the_format_of_the_place(place: Any, formats: set[str], broken: list[str]) -> None:
    crew = a_provider(formats=frozenset(formats))
    assert kinds(providers_serve_format(SEASON, held(crew, place=place))) == broken


def test_providers_are_available_all_through() -> None:
    able = a_provider("a", available=(WeeklyRow(0, 18 * 60, 19 * 60),))
    early = a_provider("b", available=(WeeklyRow(0, 17 * 60, 18 * 60 + 59),))
    assert kinds(providers_are_available(SEASON, held())) == []
    assert kinds(providers_are_available(SEASON, held(able))) == []
    assert [fault.ids[-1] for fault in providers_are_available(SEASON, held(able, early))] == ["b"]


def test_providers_are_not_away() -> None:
    back_in_time = a_provider("a", away=(Interval(at(0), at(18)),))
    away = a_provider("b", away=(Interval(at(0), at(18, 1)),))
    assert kinds(providers_are_not_away(SEASON, held(HOST))) == []
    assert [fault.ids[-1] for fault in providers_are_not_away(SEASON, held(back_in_time, away))] == ["b"]


def test_enough_of_the_hosts_are_those_of_the_event() -> None:
    event = an_event(hosts=("host", "ana"), hosts_needed=2)
    assert kinds(has_enough_hosts(SEASON, held(event=an_event(hosts_needed=0)))) == []
    assert kinds(has_enough_hosts(SEASON, held(HOST, a_provider("ana"), event=event))) == []
    assert kinds(has_enough_hosts(SEASON, held(HOST, a_provider("stranger"), event=event))) == ["hosts"]


@pytest.mark.parametrize(
    ("languages", "says", "broken"),
    [
        (("es",), {}, []),
        (("es",), {"ana": "es"}, []),
        (("es", "ar"), {"ana": "ar"}, []),
        (("es", "ar"), {}, ["interprets"]),
        (("es",), {"ana": "ar"}, ["interprets"]),
        ((), {}, ["interprets"]),
        (("es",), {"ben": "es"}, ["interprets"]),
    ],
)
def test_an_interpreter_serves_one_language_of_theirs(
    languages: tuple[str, ...], says: dict[str, str], broken: list[str]
) -> None:
    ana = a_provider("ana", "interpreter", languages=languages)
    assert kinds(interpreters_have_one_language(SEASON, held(ana, interprets=says))) == broken


def test_only_interpreters_interpret() -> None:
    session = held(HOST, interprets={"host": "es"})
    assert kinds(interpreters_have_one_language(SEASON, session)) == ["interprets"]


def test_a_fault_names_the_session_and_the_provider() -> None:
    away = a_provider("ana", away=(Interval(at(0), at(23)),))
    (fault,) = providers_are_not_away(SEASON, held(away))
    assert fault.ids == ("e1", "2027-01-11T18:00", "hall", "ana")
    assert fault.text == "e1 2027-01-11T18:00 hall is when ana is away"


def test_every_rule_of_a_session_is_in_the_list() -> None:
    instance: Instance = an_instance(closed=(Interval(at(0), at(23)),))
    nobody = a_provider(
        "x", "interpreter", available=(), formats=frozenset(), away=(Interval(at(0), at(23)),)
    )
    worst = held(
        nobody,
        nobody,
        event=an_event(places=(), window=(TUESDAY, TUESDAY), minutes=300),
        place=a_place(open=()),
        start=at(18, 10),
    )
    assert {kind for rule in SESSION_RULES for kind in kinds(rule(instance, worst))} == {
        "horizon",
        "grid",
        "window",
        "closed",
        "place",
        "place_open",
        "provider_twice",
        "provider_format",
        "provider_available",
        "provider_away",
        "hosts",
        "interprets",
    }
