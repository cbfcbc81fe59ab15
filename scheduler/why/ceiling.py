"""How far any valid plan could include one set of families, if it were the only one that counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.solver.aimed import solve_aimed
from scheduler.why.levels import Effort

FINEST = 0.001
"""The step in which the set's rate is raised."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The set's rate in the plan, in the best plan found for it alone, and the most that is not ruled out."""

    set_name: str
    here: float
    reached: float
    bound: float
    sessions: tuple[Session, ...]


def ceiling(instance: Instance, sessions: Sequence[Session], set_name: str, effort: Effort) -> Ceiling | None:
    """The ceiling of a group, `pooled`, `no_group` or `everyone`; None where no event invites it.

    Every rule, floor and the budget hold; the other groups' rates do not count. The plan given must be valid.
    Raises ValueError for a set that the instance does not have, and NoPlanInTime.
    """
    step = min(FINEST, instance.resolution)
    season = Season(replace(instance, resolution=step)).aimed(compared=(set_name,))
    here = season.rates(sessions).rates[set_name]
    if here is None:
        return None
    found = solve_aimed(
        season,
        time_limit_seconds=effort.seconds,
        threads=effort.threads,
        seed=effort.seed,
        start=sessions,
    )
    assert found is not None, "the plan given is valid, so the instance is feasible"
    reached = found.rates.rates[set_name]
    assert reached is not None
    best = found.sessions if reached >= here else tuple(sessions)
    at_most = min(1.0, found.levels[0].bound + step)  # rates are rounded down to steps
    return Ceiling(set_name, here, max(reached, here), max(at_most, reached, here), best)
