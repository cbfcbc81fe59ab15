"""Without the shared referee, our own checker judges, and tells the same."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.judging import Judge, Verdict
from scheduler.domain.instance_json import instance_to_json
from scheduler.domain.plan import Plan, Session
from scheduler.domain.plan_json import plan_to_json
from tests.builders.instances import a_family, a_group, an_instance, at
from tests.shared_files import SHARED, needs_shared

INSTANCE = an_instance(
    groups=(a_group("g1"),),
    families=(a_family("f1", groups=frozenset({"g1"}), past=(1, 3)), a_family("f2")),
)
HELD = Session("e1", at(18), "hall", ("host",))


def verdict(folder: Path, shared: Path, *sessions: Session) -> Verdict:
    instance, plan = folder / "instance.json", folder / "plan.json"
    instance.write_text(json.dumps(instance_to_json(INSTANCE)), encoding="utf-8")
    plan.write_text(json.dumps(plan_to_json(Plan("feasible", "leximin", sessions))), encoding="utf-8")
    return Judge(shared).verdict(instance, plan)


def test_our_own_checker_judges_where_there_is_no_shared_referee(tmp_path: Path) -> None:
    assert Judge(tmp_path).name == "our own domain.checker"
    assert verdict(tmp_path, tmp_path, HELD) == Verdict(None, 0.5, 0.5, 0.6, 0)


def test_the_first_fault_of_an_invalid_plan_is_told(tmp_path: Path) -> None:
    assert verdict(tmp_path, tmp_path).fault == "e1 has 0 sessions, not 1 to 1"


@needs_shared("referee/referee.py")
def test_the_shared_referee_says_the_same_of_a_valid_plan(tmp_path: Path) -> None:
    assert verdict(tmp_path, SHARED, HELD) == Verdict(None, 0.5, 0.5, 0.6, 0)
