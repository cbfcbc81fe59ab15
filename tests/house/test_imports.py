"""Imports point one way, and a pure room loads nothing else."""

import subprocess
import sys

import pytest

HEAVY = {"flask", "sqlalchemy", "ortools", "numpy", "icalendar", "babel", "huey"}


def loaded_by(statement: str) -> set[str]:
    """Which heavy packages a fresh interpreter has loaded after `statement`."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return HEAVY & set(result.stdout.split())


def test_every_import_keeps_the_contracts() -> None:
    lint = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    result = subprocess.run([sys.executable, "-c", lint], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("statement", "packages"),
    [
        ("import scheduler.domain.checker, scheduler.domain.instance_json", set()),
        ("import scheduler.evaluation", {"numpy"}),
        ("import scheduler.commands.robustness", {"numpy"}),
        ("import scheduler.whatif", {"numpy"}),
        ("import scheduler.commands.solve", set()),
        ("import scheduler.__main__", set()),
    ],
)
def test_a_room_loads_no_more_than_it_needs(statement: str, packages: set[str]) -> None:
    assert loaded_by(statement) <= packages | ({"ortools", "numpy"} if "solve" in statement else set())
