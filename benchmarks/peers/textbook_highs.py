"""The textbook model with HiGHS."""

from __future__ import annotations

import highspy
import numpy as np

from benchmarks.peers import textbook
from benchmarks.peers.deadline import Deadline
from benchmarks.peers.linear import Linear
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    return textbook.run(instance, deadline, threads, solve)


def solve(model: Linear, seconds: float, threads: int, start: list[float] | None) -> list[float] | None:
    """A `linear.Solver`."""
    if seconds <= 0:
        return None
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("threads", threads)
    highs.passModel(_written(model))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start
        highs.setSolution(known)
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return list(highs.getSolution().col_value)


def _written(model: Linear) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.high), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    cost = np.zeros(lp.num_col_)
    for coefficient, number in model.goal:
        cost[number] += coefficient
    lp.col_cost_ = cost
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.array(model.high, dtype=float)
    lp.row_lower_ = np.array([row.low for row in model.rows])
    lp.row_upper_ = np.array([row.high for row in model.rows])
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[whole] for whole in model.whole]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in model.rows)])
    lp.a_matrix_.index_ = np.array([n for row in model.rows for _, n in row.terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([c for row in model.rows for c, _ in row.terms], dtype=float)
    return lp
