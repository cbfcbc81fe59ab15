"""How far any valid plan could include one set of families, if it were the only one that counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.solver.aimed import Aimed, SetBySet
from scheduler.solver.progress import NoPlanInTime, TimeIsUp, Watch
from scheduler.solver.run import Effort as SolverEffort
from scheduler.why.levels import Effort

FINEST = 0.001
"""The step in which the set's rate is raised."""
BOUNDS_SHARE = 0.5
"""Of the time that is left when all is ready, what a closer bound on every set may take, at most."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The set's rate in the plan, in the best plan found for it alone, and the most that is not ruled out."""

    set_name: str
    here: float
    reached: float
    bound: float
    sessions: tuple[Session, ...]


def ceiling(instance: Instance, sessions: Sequence[Session], set_name: str, effort: Effort) -> Ceiling | None:
    """The ceiling of one set of families, as `ceilings` finds it; None where no event invites it."""
    return next(ceilings(instance, sessions, (set_name,), effort), None)


def ceilings(
    instance: Instance, sessions: Sequence[Session], set_names: Sequence[str], effort: Effort
) -> Iterator[Ceiling]:
    """The ceilings of groups, `pooled`, `no_group` or `everyone`, less those that no event invites.

    Every rule, floor and the budget hold; the other groups' rates do not count. The plan given must be valid.
    The effort is for all of them together: the instance is made ready once, each set first gets a bound that
    takes little time, and what is left is shared among the sets that it leaves open. Where the time is over
    before anything is found about a set, its bound is 1.

    Raises ValueError for a set that the instance does not have.
    """
    watch = Watch(effort.seconds, None, lambda: False)
    step = min(FINEST, instance.resolution)
    season = Season(replace(instance, resolution=step))
    here, given = season.rates(sessions).rates, tuple(sessions)
    asked = [name for name in set_names if season.has_rate(season.set_names.index(name))]
    ready: SetBySet | None = None
    with suppress(TimeIsUp):
        ready = SetBySet(season, given, watch, SolverEffort(effort.threads, effort.seed))
    most = {} if ready is None else _first_bounds(ready, asked, watch)
    for n, name in enumerate(asked):
        now, bound = here[name] or 0.0, most.get(name, 1.0)
        found: Aimed | None = None
        if ready is not None and bound > now + step:
            with suppress(NoPlanInTime):
                found = ready.best(name, watch.part(1 / (len(asked) - n)))
        yield _ceiling(name, now, bound, step, given, found)


def _first_bounds(ready: SetBySet, names: Sequence[str], watch: Watch) -> dict[str, float]:
    """A loose bound on every set, and a closer one on those that the time reaches."""
    found: dict[str, float] = {}
    with suppress(TimeIsUp):
        for name in names:
            found[name] = ready.at_most(name, watch, loosely=True)
        part = watch.part(BOUNDS_SHARE)
        for name in names:
            found[name] = min(found[name], ready.at_most(name, part))
    return found


def _ceiling(
    name: str, here: float, bound: float, step: float, given: tuple[Session, ...], found: Aimed | None
) -> Ceiling:
    reached = here if found is None else (found.rates.rates[name] or 0.0)
    if found is not None:
        bound = min(bound, found.levels[0].bound + step)  # rates are rounded down to steps
    best = given if found is None or reached < here else found.sessions
    reached = max(reached, here)
    return Ceiling(name, here, reached, max(min(1.0, bound), reached), best)
