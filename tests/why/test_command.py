"""`python -m scheduler why`: plain words, JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.__main__ import main
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_to_json
from scheduler.domain.plan import Plan, Requirement
from scheduler.domain.plan_json import plan_to_json
from tests.builders.instances import a_family, a_group, an_adult, an_event, an_instance, at, free
from tests.builders.plans import a_plan, a_session

MONDAY_AND_TUESDAY = an_instance(
    groups=(a_group("few"), a_group("many")),
    families=(
        *(a_family(f"f{n}", an_adult(weekly=free(0)), groups=frozenset({"many"})) for n in range(3)),
        a_family("g", an_adult(weekly=free(1)), groups=frozenset({"few"})),
    ),
    events=(an_event(), an_event("e2")),
)
PLAN = a_plan(a_session("e1", at(18)), a_session("e2", at(18, day=1)))


def asked(tmp_path: Path, *question: str, instance: Instance = MONDAY_AND_TUESDAY, plan: Plan = PLAN) -> int:
    (tmp_path / "instance.json").write_text(json.dumps(instance_to_json(instance)), encoding="utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(plan_to_json(plan)), encoding="utf-8")
    return main(["why", str(tmp_path / "instance.json"), str(tmp_path / "plan.json"), *question])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["--session", "e2", "2027-01-12T18:00", "hall"], "e2 not at hall: no valid plan is left (proven)."),
        (["--session", "e2", "2027-01-12T18:00", "hall"], "26 other starts and places are valid"),
        (
            ["--group", "few"],
            "few has a rate of 0.500 in this plan. A valid plan was found that gives it 1.000; "
            "no valid plan gives it more than 1.000.",
        ),
        (["--group", "few"], "       1.0  no adult is free  [1 answers]"),
        (["--changes"], "e1 has up to 2 sessions"),
        (["--alternatives", "1", "--loss", "0"], "Plan 1: of 2 sessions 0 kept, 2 moved, 0 dropped, 0 added"),
        (["--trades"], "  more: few 1.0"),
    ],
    ids=["session", "sites", "group", "left out", "changes", "alternatives", "trades"],
)
def test_an_answer_is_told_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], question: list[str], told: str
) -> None:
    assert asked(tmp_path, *question) == 0
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    "question",
    [["--session", "e1", "2027-01-11T18:00", "hall"], ["--group", "pooled"], ["--changes"], ["--trades"]],
    ids=lambda question: question[0],
)
def test_an_answer_is_told_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], question: list[str]
) -> None:
    assert asked(tmp_path, *question, "--json") == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("question", "plan", "told"),
    [
        (["--group", "nobody"], PLAN, "The instance has no group nobody."),
        (["--session", "e1", "2027-01-11T19:00", "hall"], PLAN, "The plan has no session"),
        (["--trades"], a_plan(a_session("e1", at(18))), "The plan is not valid for this instance: e2 has 0"),
        (
            ["--trades"],
            Plan(
                "infeasible",
                "leximin",
                conflict=(Requirement("event", ("e1",), "e1: at least 1 session(s)"),),
            ),
            "these cannot hold together.\n  event e1: e1: at least 1 session(s)",
        ),
    ],
    ids=["group", "session", "invalid plan", "infeasible plan"],
)
def test_what_cannot_be_answered_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], question: list[str], plan: Plan, told: str
) -> None:
    assert asked(tmp_path, *question, plan=plan) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_no_instance_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "instance.json"
    path.write_text("{}", encoding="utf-8")
    assert main(["why", str(path), str(path), "--trades"]) == 2
    assert "format" in capsys.readouterr().err


def test_a_ceiling_without_any_time_rules_nothing_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(tmp_path, "--group", "few", "--time-limit", "0.000001") == 0
    assert "no valid plan gives it more than 1.000" in capsys.readouterr().out
