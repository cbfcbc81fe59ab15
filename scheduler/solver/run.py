"""Runs CP-SAT so that it keeps its limits, can be cancelled, and gives the same result twice."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from scheduler.solver.progress import Watch

POLL_SECONDS = 0.1

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]
OUTCOMES: dict[cp_model.CpSolverStatus, Outcome] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
}


@dataclass(frozen=True, slots=True)
class Effort:
    """How a run may use the machine. `work` limits one solve in CP-SAT's deterministic time."""

    threads: int
    seed: int
    work: float = 1e9


@dataclass(frozen=True, slots=True)
class Solved:
    """`values` by variable number (empty without a solution); the objective's value and bound."""

    outcome: Outcome
    values: list[int]
    objective: float
    bound: float

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.outcome in ("optimal", "feasible")


def run(
    model: cp_model.CpModel,
    watch: Watch,
    effort: Effort,
    share: float = 1.0,
) -> Solved:
    """Solve within `share` of the time that is left.

    `interleave_search` makes several threads give the same result as one.
    """
    if watch.is_over:
        return Solved("unknown", [], float("nan"), float("nan"))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = watch.seconds_left * share
    solver.parameters.max_deterministic_time = effort.work
    solver.parameters.num_workers = effort.threads
    solver.parameters.interleave_search = effort.threads > 1
    solver.parameters.random_seed = effort.seed
    solver.parameters.catch_sigint_signal = False  # whoever runs the solver says what a signal means
    finished = threading.Event()
    stopper = threading.Thread(target=_stop_when_cancelled, args=(solver, watch, finished), daemon=True)
    stopper.start()
    try:
        status = solver.solve(model)
    finally:
        finished.set()
        stopper.join()
    outcome = OUTCOMES.get(status, "unknown")
    if outcome in ("optimal", "feasible"):
        values = list(solver.response_proto.solution)
        return Solved(outcome, values, solver.objective_value, solver.best_objective_bound)
    return Solved(outcome, [], float("nan"), float("nan"))


def _stop_when_cancelled(solver: cp_model.CpSolver, watch: Watch, finished: threading.Event) -> None:
    while not finished.wait(POLL_SECONDS):
        if watch.is_cancelled:
            solver.stop_search()
