"""Places to fill and names: nobody twice, earlier names first, and others only where they must."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.solver.matching import assign

NAMES = "abcd"
WANTED = st.lists(st.tuples(st.integers(0, 2), st.lists(st.sampled_from(NAMES), unique=True)), max_size=3)


def test_nothing_wanted_is_filled_by_nobody() -> None:
    assert assign([]) == []
    assert assign([(0, ["a"])]) == [()]


def test_earlier_names_are_preferred() -> None:
    assert assign([(2, ["a", "b", "c"])]) == [("a", "b")]


def test_a_name_gives_way_where_somebody_else_would_find_nobody() -> None:
    assert assign([(1, ["a", "b"]), (1, ["a"])]) == [("b",), ("a",)]


@pytest.mark.parametrize("wanted", [[(1, [])], [(2, ["a"])], [(1, ["a"]), (1, ["a"])]])
def test_too_few_names_fill_nothing(wanted: list[tuple[int, list[str]]]) -> None:
    assert assign(wanted) is None


@given(WANTED)
def test_everything_is_filled_just_where_some_order_of_the_names_does(
    wanted: list[tuple[int, list[str]]],
) -> None:
    slots = [names for number, names in wanted for _ in range(number)]
    possible = any(
        all(name in names for name, names in zip(order, slots, strict=True))
        for order in permutations(NAMES, len(slots))
    )
    found = assign(wanted)
    assert (found is not None) == possible
    if found is not None:
        assert [len(names) for names in found] == [number for number, _ in wanted]
        assert all(set(mine) <= set(names) for mine, (_, names) in zip(found, wanted, strict=True))
        taken = [name for names in found for name in names]
        assert len(taken) == len(set(taken))
