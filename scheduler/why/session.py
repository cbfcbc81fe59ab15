"""Why a session is when and where it is: its best alternative, and what forcing it away costs at least.

The day or the place is forbidden to the session's event as a whole, in the words of the format: as closed
time, or as a place that is not allowed. The changed instance is solved; its bounds know only the sites left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from scheduler.domain.instance import Event, Instance, Interval
from scheduler.domain.plan import Level, Session
from scheduler.evaluation import Rates, Season
from scheduler.solver import NoPlanInTime
from scheduler.solver.aimed import solve_aimed
from scheduler.solver.goals import reported_values
from scheduler.whatif import Board, alternatives
from scheduler.why.levels import EVEN, Effort, LevelChange, level_changes

Forbidden = Literal["day", "place"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The session moved alone, all others kept: the best valid site, what is missing there, the levels."""

    session: Session
    missing: tuple[str, ...]
    levels: tuple[LevelChange, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Every plan without the day or place has at most `bound` on this level, where this plan has `here`, or
    has less than this plan on a level before it. For cost: at least.

    `worse`: it is proven that none makes up for it before, so that every one of them is worse than this plan.
    """

    level: str
    here: float
    bound: float
    worse: bool


@dataclass(frozen=True, slots=True)
class Forced:
    """The best plan found where the event may not be held on that day, or at that place.

    `possible` False: it is proven that no valid plan is left. `sessions` None: none was found in time.
    `shortfall` None: no loss is proven.
    """

    forbidden: Forbidden
    possible: bool
    sessions: tuple[Session, ...] | None
    levels: tuple[LevelChange, ...]
    bounds: tuple[Level, ...]
    shortfall: Shortfall | None


@dataclass(frozen=True, slots=True)
class WhySession:
    """`sites`: how many other starts and places are valid for the session while all else stands."""

    session: Session
    fixed: bool
    sites: int
    alternative: Elsewhere | None
    forced: tuple[Forced, ...]


def why_session(
    instance: Instance, sessions: Sequence[Session], session: Session, effort: Effort
) -> WhySession:
    """Everything about one session of a valid plan; each of the two solves may take the effort."""
    season = Season(instance)
    here = season.rates(sessions)
    valid = _valid_alternatives(instance, sessions, session)
    moved: Elsewhere | None = None
    if valid:
        best, missing = valid[0]
        after = season.rates([best if other == session else other for other in sessions])
        moved = Elsewhere(best, missing, level_changes(season, here, after))
    return WhySession(
        session=session,
        fixed=any((f.event, f.start, f.place) == _site(session) for f in instance.fixed),
        sites=len(valid),
        alternative=moved,
        forced=tuple(
            _forced(instance, sessions, session, here, kind, valid, effort) for kind in ("day", "place")
        ),
    )


def without(instance: Instance, session: Session, forbidden: Forbidden) -> Instance:
    """The instance in which the session's event may not be held on its day, or not at its place."""
    return replace(
        instance,
        events=tuple(
            _without(event, session, forbidden) if event.id == session.event else event
            for event in instance.events
        ),
    )


def shortfall(season: Season, here: Rates, found: Rates, bounds: Sequence[Level]) -> Shortfall | None:
    """The first level on which the plans of the bounds are proven to be behind `here`.

    A bound holds for plans as good as the found one on the levels before, so only while that is no better
    than `here` does it hold for all that are as good as `here` on them.
    """
    values = reported_values(season, "leximin", here)
    others = reported_values(season, "leximin", found)
    worse = True
    for (name, value), (_, other), level in zip(values, others, bounds, strict=True):
        sign = -1 if name == "cost" else 1
        even = 0.5 * season.instance.resolution if name.startswith("smallest") else EVEN
        gap = sign * (value - level.bound)
        if gap > even:
            return Shortfall(name, value, level.bound, worse)
        worse = worse and gap >= -EVEN
        if sign * (other - value) > (even if name.startswith("smallest") else 0.0):
            return None
    return None


def _forced(
    instance: Instance,
    sessions: Sequence[Session],
    session: Session,
    here: Rates,
    forbidden: Forbidden,
    valid: Sequence[tuple[Session, tuple[str, ...]]],
    effort: Effort,
) -> Forced:
    season = Season(without(instance, session, forbidden))
    other = next((moved for moved, _ in valid if _is_elsewhere(moved, session, forbidden)), None)
    start = [] if other is None else [other if one == session else one for one in sessions]
    try:
        found = solve_aimed(
            season,
            time_limit_seconds=effort.seconds,
            threads=effort.threads,
            seed=effort.seed,
            start=start,
        )
    except NoPlanInTime:
        return Forced(forbidden, True, None, (), (), None)
    if found is None:
        return Forced(forbidden, False, None, (), (), None)
    return Forced(
        forbidden,
        True,
        found.sessions,
        level_changes(season, here, found.rates),
        found.levels,
        shortfall(season, here, found.rates, found.levels),
    )


def _valid_alternatives(
    instance: Instance, sessions: Sequence[Session], session: Session
) -> list[tuple[Session, tuple[str, ...]]]:
    """The other sites at which the plan would stay valid, with what is missing there, the best first."""
    board = Board.of(instance, sessions)
    return [
        (one.session, one.missing)
        for one in alternatives(board, session.event)
        if _site(one.replaced) == _site(session) and not one.floors and not one.over_budget
    ]


def _without(event: Event, session: Session, forbidden: Forbidden) -> Event:
    if forbidden == "place":
        return replace(event, places=tuple(place for place in event.places if place != session.place))
    midnight = datetime.combine(session.start.date(), time())
    return replace(event, closed=(*event.closed, Interval(midnight, midnight + timedelta(days=1))))


def _is_elsewhere(moved: Session, session: Session, forbidden: Forbidden) -> bool:
    if forbidden == "place":
        return moved.place != session.place
    return moved.start.date() != session.start.date()


def _site(session: Session) -> tuple[str, datetime, str]:
    return session.event, session.start, session.place
