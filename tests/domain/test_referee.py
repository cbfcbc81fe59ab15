"""Our checker and the referee beside the checkout say the same about any plan of any instance."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from scheduler.domain.checker import check_plan
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_to_json, parse_instance
from scheduler.domain.measure import measure
from scheduler.domain.plan import OBJECTIVES, Objective, Plan, Session
from scheduler.domain.plan_json import plan_to_json
from tests.builders.nasty import TWISTS, Twist
from tests.builders.plans import broken_plan, plausible_plan, with_levels
from tests.shared_files import needs_shared, shared_path
from tests.strategies import instances
from tests.thorough import examples, thorough

pytestmark = needs_shared("referee/referee.py", "referee/make_instance.py")
ROUNDING = 1e-4
"""The referee prints its values rounded."""

many = settings(
    max_examples=examples(100, always=40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


KINDS = {
    "outside the horizon": "horizon",
    "off the slot grid": "grid",
    "outside the event's window": "window",
    "in closed time": "closed",
    "place not allowed": "place",
    "place not open": "place_open",
    "a provider twice": "provider_twice",
    "interprets ": "interprets",
    "does not serve": "provider_format",
    " not available": "provider_available",
    " away": "provider_away",
    "too few hosts": "hosts",
    "the same session twice": "same_session",
    "with families in both": "clash",
    " in both": "provider_overlap",
    "sessions at one time": "parallel",
    " sessions": "sessions",
    "over minutes_per_day": "minutes_per_day",
    "over minutes_per_week": "minutes_per_week",
    "over minutes_per_season": "minutes_per_season",
    "fixed session": "fixed",
    "floor of": "floor",
    "over the budget": "budget",
    "levels are not": "levels",
    ": reports": "level_value",
    "is worse than the value": "level_bound",
    "optimal is said": "level_open",
    "cannot be read": "unknown",
}
"""Our name for a rule, by what the referee says of it; of several the first counts."""


@cache
def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(instance: Instance, plan: Plan) -> tuple[list[str], dict[str, Any]]:
    """The referee's faults and measured values."""
    referee = load(shared_path("referee/referee.py")).Referee(instance_to_json(instance))
    measured = referee.judge(plan_to_json(plan))
    return referee.faults, measured


def known_sessions(instance: Instance, plan: Plan) -> list[Session]:
    """The sessions whose event, place and providers are all there."""
    ids = {thing.id for things in (instance.events, instance.places, instance.providers) for thing in things}
    return [s for s in plan.sessions if {s.event, s.place, *s.providers} <= ids]


def kind_of(text: str) -> str:
    return next(kind for part, kind in KINDS.items() if part in text)


def assert_agreement(instance: Instance, plan: Plan) -> bool:
    """Both measure the same values and find the same rules broken; true for a valid plan."""
    theirs, measured = judge(instance, plan)
    ours = check_plan(instance, plan)
    assert {fault.kind for fault in ours} == {kind_of(text) for text in theirs}
    values = measure(instance, hold(instance, known_sessions(instance, plan)))
    assert values.rates == pytest.approx(measured["rates"], abs=ROUNDING)
    assert list(values.taking_part) == measured["taking_part"]
    assert [step * values.resolution for step in values.steps] == pytest.approx(measured["leximin"], abs=1e-6)
    assert values.weighted == pytest.approx(measured["weighted"], abs=ROUNDING)
    assert values.majority == pytest.approx(measured["majority"], abs=ROUNDING)
    assert values.cost == pytest.approx(measured["cost"], abs=0.01)
    return not ours


@many
@given(instances(), st.integers(0, 2**32), st.sampled_from(OBJECTIVES))
def test_plausible_plans_are_judged_alike(instance: Instance, seed: int, objective: Objective) -> None:
    plan = with_levels(instance, plausible_plan(instance, Random(seed), objective))
    event("valid" if assert_agreement(instance, plan) else "not valid")


@many
@given(instances(), st.integers(0, 2**32), st.sampled_from(OBJECTIVES))
def test_broken_plans_are_judged_alike(instance: Instance, seed: int, objective: Objective) -> None:
    random = Random(seed)
    plan = with_levels(instance, plausible_plan(instance, random, objective))
    plan = broken_plan(instance, plan, random)
    event("valid" if assert_agreement(instance, plan) else "not valid")


def made(**options: Any) -> Instance:
    return parse_instance(load(shared_path("referee/make_instance.py")).make(**options))


def assert_judged_alike(instance: Instance, random: Random) -> bool:
    """Judge a plan of the instance, whole and broken; true where the whole one is valid."""
    assert parse_instance(instance_to_json(instance)) == instance
    plan = with_levels(instance, plausible_plan(instance, random, random.choice(OBJECTIVES)))
    valid = assert_agreement(instance, plan)
    assert_agreement(instance, broken_plan(instance, plan, random))
    return valid


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"sessions": 3, "weeks": 2},
        {"sessions": 1, "weeks": 26},
        {"tight": 3.0},
        {"tight": 0.3, "places": 12},
        {"places": 0, "weeks": 1},
        {"families": 450, "events": 16},
        {"events": 1},
    ],
    ids=str,
)
def test_made_districts_are_judged_alike(options: dict[str, Any]) -> None:
    random = Random(str(options))
    for seed in range(4):
        instance = made(**{"families": 120, "events": 7, "weeks": 4, "seed": seed, **options})
        for _ in range(2):
            assert_judged_alike(instance, random)


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_nasty_districts_are_judged_alike(twist: Twist) -> None:
    for seed in range(8):
        random = Random(seed)
        assert_judged_alike(twist(made(families=30, events=4, weeks=3, seed=seed), random), random)


@thorough
def test_districts_with_several_twists_are_judged_alike() -> None:
    """Some of the plans must be valid, so that agreement means something."""
    valid = 0
    for seed in range(150):
        random = Random(seed)
        instance = made(families=25, events=random.randint(1, 4), weeks=2, seed=seed)
        for twist in random.sample(TWISTS, 3):
            instance = twist(instance, random)
        valid += assert_judged_alike(instance, random)
    assert valid > 30
