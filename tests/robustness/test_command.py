"""`python -m scheduler robustness`: a readable table, values as JSON, and what it says of bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.__main__ import main
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import instance_to_json
from scheduler.domain.plan import Plan
from scheduler.domain.plan_json import plan_to_json
from tests.builders.instances import a_family, a_place, a_provider, an_event, an_instance, at
from tests.builders.plans import a_plan, a_session

CROWDED = an_instance(
    places=(a_place(capacity=2),),
    providers=(a_provider(), a_provider("i1", "interpreter", languages=("es",))),
    families=(a_family("f1", size=3),),
)
PLAN = a_plan(a_session("e1", at(18), "hall", "host", "i1"))


def write(folder: Path, instance: Instance = CROWDED, plan: Plan = PLAN) -> list[str]:
    """The paths of the two files."""
    paths = [folder / "instance.json", folder / "plan.json"]
    for path, value in zip(paths, (instance_to_json(instance), plan_to_json(plan)), strict=True):
        path.write_text(json.dumps(value), encoding="utf-8")
    return [str(path) for path in paths]


def test_the_table_has_rates_loads_and_those_who_may_be_ill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["robustness", *write(tmp_path), "--seasons", "20", "--sick", "0.1"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["20", "simulated", "seasons,", "seed", "1"] in lines
    assert ["everyone", "0.667", "0.667", "0.667", "0.667", "0.667"] in lines
    assert ["2027-01-11T18:00", "e1", "hall:", "room", "3", "3", "3", "2", "100.0%"] in lines
    assert ["i1", "1", "10.0%", "0.0000", "-"] in lines


def test_json_has_the_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["robustness", *write(tmp_path), "--seasons", "20", "--seed", "5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["seasons"], found["seed"], found["assumptions"]["sick"]) == (20, 5, {"interpreter": 0.03})
    assert found["loads"] == [
        {
            "session": 0,
            "event": "e1",
            "start": "2027-01-11T18:00",
            "place": "hall",
            "thing": "room",
            "zone": None,
            "capacity": 2,
            "people": {"mean": 3, "low": 3, "middle": 3, "high": 3},
            "overflow": 1,
        }
    ]


def test_the_chance_that_a_maybe_becomes_a_yes_can_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["robustness", *write(tmp_path), "--maybe", "0.9", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["assumptions"]["maybe"] == 0.9


def test_a_plan_for_another_instance_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = write(tmp_path, an_instance(events=(an_event("e9"),)))
    assert main(["robustness", *files]) == 2
    assert "which has no 'e1'" in capsys.readouterr().err


def test_a_file_that_holds_no_plan_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["robustness", *write(tmp_path, plan=a_plan(status="infeasible"))]) == 2
    assert "holds no plan" in capsys.readouterr().err


@pytest.mark.parametrize(("broken", "says"), [(0, "is not a valid instance"), (1, "is not a valid plan")])
def test_bad_files_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: int, says: str
) -> None:
    files = write(tmp_path)
    Path(files[broken]).write_text("[]", encoding="utf-8")
    assert main(["robustness", *files]) == 2
    assert f"{files[broken]} {says}" in capsys.readouterr().err


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["robustness", *write(tmp_path)[:1], str(tmp_path / "none.json")]) == 2
    assert "none.json cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option", [("--sick", "1.5"), ("--maybe", "nan"), ("--seasons", "0"), ("--seed", "-1")]
)
def test_options_that_make_no_sense_are_refused(tmp_path: Path, option: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["robustness", *write(tmp_path), *option])
    assert ended.value.code == 2
