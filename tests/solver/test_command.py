"""`python -m scheduler solve`: exit status, files, and what it says on stderr."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from scheduler.__main__ import main
from scheduler.commands.solve import add_arguments, run
from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_to_json
from scheduler.domain.plan_json import parse_plan
from tests.builders.instances import a_place, an_instance
from tests.solver.test_solve import many_sites


def write(path: Path, instance: Instance) -> str:
    path.write_text(json.dumps(instance_to_json(instance)), encoding="utf-8")
    return str(path)


def solve_file(tmp_path: Path, instance: Instance, *more: str) -> tuple[int, Any]:
    """The exit status and the plan file's content, None without a file."""
    out = tmp_path / "plan.json"
    status = main(["solve", write(tmp_path / "instance.json", instance), "--out", str(out), *more])
    return status, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None


@pytest.mark.parametrize("objective", ["leximin", "weighted", "majority"])
def test_a_plan_is_written_and_its_rates_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], objective: str
) -> None:
    status, written = solve_file(tmp_path, an_instance(), "--objective", objective)
    plan = parse_plan(written)
    assert (status, plan.status, plan.objective) == (0, "optimal", objective)
    assert check_plan(an_instance(), plan) == []
    assert "everyone" in capsys.readouterr().err


def test_an_infeasible_instance_ends_with_its_conflict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, written = solve_file(tmp_path, an_instance(places=(a_place(open=()),)))
    assert (status, written["status"]) == (3, "infeasible")
    assert [requirement["ids"] for requirement in written["conflict"]] == [["e1"]]
    assert "e1" in capsys.readouterr().err


def test_bad_input_is_told_by_its_place_and_what_is_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = instance_to_json(an_instance())
    raw["events"][0]["minutes"] = "long"
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert main(["solve", str(path)]) == 2
    assert "events[0].minutes: expected" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "{", "\ud800"])
def test_a_file_that_cannot_be_read_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    path = tmp_path / "instance.json"
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert main(["solve", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_a_plan_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    instance = write(tmp_path / "instance.json", an_instance())
    assert main(["solve", instance, "--out", str(tmp_path / "no" / "plan.json")]) == 2


def test_no_plan_in_time_has_its_own_status(tmp_path: Path) -> None:
    assert solve_file(tmp_path, an_instance(), "--time-limit", "0.000001") == (4, None)


def test_solving_a_file_loads_no_web_framework(tmp_path: Path) -> None:
    instance = write(tmp_path / "instance.json", an_instance())
    program = (
        "import sys; from scheduler.__main__ import main;"
        f"status = main(['solve', {instance!r}]);"
        "sys.exit(9 if {'flask', 'sqlalchemy'} & set(sys.modules) else status)"
    )
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL).returncode == 0


def test_a_plan_to_stay_near_to_is_read_and_what_changed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, given = solve_file(tmp_path, an_instance())
    given["sessions"][0]["start"] = "2027-01-13T19:00"
    path = tmp_path / "given.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    status, written = solve_file(tmp_path, an_instance(), "--from", str(path))
    assert (status, written["sessions"]) == (0, given["sessions"])
    told = "of 1 sessions of the given plan: 1 kept (1 with the same crew), 0 moved, 0 dropped; 0 added"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "{", "[]"])
def test_a_given_plan_that_cannot_be_read_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    path = tmp_path / "given.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert solve_file(tmp_path, an_instance(), "--from", str(path)) == (2, None)
    assert str(path) in capsys.readouterr().err


def test_the_time_limit_counts_from_the_start_of_the_command(tmp_path: Path) -> None:
    instance = write(tmp_path / "instance.json", an_instance())
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    args = parser.parse_args([instance, "--time-limit", "60"])
    args.started = time.monotonic() - 60
    assert run(args) == 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_writes_the_best_plan_so_far(tmp_path: Path, number: int) -> None:
    instance, out = many_sites(), tmp_path / "plan.json"
    command = [sys.executable, "-m", "scheduler", "solve", write(tmp_path / "instance.json", instance)]
    with subprocess.Popen(
        [*command, "--time-limit", "3600", "--out", str(out)], stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        while "bound            -" in run.stderr.readline():
            pass
        run.send_signal(number)
        said = run.stderr.read()
    assert run.returncode == 0, said
    plan = parse_plan(json.loads(out.read_text(encoding="utf-8")))
    assert (plan.status, check_plan(instance, plan)) == ("feasible", [])
