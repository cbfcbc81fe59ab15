"""A mixed-integer program put together row by row and solved by HiGHS, which can be abandoned."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from scheduler.evaluation.households import Floats
from scheduler.solver.progress import Watch

POLL_SECONDS = 0.05
GOAL_SCALE = 1000.0
"""Goals of about 1 are counted so much finer: starting from a hint, HiGHS took others for the best."""
FOUND = (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.FEASIBLE)


@dataclass
class Rows:
    """Linear rows low <= sum of coefficients * variables <= high."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    variables: list[Sequence[int]] = field(default_factory=list)
    coefficients: list[Sequence[float]] = field(default_factory=list)

    def add(self, variables: Sequence[int], coefficients: Sequence[float], low: float, high: float) -> None:
        self.low.append(low)
        self.high.append(high)
        self.variables.append(variables)
        self.coefficients.append(coefficients)

    def copy(self) -> Rows:
        return Rows(self.low[:], self.high[:], self.variables[:], self.coefficients[:])


@dataclass
class Variables:
    """Bounds of variables, and whether each is whole."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)

    def add(self, low: float, high: float, whole: bool) -> int:
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        return len(self.low) - 1

    def copy(self) -> Variables:
        return Variables(self.low[:], self.high[:], self.whole[:])


@dataclass(frozen=True)
class Program:
    """A goal (variables and what each is worth) to be as large as can be, within rows.

    The search may begin at a `hint` (variables,) and looks at so many `nodes` of its tree at most.
    """

    variables: Variables
    rows: Rows
    goal: Sequence[tuple[int, float]]
    hint: Floats | None
    nodes: int


@dataclass(frozen=True)
class Solved:
    """Values of all variables, and whether they are proven best."""

    values: Floats
    is_best: bool


def maximize(programs: Sequence[Program], watch: Watch, seconds: float) -> list[Solved | None]:
    """The best values of each program that are found within `seconds`; None where none are.

    Each search runs in a thread of its own, which is left behind when the run is over.
    """
    searches = [_search(program, seconds) for program in programs]
    found: list[mathopt.SolveResult | None] = [None] * len(programs)

    def search(n: int) -> None:
        found[n] = searches[n]()

    threads = [threading.Thread(target=search, args=(n,), daemon=True) for n in range(len(programs))]
    for thread in threads:
        thread.start()
    while not watch.is_over and any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(POLL_SECONDS)
    return [_solved(result) for result in found]


def _search(program: Program, seconds: float) -> Callable[[], mathopt.SolveResult]:
    """What solves a program, put together here, so that an error in it is seen here."""
    model = mathopt.Model.from_model_proto(_proto(program.variables, program.rows, program.goal))
    hints = []
    if program.hint is not None:
        whole = [v for v in model.variables() if program.variables.whole[v.id]]
        hints = [mathopt.SolutionHint(variable_values={v: float(program.hint[v.id]) for v in whole})]
    limit = timedelta(seconds=max(0.01, seconds))
    return partial(
        mathopt.solve,
        model,
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(time_limit=limit, node_limit=program.nodes),
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
    )


def _solved(result: mathopt.SolveResult | None) -> Solved | None:
    if result is None or result.termination.reason not in FOUND:
        return None
    values = sorted(result.variable_values().items(), key=lambda item: item[0].id)
    return Solved(
        np.array([value for _, value in values]),
        result.termination.reason == mathopt.TerminationReason.OPTIMAL,
    )


def _proto(variables: Variables, rows: Rows, goal: Iterable[tuple[int, float]]) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(variables.low)))
    proto.variables.lower_bounds.extend(variables.low)
    proto.variables.upper_bounds.extend(variables.high)
    proto.variables.integers.extend(variables.whole)
    proto.linear_constraints.ids.extend(range(len(rows.low)))
    proto.linear_constraints.lower_bounds.extend(rows.low)
    proto.linear_constraints.upper_bounds.extend(rows.high)
    matrix = proto.linear_constraint_matrix
    for number, (columns, coefficients) in enumerate(zip(rows.variables, rows.coefficients, strict=True)):
        order = np.argsort(columns, kind="stable")
        factors = np.asarray(coefficients, dtype=float)[order]
        numbers = np.asarray(columns, dtype=np.int64)[order][factors != 0]
        matrix.row_ids.extend([number] * len(numbers))
        matrix.column_ids.extend(numbers.tolist())
        matrix.coefficients.extend(factors[factors != 0].tolist())
    proto.objective.maximize = True
    terms = sorted(goal)
    proto.objective.linear_coefficients.ids.extend(variable for variable, _ in terms)
    proto.objective.linear_coefficients.values.extend(GOAL_SCALE * factor for _, factor in terms)
    return proto
