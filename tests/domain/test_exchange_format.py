"""The page on the exchange format: its example holds, is worth what the page says, and no key is left out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.inclusion import inclusion
from scheduler.domain.instance import Audience, FixedSession, Floor, Team
from scheduler.domain.instance_json import instance_to_json, parse_instance
from scheduler.domain.measure import measure
from scheduler.domain.plan_json import parse_plan, plan_to_json
from tests.builders.instances import at
from tests.domain.test_plan_json import INFEASIBLE, PLAN

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exchange-format.md").read_text(encoding="utf-8")


def example(name: str) -> Any:
    """The JSON of the page's block of that name."""
    found = re.search(rf"```json {name}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def keys_of(value: Any) -> set[str]:
    """Every key of the objects in a JSON value."""
    if isinstance(value, list):
        return {key for item in value for key in keys_of(item)}
    if not isinstance(value, dict):
        return set()
    return value.keys() | {key for item in value.values() for key in keys_of(item)}


def test_the_example_plan_keeps_every_rule_of_the_example_instance() -> None:
    assert check_plan(parse_instance(example("instance")), parse_plan(example("plan"))) == []


def test_the_example_is_worth_what_the_page_says() -> None:
    instance, plan = parse_instance(example("instance")), parse_plan(example("plan"))
    sessions = hold(instance, plan.sessions)
    assert inclusion(instance, instance.events[0], sessions) == {0: 0.5, 1: 0.5, 2: 1}
    values = measure(instance, sessions)
    assert values.rates["language"] == 0.5
    assert values.rates["everyone"] == pytest.approx(2 / 3)


def test_every_key_of_instance_and_plan_is_explained() -> None:
    said = set(re.findall(r'[`"](\w+)["`]', PAGE.split("## Instance", 1)[1]))
    instance = replace(
        parse_instance(example("instance")),
        floors=(Floor("everyone", 0.5),),
        fixed=(FixedSession("open-evening", at(18, day=8), "hall"),),
        teams=(Team("ase", 60, 2),),
        audiences=(Audience("school", "School"),),
    )
    written = (
        keys_of(instance_to_json(instance)) | keys_of(plan_to_json(PLAN)) | keys_of(plan_to_json(INFEASIBLE))
    )
    assert written - {"ana", "2027-01-12"} <= said
