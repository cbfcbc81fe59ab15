"""Searches side by side: each goes on with its own answers, and all end with what they found."""

from __future__ import annotations

from scheduler.solver.program import Program
from scheduler.solver.progress import Watch
from scheduler.solver.side_by_side import Tries, side_by_side
from tests.solver.judges import a_watch
from tests.solver.test_program import knapsack


def filling(*capacities: float) -> Tries[list[float]]:
    """What is taken into one knapsack after another, until nothing comes back."""
    taken: list[float] = []
    for capacity in capacities:
        solved = yield Program(*knapsack(capacity), None, 100)
        if solved is None:
            break
        taken.append(round(float(solved.values.sum())))
    return taken


def test_each_search_hears_of_its_own_programs_and_may_take_longer_than_others() -> None:
    found = side_by_side([filling(0, 9, 5), filling(9)], a_watch(), 10)
    assert found == [[0, 3, 2], [3]]


def test_searches_end_with_what_they_have_when_the_time_is_over() -> None:
    assert side_by_side([filling(9), filling(5)], a_watch(), 0) == [[], []]


def test_searches_end_when_the_run_is_cancelled() -> None:
    assert side_by_side([filling(9)], Watch(60, None, lambda: True), 10) == [[]]


def test_no_searches_find_nothing() -> None:
    assert side_by_side([], a_watch(), 10) == []
