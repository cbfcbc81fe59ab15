"""The textbook model with SCIP, which uses one thread."""

from __future__ import annotations

from pyscipopt import Expr, Model, quicksum

from benchmarks.peers import textbook
from benchmarks.peers.deadline import Deadline
from benchmarks.peers.linear import INFINITY, Linear, Term
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    return textbook.run(instance, deadline, threads, solve)


def solve(model: Linear, seconds: float, threads: int, start: list[float] | None) -> list[float] | None:
    """A `linear.Solver`; writing the model counts against `seconds`."""
    del threads
    deadline = Deadline(seconds)
    scip = Model()
    scip.hideOutput()
    variables = [
        scip.addVar(vtype="I" if whole else "C", lb=0, ub=high)
        for high, whole in zip(model.high, model.whole, strict=True)
    ]

    def total(terms: tuple[Term, ...]) -> Expr:
        return quicksum(c * variables[n] for c, n in terms)

    for row in model.rows:
        if row.terms and row.high < INFINITY:
            scip.addCons(total(row.terms) <= row.high)
        if row.terms and row.low > -INFINITY:
            scip.addCons(total(row.terms) >= row.low)
    scip.setObjective(total(model.goal), "maximize")
    if start is not None:
        known = scip.createSol()
        for variable, value in zip(variables, start, strict=True):
            scip.setSolVal(known, variable, value)
        scip.addSol(known)
    if deadline.seconds_left <= 0:
        return None
    scip.setParam("limits/time", deadline.seconds_left)
    scip.optimize()
    if not scip.getNSols():
        return None
    best = scip.getBestSol()
    return [best[variable] for variable in variables]
