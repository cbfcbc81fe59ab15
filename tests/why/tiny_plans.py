"""Tiny instances with their best plan, of which every other plan is known too."""

from __future__ import annotations

from functools import cache

from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure
from scheduler.domain.plan import Objective, Session
from scheduler.solver import solve
from scheduler.why.levels import Effort
from tests.solver.brute_force import MOST_PLANS, all_plans, tried

EFFORT = Effort(60)
KNOWN = tuple(number for number in range(30) if tried(number)[1])
"""Numbers of tiny instances that have a plan."""


@cache
def planned(number: int, objective: Objective = "leximin") -> tuple[Instance, tuple[Session, ...]]:
    """A tiny instance and a plan of it that is best for the objective."""
    instance, _ = tried(number)
    return instance, solve(instance, objective, time_limit_seconds=60, threads=1, seed=1).sessions


def sites_and_worth(instance: Instance) -> list[tuple[tuple[Session, ...], Measure]]:
    """Every plan, its sessions without providers, and what it is worth."""
    return [
        (tuple(Session(s.event.id, s.start, s.place.id) for s in sessions), measured)
        for sessions, measured in all_plans(instance, MOST_PLANS)
    ]
