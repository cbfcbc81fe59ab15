"""The answers to why a plan is as it is, as values that a job keeps. All numbers are exact.

No family is in an answer by itself; whoever shows one makes it coarse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Plan, Session
from scheduler.domain.rows import moment_text
from scheduler.robustness import Report, robustness
from scheduler.solver import Progress
from scheduler.why.ceiling import ceiling
from scheduler.why.changes import changes_that_include_more
from scheduler.why.left_out import left_out
from scheduler.why.levels import Effort
from scheduler.why.session import Forced, why_session
from scheduler.why.trades import Trade, trades

MOST_CHANGES = 4
ABOUT = ("session", "set", "trades", "chance")
LEAST_OVERFLOW = 0.1
"""Of the simulated seasons, from which on a thing that gets too full is told."""
MOST_ABSENCES = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked `about` a plan: one `session`, a set of families (its `key`), its trades, or its chances.

    `solving` is what all solves may take together. `others` are plans from the same data, of which those
    that are valid are known from the start.
    """

    about: str
    key: str
    instance: Instance
    sessions: tuple[Session, ...]
    session: Session | None
    solving: Effort
    others: tuple[tuple[Session, ...], ...] = ()


def answer_why(
    question: Question, _progress: Callable[[Progress], None], _cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """The answer to any question."""
    if question.about == "set":
        return about_set(question)
    if question.about == "trades":
        return about_trades(question)
    if question.about == "chance":
        return about_chance(robustness(question.instance, question.sessions))
    return about_session(question)


def about_session(question: Question) -> dict[str, Any]:
    """What holding the session's event on another day, or at another place, would cost at least."""
    assert question.session is not None, "whoever asks about a session names it"
    found = why_session(question.instance, question.sessions, question.session, _each(question, 2))
    return {"forced": [_forced(forced) for forced in found.forced]}


def about_set(question: Question) -> dict[str, Any]:
    """Who of a set is left out by cause, how far it could go, and what would help, each solved."""
    instance, sessions, solving = question.instance, question.sessions, _each(question, 3 + MOST_CHANGES)
    top = ceiling(instance, sessions, question.key, solving)
    changes = changes_that_include_more(instance, sessions, MOST_CHANGES, solving, question.key)
    return {
        "causes": causes_of(instance, sessions, question.key),
        "ceiling": None if top is None else {"here": top.here, "reached": top.reached, "bound": top.bound},
        "tried": changes.tried,
        "changes": [
            {"kind": one.kind, "facts": dict(one.facts), "proven": one.proven} for one in changes.confirmed
        ],
    }


def causes_of(
    instance: Instance, sessions: tuple[Session, ...], set_key: str
) -> list[tuple[str, str, float]]:
    """Why families of a set are left out: kind, detail and of how many invitations, the most first."""
    causes: dict[tuple[str, str], float] = defaultdict(float)
    for row in left_out(instance, sessions):
        if set_key in row.by_set:
            causes[row.cause.kind, row.cause.detail] += row.by_set[set_key].missing
    return [(*cause, missing) for cause, missing in sorted(causes.items(), key=lambda item: -item[1])]


def about_trades(question: Question) -> dict[str, Any]:
    """What each step of the leximin gives to some families and takes from others, and what it costs."""
    solves = len(question.instance.groups) + 2
    valid = [
        plan
        for plan in question.others
        if not check_plan(question.instance, Plan("feasible", "leximin", plan))
    ]
    steps = trades(question.instance, question.sessions, _each(question, solves), valid)
    return {
        "steps": [
            {
                "level": one.level,
                "families": dict(one.families),
                "gained": one.gained,
                "lost": one.lost,
                "cost": _cost(one),
                "families_cost": one.families_costs,
            }
            for one in steps
        ]
    }


def about_chance(report: Report) -> dict[str, Any]:
    """What a plan is worth when people do what people do, in nine of ten simulated seasons."""
    return {
        "seasons": report.seasons,
        "rates": {
            one.name: [one.planned, one.seasons.low, one.seasons.high]
            for one in report.rates
            if one.planned is not None and one.seasons is not None
        },
        "full": [
            [load.event, moment_text(load.start), load.place, load.thing, load.overflow]
            for load in report.loads
            if load.overflow >= LEAST_OVERFLOW
        ],
        "absences": [[one.provider, one.sessions, one.chance] for one in report.absences[:MOST_ABSENCES]],
    }


def _cost(trade: Trade) -> list[float]:
    """What the plans before and after the step cost."""
    return next([level.before, level.after] for level in trade.levels if level.name == "cost")


def _each(question: Question, solves: int) -> Effort:
    """What one of so many solves may take."""
    whole = question.solving
    return Effort(whole.seconds / solves, whole.threads, whole.seed)


def _forced(forced: Forced) -> dict[str, Any]:
    short = None if forced.shortfall is None else asdict(forced.shortfall)
    return {
        "forbidden": forced.forbidden,
        "possible": forced.possible,
        "found": forced.sessions is not None,
        "shortfall": short,
    }
