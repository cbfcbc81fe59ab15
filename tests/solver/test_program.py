"""A mixed-integer program alone: trivial, feasible, infeasible."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.solver.program import Program, Rows, Solved, Variables, maximize
from tests.solver.judges import a_watch


def best_of(program: Program) -> Solved | None:
    (solved,) = maximize([program], a_watch(), 5)
    return solved


def knapsack(capacity: float) -> tuple[Variables, Rows, list[tuple[int, float]]]:
    """Things of size 2, 3 and 4 that are worth 3, 4 and 6, each taken or not."""
    variables, rows = Variables(), Rows()
    for _ in range(3):
        variables.add(0.0, 1.0, True)
    rows.add([0, 1, 2], [2.0, 3.0, 4.0], -np.inf, capacity)
    return variables, rows, [(0, 3.0), (1, 4.0), (2, 6.0)]


def test_a_program_without_rows_takes_everything_that_is_worth_something() -> None:
    variables = Variables()
    variables.add(0.0, 1.0, True)
    variables.add(0.0, 2.5, False)
    solved = best_of(Program(variables, Rows(), [(0, -1.0), (1, 1.0)], None, 100))
    assert solved is not None
    assert solved.values == pytest.approx([0.0, 2.5])


@pytest.mark.parametrize(
    ("capacity", "taken"), [(0, [0, 0, 0]), (5, [1, 1, 0]), (6, [1, 0, 1]), (9, [1, 1, 1])]
)
def test_the_best_values_are_found_and_proven(capacity: float, taken: list[int]) -> None:
    solved = best_of(Program(*knapsack(capacity), None, 100))
    assert solved is not None
    assert solved.is_best
    assert solved.values == pytest.approx(taken)


def test_a_hint_does_not_change_the_best() -> None:
    solved = best_of(Program(*knapsack(6), np.array([0.0, 1.0, 0.0]), 100))
    assert solved is not None
    assert solved.values == pytest.approx([1, 0, 1])


def test_a_program_that_nothing_satisfies_has_no_values() -> None:
    variables, rows, goal = knapsack(5)
    rows.add([0, 1, 2], [1.0, 1.0, 1.0], 3.0, np.inf)
    assert best_of(Program(variables, rows, goal, None, 100)) is None


def test_programs_that_are_solved_side_by_side_keep_their_order() -> None:
    programs = [Program(*knapsack(capacity), None, 100) for capacity in (9, 0, 5)]
    solved = maximize(programs, a_watch(), 5)
    assert [None if one is None else one.values.round().tolist() for one in solved] == [
        [1, 1, 1],
        [0, 0, 0],
        [1, 1, 0],
    ]


def test_a_copy_takes_rows_of_its_own() -> None:
    variables, rows, _ = knapsack(5)
    more, others = rows.copy(), variables.copy()
    more.add([0], [1.0], 1.0, 1.0)
    others.add(0.0, 1.0, True)
    assert (len(rows.low), len(more.low)) == (1, 2)
    assert (len(variables.low), len(others.low)) == (3, 4)
