"""A district of 400 families: every objective's plan passes the referee and beats the headcount poll."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import OBJECTIVES, Plan
from scheduler.domain.plan_json import plan_to_json
from scheduler.evaluation import Season, headcount
from scheduler.solver import solve
from tests.shared_files import needs_shared, shared_path

MAKER, REFEREE, HOUSEHOLDS = "referee/make_instance.py", "referee/referee.py", "data/households.csv"
pytestmark = needs_shared(MAKER, REFEREE, HOUSEHOLDS)


@pytest.fixture(scope="module")
def instance_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("district") / "instance.json"
    size = ["--families", "400", "--events", "8", "--households", str(shared_path(HOUSEHOLDS))]
    made = subprocess.run([sys.executable, str(shared_path(MAKER)), *size], capture_output=True, check=True)
    path.write_bytes(made.stdout)
    return path


@pytest.fixture(scope="module")
def instance(instance_file: Path) -> Instance:
    return parse_instance(json.loads(instance_file.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def plans(instance: Instance) -> dict[str, Plan]:
    return {
        objective: solve(instance, objective, time_limit_seconds=6, threads=2, seed=1)
        for objective in OBJECTIVES
    }


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_referee_finds_no_fault(
    plans: dict[str, Plan], instance_file: Path, tmp_path: Path, objective: str
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan_to_json(plans[objective])), encoding="utf-8")
    judge = [sys.executable, str(shared_path(REFEREE)), str(instance_file), str(path)]
    judged = subprocess.run(judge, capture_output=True, text=True)
    assert (judged.returncode, "FAULT" in judged.stdout) == (0, False), judged.stdout


def test_each_objective_wins_its_own_race(plans: dict[str, Plan], instance: Instance) -> None:
    season = Season(instance)
    rates = {objective: season.rates(plan.sessions) for objective, plan in plans.items()}
    poll = season.rates(headcount(season))
    assert rates["leximin"].stepped > max(rates["majority"].stepped, rates["weighted"].stepped)
    assert rates["leximin"].stepped[0] > poll.stepped[0]
    assert rates["majority"].majority >= 0.995 * max(rates["weighted"].majority, rates["leximin"].majority)
    assert rates["weighted"].weighted >= 0.995 * max(rates["majority"].weighted, rates["leximin"].weighted)
    assert rates["majority"].majority > poll.majority


def test_the_least_included_group_is_within_one_step_of_the_bound(
    plans: dict[str, Plan], instance: Instance
) -> None:
    smallest = plans["leximin"].levels[0]
    assert smallest.bound - smallest.value < 1.5 * instance.resolution
