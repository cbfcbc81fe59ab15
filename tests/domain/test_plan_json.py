"""Plans as JSON: what is read, and what is refused and where."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.domain.errors import InvalidPlan
from scheduler.domain.plan import Level, Plan, Requirement, Session
from scheduler.domain.plan_json import parse_plan, plan_to_json
from tests.builders.instances import at

PLAN = Plan(
    status="optimal",
    objective="leximin",
    sessions=(Session("e1", at(18), "hall", ("host", "ana"), {"ana": "es"}),),
    levels=(Level("everyone", 0.5, 0.5), Level("cost", 80, 79.5)),
)
INFEASIBLE = Plan(
    "infeasible", "majority", conflict=(Requirement("budget", ("e1",), "The budget is too low."),)
)
JSON: dict[str, Any] = {
    "format": "co-planning-plan/1",
    "status": "feasible",
    "objective": "weighted",
    "sessions": [{"event": "e1", "start": "2027-01-11T18:00", "place": "hall", "providers": ["host"]}],
}


@pytest.mark.parametrize("plan", [PLAN, INFEASIBLE])
def test_a_plan_comes_back_from_json_as_it_was(plan: Plan) -> None:
    assert parse_plan(plan_to_json(plan)) == plan


def test_levels_conflict_and_languages_may_be_missing() -> None:
    assert parse_plan(JSON) == Plan("feasible", "weighted", (Session("e1", at(18), "hall", ("host",)),))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"format": "co-planning-plan/2"}, "format"),
        ({"status": "done"}, "status"),
        ({"objective": "average"}, "objective"),
        ({"author": "me"}, "author"),
        ({"sessions": None}, "sessions"),
        ({"sessions": [{**JSON["sessions"][0], "start": "2027-01-11 18:00"}]}, "sessions[0].start"),
        ({"sessions": [{**JSON["sessions"][0], "families": []}]}, "sessions[0].families"),
        ({"sessions": [{**JSON["sessions"][0], "providers": "host"}]}, "sessions[0].providers"),
        (
            {"sessions": [{**JSON["sessions"][0], "interprets": {"host": 1}}]},
            'sessions[0].interprets["host"]',
        ),
        ({"levels": [{"name": "cost", "value": float("inf"), "bound": 0}]}, "levels[0].value"),
        ({"conflict": [{"kind": "budget", "ids": []}]}, "conflict[0].text"),
    ],
)
def test_a_value_without_sense_is_refused_at_its_path(change: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidPlan) as caught:
        parse_plan({**JSON, **change})
    assert [where for where, _ in caught.value.faults] == [path]


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(InvalidPlan, match="expected an object"):
        parse_plan([])
