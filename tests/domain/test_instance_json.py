"""Instances as JSON: what is read, what is refused and where, and one canonical way to write them."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.domain.errors import InvalidInstance
from scheduler.domain.instance import AvailabilityRow, Instance, Interval, WeeklyRow
from scheduler.domain.instance_json import instance_hash, instance_to_json, parse_instance
from tests.builders.instances import a_family, a_group, a_place, a_provider, an_adult, an_instance, at
from tests.strategies import instances

MINIMAL: dict[str, Any] = {
    "format": "co-planning-instance/1",
    "timezone": "America/New_York",
    "horizon": {
        "start": "2027-01-11",
        "weeks": 1,
        "day_start": "17:00",
        "day_end": "21:00",
        "slot_minutes": 30,
    },
    "groups": [{"id": "g1", "name": "No car"}],
    "places": [
        {
            "id": "hall",
            "name": "Hall",
            "format": "in_person",
            "capacity": None,
            "zone": "north",
            "open": [["mon", "17:00", "21:00"]],
        }
    ],
    "providers": [
        {"id": "ana", "name": "Ana", "kind": "host", "available": [], "formats": ["in_person"]},
        {"id": "ben", "name": "Ben", "kind": "interpreter", "available": [], "formats": []},
    ],
    "events": [
        {
            "id": "e1",
            "title": "Evening",
            "minutes": 60,
            "sessions": {"min": 1, "max": 1},
            "window": ["2027-01-11", "2027-01-17"],
            "places": ["hall"],
            "audience": "all",
            "hosts": ["ana"],
            "hosts_needed": 1,
        }
    ],
    "families": [
        {
            "id": "f1",
            "size": 2,
            "groups": ["g1"],
            "zone": "north",
            "travels": False,
            "adults": [{"formats": ["in_person"], "weekly": [["mon", "17:00", "19:00", "yes"]]}],
        }
    ],
}

relaxed = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def changed(path: str, value: object) -> dict[str, Any]:
    """The minimal document with another value at a path like `families[0].size`."""
    raw = copy.deepcopy(MINIMAL)
    *steps, last = path.replace("[", ".[").split(".")
    target: Any = raw
    for step in steps:
        target = target[_key(step)]
    target[_key(last)] = value
    return raw


def _key(step: str) -> str | int:
    return int(step[1:-1]) if step.startswith("[") else step


def faults_of(raw: object) -> dict[str, str]:
    """Message by JSON path."""
    with pytest.raises(InvalidInstance) as caught:
        parse_instance(raw)
    return dict(caught.value.faults)


def test_what_may_be_missing_has_its_default() -> None:
    instance = parse_instance(MINIMAL)
    assert (instance.closed, instance.floors, instance.fixed, instance.teams) == ((), (), (), ())
    assert (instance.small_group, instance.resolution, instance.maybe_value) == (10, 0.02, 0.5)
    assert (instance.budget, instance.travel_minutes, instance.clash_share) == (None, 30, 0.05)
    place, provider, event, family = (
        instance.places[0],
        instance.providers[0],
        instance.events[0],
        instance.families[0],
    )
    assert (place.online_capacity, place.features, place.cost, place.parallel) == (None, frozenset(), 0, 1)
    assert (provider.languages, provider.capacity, provider.zone, provider.extra_minutes) == ((), 0, None, 0)
    assert (event.weight, event.turnout, event.cost_per_family, event.audience) == (1, 1, 0, None)
    assert (family.weight, family.past, family.audiences) == (1, (0, 0), frozenset())
    assert (family.adults[0].interpreter, family.adults[0].children, family.adults[0].dates) == (
        frozenset(),
        0,
        {},
    )


def test_rows_that_touch_or_overlap_join() -> None:
    rows = [
        ["tue", "19:00", "20:00"],
        ["mon", "17:30", "19:00"],
        ["mon", "17:00", "18:00"],
        ["tue", "20:00", "21:00"],
    ]
    instance = parse_instance(changed("places[0].open", rows))
    assert instance.places[0].open == (WeeklyRow(0, 1020, 1140), WeeklyRow(1, 1140, 1260))


def test_closed_intervals_that_overlap_join() -> None:
    closed = [["2027-01-12T12:00", "2027-01-13T00:00"], ["2027-01-12T00:00", "2027-01-12T13:00"]]
    assert parse_instance(changed("closed", closed)).closed == (Interval(at(0, day=1), at(0, day=2)),)


def test_of_two_answers_that_overlap_the_better_counts() -> None:
    rows = [["mon", "17:00", "21:00", "maybe"], ["mon", "18:00", "19:00", "yes"]]
    weekly = parse_instance(changed("families[0].adults[0].weekly", rows)).families[0].adults[0].weekly
    assert weekly == {
        0: (
            AvailabilityRow(1020, 1080, "maybe"),
            AvailabilityRow(1080, 1140, "yes"),
            AvailabilityRow(1140, 1260, "maybe"),
        )
    }


def test_a_date_without_rows_is_kept_because_it_replaces_the_week() -> None:
    raw = changed("families[0].adults[0].dates", {"2027-01-11": []})
    assert parse_instance(raw).families[0].adults[0].dates == {date(2027, 1, 11): ()}


def test_a_provider_may_have_a_capacity_of_null() -> None:
    assert parse_instance(changed("providers[0].capacity", None)).providers[0].capacity == 0


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("format", "co-planning-instance/2", "co-planning-instance/1"),
        ("timezone", "Atlantis/Deep", "IANA time zone"),
        ("timezone", "America", "IANA time zone"),
        ("timezone", "../etc/passwd", "IANA time zone"),
        ("horizon.start", "2027-01-12", "Monday"),
        ("horizon.start", "20270111", "YYYY-MM-DD"),
        ("horizon.weeks", 0, "1 to 520"),
        ("horizon.weeks", 1.5, "whole number"),
        ("horizon.day_end", "17:00", "not after day_start"),
        ("horizon.day_end", "24:30", "HH:MM"),
        ("horizon.slot_minutes", 0, "1 to 1440"),
        ("closed", [["2027-01-18", "2027-01-19"]], "YYYY-MM-DDTHH:MM"),
        ("closed", [["2027-01-18T00:00", "2027-01-18T00:00"]], "after the start"),
        ("audiences", [{"id": "pooled", "name": "All"}], "reserved"),
        ("audiences", [{"id": " ", "name": "All"}], "expected an id"),
        ("groups[0].within", "g9", 'no group "g9"'),
        ("groups[0].within", "g1", "leads back"),
        ("small_group", -1, "0 or more"),
        ("resolution", 0, "over 0"),
        ("maybe_value", 0, "over 0 and at most 1"),
        ("maybe_value", 1.1, "over 0 and at most 1"),
        ("floors", [{"group": "school", "rate": 0.5}], 'no group "school"'),
        ("floors", [{"group": "pooled", "rate": 1.5}], "at most 1"),
        ("budget", -1, "or null"),
        ("budget", float("nan"), "expected a number"),
        ("budget", True, "expected a number"),
        ("fixed", [{"event": "e1", "start": "2027-01-11T17:00:00", "place": "hall"}], "YYYY-MM-DDTHH:MM"),
        ("fixed", [{"event": "e9", "start": "2027-01-11T17:00", "place": "hall"}], 'no event "e9"'),
        ("teams", [{"language": "ase", "over_minutes": 60, "interpreters": 0}], "1 or more"),
        ("places[0].format", "zoom", '"hybrid"'),
        ("places[0].capacity", -1, "or null"),
        ("places[0].parallel", 0, "1 or more"),
        ("places[0].open", [["monday", "17:00", "21:00"]], 'like "mon"'),
        ("places[0].open", [["mon", "21:00", "17:00"]], "end after the start"),
        ("places[0].open", [["mon", "7:00", "21:00"]], "HH:MM"),
        ("providers[0].formats", ["hybrid"], "in_person"),
        ("providers[1].languages", ["es", "es"], "named twice"),
        ("events[0].minutes", 0, "1 to 1440"),
        ("events[0].sessions.max", 0, "less than min"),
        ("events[0].window", ["2027-01-17", "2027-01-11"], "not before the first"),
        ("events[0].places", ["attic"], 'no place "attic"'),
        ("events[0].hosts", ["ben"], 'kind "host"'),
        ("events[0].hosts", ["cy"], 'no provider "cy"'),
        ("events[0].audience", ["g9"], 'no group or audience "g9"'),
        ("events[0].audience", "g1", '"all" or a list'),
        ("events[0].turnout", 1.5, "at most 1"),
        ("families[0].size", 0, "1 or more"),
        ("families[0].size", True, "1 or more"),
        ("families[0].weight", 0, "over 0"),
        ("families[0].groups", ["g9"], 'no group "g9"'),
        ("families[0].audiences", ["g1"], 'no audience "g1"'),
        ("families[0].travels", 1, "true or false"),
        ("families[0].past", [2, 1], "0 <= included <= invited"),
        ("families[0].adults", [], "at least one adult"),
        ("families[0].adults[0].children", -1, "0 or more"),
        ("families[0].adults[0].weekly", [["mon", "17:00", "19:00", "no"]], '"yes"|"maybe"'),
        ("families[0].adults[0].weekly", [["mon", ["17:00"], "19:00", "yes"]], '"yes"|"maybe"'),
        ("families[0].adults[0].weekly", [None], '"yes"|"maybe"'),
        ("families[0].adults[0].weekly", {"mon": []}, "expected a list"),
        ("families[0].adults[0].dates", {"18 January": []}, "YYYY-MM-DD"),
        ("families[0].adults[0].dates", {"2027-01-18": [["17:00", "16:00", "yes"]]}, "end after the start"),
    ],
)
def test_a_value_without_sense_is_refused_at_its_path(path: str, value: object, message: str) -> None:
    found = faults_of(changed(path, value))
    assert len(found) == 1
    (where, said), *_ = found.items()
    assert where.startswith(path)
    assert message in said


@pytest.mark.parametrize(
    "path", ["", "horizon", "groups[0]", "places[0]", "events[0].sessions", "families[0].adults[0]"]
)
def test_an_unknown_key_is_refused(path: str) -> None:
    key = f"{path}.colour".lstrip(".")
    assert list(faults_of(changed(key, "red"))) == [key]


@pytest.mark.parametrize("key", sorted(MINIMAL))
def test_a_key_without_default_must_be_there(key: str) -> None:
    found = faults_of({k: v for k, v in MINIMAL.items() if k != key})
    assert found[key] == "is missing"


@pytest.mark.parametrize("raw", [None, [], "instance", 3])
def test_what_is_no_object_is_refused(raw: object) -> None:
    assert faults_of(raw) == {"$": "expected an object {…}"}


def test_ids_are_unique_within_their_list() -> None:
    raw = changed("families", MINIMAL["families"] * 2)
    assert faults_of(raw) == {"families[1].id": '"f1" is there twice'}


def test_several_faults_are_told_at_once_each_at_its_row() -> None:
    raw = changed(
        "families[0].adults[0].weekly", [["mon", "17:00", "19:00", "yes"], ["mon", "17:00", "25:00", "yes"]]
    )
    raw["families"].append("not a family")
    raw["places"][0]["cost"] = "free"
    row = 'expected [day, "HH:MM", "HH:MM", "yes"|"maybe"], the end after the start'
    assert faults_of(raw) == {
        "places[0].cost": "expected a number, 0 or more",
        "families[0].adults[0].weekly[1]": row,
        "families[1]": "expected an object {…}",
    }


@relaxed
@given(instances())
def test_an_instance_comes_back_from_json_as_it_was(instance: Instance) -> None:
    assert parse_instance(instance_to_json(instance)) == instance


def test_the_hash_is_the_same_however_the_instance_was_written() -> None:
    other = changed(
        "families[0].adults[0].weekly", [["mon", "18:00", "19:00", "yes"], ["mon", "17:00", "18:00", "yes"]]
    )
    other["families"][0]["weight"] = 1.0
    other["resolution"] = 0.02
    assert instance_hash(parse_instance(other)) == instance_hash(parse_instance(MINIMAL))


@pytest.mark.parametrize(
    "other",
    [
        an_instance(families=(a_family(size=2),)),
        an_instance(families=(a_family("f1", an_adult(dates={date(2027, 1, 11): ()})),)),
        an_instance(groups=(a_group(),)),
        an_instance(places=(a_place(capacity=10),)),
        an_instance(providers=(a_provider(away=(Interval(at(8), at(9)),)),)),
    ],
)
def test_another_instance_has_another_hash(other: Instance) -> None:
    assert instance_hash(other) != instance_hash(an_instance())
