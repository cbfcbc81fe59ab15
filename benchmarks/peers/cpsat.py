"""A linear model solved by CP-SAT, which takes whole numbers only: fractions count in hundredths."""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from benchmarks.peers.linear import INFINITY, Linear, Row

PARTS = 100
SCALE = 10_000
"""What a row's largest coefficient becomes."""


def solve(model: Linear, seconds: float, threads: int, start: list[float] | None) -> list[float] | None:
    """A `linear.Solver`."""
    if seconds <= 0:
        return None
    written = cp_model.CpModel()
    parts = [1 if whole else PARTS for whole in model.whole]
    variables = [
        written.new_int_var(0, math.floor(high * part), "")
        for high, part in zip(model.high, parts, strict=True)
    ]
    for row in model.rows:
        _add_row(written, row, variables, parts)
    largest = max((abs(c) for c, _ in model.goal), default=1.0)
    goal = [(round(c / largest * SCALE * PARTS / parts[n]), n) for c, n in model.goal]
    written.maximize(_sum(goal, variables))
    for variable, part, value in zip(variables, parts, start or [], strict=False):
        written.add_hint(variable, round(value * part))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    if solver.solve(written) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [solver.value(variable) / part for variable, part in zip(variables, parts, strict=True)]


def _add_row(written: cp_model.CpModel, row: Row, variables: list[cp_model.IntVar], parts: list[int]) -> None:
    """Coefficients round against the row's side, so that rounding never breaks a rule."""
    if not row.terms:
        if not row.low <= 0 <= row.high:
            written.add_bool_or([])
        return
    if all(parts[n] == 1 and float(c).is_integer() for c, n in row.terms):
        scale = 1.0
    else:
        scale = SCALE * PARTS / max(abs(c) for c, _ in row.terms)
    if row.high < INFINITY:
        terms = [(math.ceil(c * scale / parts[n] - 1e-9), n) for c, n in row.terms]
        written.add(_sum(terms, variables) <= math.floor(row.high * scale + 1e-9))
    if row.low > -INFINITY:
        terms = [(math.floor(c * scale / parts[n] + 1e-9), n) for c, n in row.terms]
        written.add(_sum(terms, variables) >= math.ceil(row.low * scale - 1e-9))


def _sum(terms: list[tuple[int, int]], variables: list[cp_model.IntVar]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([variables[n] for _, n in terms], [c for c, _ in terms])
