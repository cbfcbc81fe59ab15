"""Other plans that lose little: each as different as can be, with what it changes and what it loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.changes import Changes, session_changes
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.solver.variety import closeness, sites, varied_plans
from scheduler.why.levels import Effort, LevelChange, level_changes


@dataclass(frozen=True, slots=True)
class Variant:
    """Another valid plan; `changes` are against the plan given.

    `shared` is the most sessions (event, start and place) that it shares with any one of the plan given and
    the variants before it, `closeness` likewise (`solver.variety.closeness`).
    """

    sessions: tuple[Session, ...]
    changes: Changes
    shared: int
    closeness: int
    levels: tuple[LevelChange, ...]


def variants(
    instance: Instance, sessions: Sequence[Session], most: int, loss: float, effort: Effort
) -> list[Variant]:
    """Up to `most` plans that differ most, none below 1 - `loss` (0..1) of the plan on any level but cost.

    The effort is for all of them together. The plan given must be valid.
    """
    season = Season(instance)
    found = varied_plans(
        season,
        sessions,
        most,
        loss,
        time_limit_seconds=effort.seconds,
        threads=effort.threads,
        seed=effort.seed,
    )
    known = [tuple(sessions), *found]
    here = season.rates(sessions)
    return [
        Variant(
            plan,
            session_changes(sessions, plan),
            max(len(sites(plan) & sites(other)) for other in known[: n + 1]),
            max(closeness(plan, other) for other in known[: n + 1]),
            level_changes(season, here, season.rates(plan)),
        )
        for n, plan in enumerate(found)
    ]
