"""The textbook model with PuLP and the CBC that comes with it."""

from __future__ import annotations

import pulp

from benchmarks.peers import textbook
from benchmarks.peers.deadline import Deadline
from benchmarks.peers.linear import INFINITY, Linear, Term
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    return textbook.run(instance, deadline, threads, solve)


def solve(model: Linear, seconds: float, threads: int, start: list[float] | None) -> list[float] | None:
    """A `linear.Solver`; writing the model counts against `seconds`.

    CBC 2.10.3 once ended with an error when it had two threads, so it has one.
    """
    del threads
    deadline = Deadline(seconds)
    problem = pulp.LpProblem("season", pulp.LpMaximize)
    variables = [
        pulp.LpVariable(f"x{n}", 0, high, pulp.LpInteger if whole else pulp.LpContinuous)
        for n, (high, whole) in enumerate(zip(model.high, model.whole, strict=True))
    ]

    def total(terms: tuple[Term, ...]) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression([(variables[n], c) for c, n in terms])

    problem += total(model.goal)
    for row in model.rows:
        if row.high < INFINITY:
            problem += total(row.terms) <= row.high
        if row.low > -INFINITY:
            problem += total(row.terms) >= row.low
    for variable, value in zip(variables, start or [], strict=False):
        inside = min(max(value, 0.0), variable.upBound)  # PuLP refuses what rounding puts a hair outside
        variable.setInitialValue(round(inside) if variable.cat == pulp.LpInteger else inside)
    if deadline.seconds_left <= 0:
        return None
    solver = pulp.PULP_CBC_CMD(msg=False, timeLimit=deadline.seconds_left, warmStart=start is not None)
    try:
        problem.solve(solver)
    except pulp.PulpSolverError:  # CBC 2.10.3 now and then ends with an error where time is short
        return None
    if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return None
    return [variable.value() or 0.0 for variable in variables]
