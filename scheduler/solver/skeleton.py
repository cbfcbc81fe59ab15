"""Can the sessions be held at all? One variable a site, supports left out.

A relaxation of the master for events with too many columns to list: sites, hosts, fixed sessions,
places, providers' time, clashes and the least cost, but neither floors nor what families cost. So
where it is infeasible, the instance is; where it is not, its sessions are a first plan but for
floors and the families' part of the budget.
"""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.solver.crew import Sessions, Staffed
from scheduler.solver.master import Master
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.run import Effort, Outcome, run


def find_skeleton(problem: Problem, watch: Watch, effort: Effort) -> tuple[Outcome, list[Sessions]]:
    """How the search for a skeleton ended, and one bare column an event where it found one."""
    if not all(choices.possible for choices in problem.choices):
        return "infeasible", []
    parts = Pool(problem)
    for choices, columns in zip(problem.choices, parts.events, strict=True):
        columns.add((session,) for site in choices.sites for session in choices.bare(site))
    master = Master(parts, in_parts=True)
    for choices in problem.choices:
        for start, place in choices.fixed:
            held = master.spot.get((choices.number, start, place))
            if held is None:
                return "infeasible", []
            master.model.add(held == 1)
    solved = run(master.model, watch, effort)
    if not solved.found:
        return solved.outcome, []
    return solved.outcome, [
        _chosen(columns.columns, [solved.values[literal.index] for literal in literals])
        for columns, literals in zip(parts.events, master.column, strict=True)
    ]


def _chosen(parts: Iterable[Sessions], taken: Iterable[int]) -> tuple[Staffed, ...]:
    return tuple(session for part, is_taken in zip(parts, taken, strict=True) if is_taken for session in part)
