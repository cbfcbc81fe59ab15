"""What takes long and seldom tells more: left out of `make test` unless THOROUGH=1, as `.ci/run` has it."""

import os

import pytest
from _pytest.mark import ParameterSet

IS_THOROUGH = bool(os.environ.get("THOROUGH"))
thorough = pytest.mark.thorough


def thoroughly(*values: object) -> list[ParameterSet]:
    """Parameters that are tried only in a thorough run."""
    return [pytest.param(value, marks=thorough) for value in values]


def cases(count: int, always: int) -> list[object]:
    """Numbers of random cases, of which the first `always` are tried in every run."""
    return [*range(always), *thoroughly(*range(always, count))]


def examples(count: int, always: int) -> int:
    """How many examples Hypothesis draws: `always`, and `count` in a thorough run."""
    return count if IS_THOROUGH else always
