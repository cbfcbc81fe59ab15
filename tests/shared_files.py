"""Files that lie beside the checkout, for tests that compare with them where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def shared_path(name: str) -> Path:
    """The path of a file in `../shared`, seen from the repository."""
    return SHARED / name


def needs_shared(*names: str) -> pytest.MarkDecorator:
    """Skip, with one clear line, where one of the files is missing."""
    absent = [name for name in names if not shared_path(name).exists()]
    return pytest.mark.skipif(bool(absent), reason=f"../shared has no {', '.join(absent)} to compare with")
