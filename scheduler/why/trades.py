"""What each step of the leximin trades: more families here, fewer there, at what cost.

Plan k is the best found when only the k smallest rates are raised one after another, then everyone's rate,
then cost; plan 0 raises everyone's rate at once. The trade of step k is what changes from plan k - 1 to
plan k.
All plans found stand for election at every step, so none is compared with a plan that is known to be beaten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.solver import NoPlanInTime
from scheduler.solver.aimed import solve_aimed
from scheduler.solver.goals import compared_levels
from scheduler.solver.stages import is_better
from scheduler.why.levels import Effort, LevelChange, included_alike, level_changes


@dataclass(frozen=True, slots=True)
class Trade:
    """What raising one more level changed: every level, cost, and families by set (`families_included`).

    `gained` sums what families gain of whom those in the same sets gain together, `lost` what the others
    lose; both are 0 or more, in families, each once for every event. `families_costs` are the parts of the
    costs before and after that grow with the families who come.
    """

    level: str
    levels: tuple[LevelChange, ...]
    families: Mapping[str, float]
    gained: float
    lost: float
    cost: float
    families_costs: tuple[float, float]
    sessions: tuple[Session, ...]


def trades(
    instance: Instance,
    sessions: Sequence[Session],
    effort: Effort,
    others: Sequence[Sequence[Session]] = (),
) -> list[Trade]:
    """One trade for each group level, in order; each solve may take the effort.

    The plan given must be valid, and so must `others`; they stand for election too.
    """
    season = Season(instance)
    depth = compared_levels(season)
    known = [*map(tuple, others), tuple(sessions)]
    for k in range(depth + 1):
        known.append(_solved(season.aimed(depth=k), known[-1], effort))
    best = [_best(season.aimed(depth=k), known) for k in range(depth + 1)]
    return [_trade(season, f"smallest {k}", best[k - 1], best[k]) for k in range(1, depth + 1)]


def _solved(season: Season, start: tuple[Session, ...], effort: Effort) -> tuple[Session, ...]:
    try:
        found = solve_aimed(
            season,
            time_limit_seconds=effort.seconds,
            threads=effort.threads,
            seed=effort.seed,
            start=start,
        )
    except NoPlanInTime:
        return start
    return start if found is None else found.sessions


def _best(season: Season, known: Sequence[tuple[Session, ...]]) -> tuple[Session, ...]:
    best, rates = known[0], season.rates(known[0])
    for sessions in known[1:]:
        other = season.rates(sessions)
        if is_better("leximin", other, rates):
            best, rates = sessions, other
    return best


def _trade(season: Season, level: str, before: tuple[Session, ...], after: tuple[Session, ...]) -> Trade:
    old, new = season.rates(before), season.rates(after)
    change = included_alike(season, after) - included_alike(season, before)
    return Trade(
        level,
        level_changes(season, old, new),
        dict(zip(season.set_names, (change @ season.member).tolist(), strict=True)),
        float(change[change > 0].sum()),
        float(-change[change < 0].sum()),
        new.cost - old.cost,
        (old.families_cost, new.families_cost),
        after,
    )
