"""Only services end a transaction: whoever calls one can rely on all of it or nothing being kept."""

import ast
from pathlib import Path

SCHEDULER = Path(__file__).resolve().parents[2] / "scheduler"
ENDINGS = ("commit", "begin")


def endings_in(source: str) -> list[int]:
    """Lines on which `source` commits, or opens a block that commits at its end."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [c.lineno for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in ENDINGS]


def test_a_commit_is_found() -> None:
    assert endings_in("db.session.add(row)\ndb.session.commit()\nwith engine.begin():\n    pass") == [2, 3]


def test_no_room_but_the_services_commits() -> None:
    elsewhere = [path for path in SCHEDULER.rglob("*.py") if SCHEDULER / "services" not in path.parents]
    assert {str(path): found for path in elsewhere if (found := endings_in(path.read_text()))} == {}
