"""The smallest changes that would include more, each confirmed by solving with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Plan, Session
from scheduler.evaluation import Rates, Season
from scheduler.solver import NoPlanInTime
from scheduler.solver.aimed import Aimed, solve_aimed
from scheduler.why.candidates import KINDS, Facts, candidates
from scheduler.why.levels import EVEN, Effort, LevelChange, includes_more, level_changes
from scheduler.why.session import shortfall


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A change with which a valid plan includes more: its levels, and that plan's sessions.

    `before` are those of the best plan known without the change. `proven`: it is proven that no plan without
    the change is as good; else none is known.
    """

    text: str
    kind: str
    levels: tuple[LevelChange, ...]
    sessions: tuple[Session, ...]
    proven: bool
    facts: Facts


@dataclass(frozen=True, slots=True)
class Changes:
    """What was confirmed, the smallest first, and how many changes were tried in all."""

    confirmed: tuple[Confirmed, ...]
    tried: int


def changes_that_include_more(
    instance: Instance,
    sessions: Sequence[Session],
    most: int,
    effort: Effort,
    set_name: str | None = None,
) -> Changes:
    """Of at most `most` candidates those with which a plan was found that is ahead on a level before cost.

    With a `set_name` those alone with which that plan also includes more of the set of families.

    What more time alone brings is no merit of a change. So the unchanged instance is solved from the plan
    given, and again from what was found there, as each changed one is, by the same effort; and a plan that
    was found with a change but does without it counts for the unchanged instance. Each solve may take the
    effort; the plan given must be valid.
    """
    season = Season(instance)
    first = _best(season, _solved(season, sessions, effort), sessions)
    again = _solved(season, first, effort)
    base = _best(season, again, first)
    named = candidates(instance, sessions, most, set_name)
    tried = sorted(named, key=lambda one: (KINDS.index(one.kind), one.size))
    found = []
    for candidate in tried:
        changed = Season(candidate.instance)
        after = _best(changed, _solved(changed, first, effort), first)
        found.append((candidate, changed, after))
        if includes_more(changed.rates(after), season.rates(base)) and _is_valid(instance, after):
            base = after if includes_more(season.rates(after), season.rates(base)) else base
    before = season.rates(base)
    confirmed = [
        Confirmed(
            candidate.text,
            candidate.kind,
            level_changes(season, before, rates),
            after,
            again is not None and _is_out_of_reach(season, rates, again),
            candidate.facts,
        )
        for candidate, changed, after in found
        if includes_more(rates := changed.rates(after), before)
        and (set_name is None or (rates.rates[set_name] or 0.0) > (before.rates[set_name] or 0.0) + EVEN)
        and _is_valid(candidate.instance, after)
    ]
    return Changes(tuple(confirmed), len(tried))


def _is_out_of_reach(season: Season, rates: Rates, bounded: Aimed) -> bool:
    """Whether the bounds on the unchanged instance prove that every plan of it is behind these rates."""
    short = shortfall(season, rates, bounded.rates, bounded.levels)
    return short is not None and short.worse and short.level != "cost"


def _solved(season: Season, start: Sequence[Session], effort: Effort) -> Aimed | None:
    try:
        return solve_aimed(
            season,
            time_limit_seconds=effort.seconds,
            threads=effort.threads,
            seed=effort.seed,
            start=start,
        )
    except NoPlanInTime:
        return None


def _best(season: Season, found: Aimed | None, start: Sequence[Session]) -> tuple[Session, ...]:
    """What was found, or the start where that is better and valid here (a larger room can break a floor)."""
    if found is None:
        return tuple(start)
    if includes_more(season.rates(start), found.rates) and _is_valid(season.instance, start):
        return tuple(start)
    return found.sessions


def _is_valid(instance: Instance, sessions: Sequence[Session]) -> bool:
    return not check_plan(instance, Plan("feasible", "leximin", tuple(sessions)))
