"""A plan in one line: what it is, what it was made for, what it costs, whether it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_decimal, gettext

from scheduler.domain.shown_counts import rounded_count
from scheduler.language.dates import format_date, format_datetime
from scheduler.services.board_views import BoardView, PlanView, SeasonView
from scheduler.web.presenters.board_words import objective_name
from scheduler.web.presenters.money import shown_money
from scheduler.web.presenters.small_numbers import shown_cost, shown_count

HASH_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`facts` pairs names with values; what can be done with the plan follows from what it is."""

    id: int
    title: str
    facts: tuple[tuple[str, str], ...]
    releasable: bool
    checkable: bool
    objective: str
    trial: bool
    movable: bool


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release in one line."""

    number: int
    title: str
    when: str
    by: str
    plan_id: int


def season_dates(season: SeasonView, language: str) -> str:
    """When a season starts and how long it is."""
    return gettext(
        "%(weeks)s weeks from %(day)s",
        weeks=format_decimal(season.weeks),
        day=format_date(season.starts_on, language),
    )


def local_text(moment_utc: datetime, season: SeasonView, language: str) -> str:
    """When something happened, on the clocks of the season's zone."""
    return format_datetime(moment_utc.astimezone(ZoneInfo(season.timezone)), language)


def plan_line(board: BoardView, plan: PlanView, language: str) -> PlanLine:
    """The plan that the board shows."""
    released = [r.number for r in board.releases if r.plan_id == plan.id]
    newest = board.releases[0].plan_id if board.releases else None
    return PlanLine(
        id=plan.id,
        title=_title(plan, released),
        facts=(
            (gettext("What comes first"), objective_name(plan.objective)),
            (gettext("Sessions"), format_decimal(len(plan.sessions))),
            (gettext("Cost"), _cost(plan, board.season)),
            (gettext("Made"), local_text(plan.created_utc, board.season, language)),
            (gettext("Can be solved again"), _solved_again(plan)),
        ),
        releasable=_is_valid(plan) and newest != plan.id,
        objective=plan.objective,
        trial=plan.trial,
        checkable=plan.objective != "headcount",
        movable=not plan.yardstick,
    )


def _is_valid(plan: PlanView) -> bool:
    return not plan.yardstick and plan.status != "infeasible" and not plan.faults and not plan.trial


def _title(plan: PlanView, released: list[int]) -> str:
    if plan.yardstick:
        return gettext("Yardstick, never released: %(name)s", name=objective_name(plan.objective))
    if released:
        return gettext("Release %(number)s", number=format_decimal(max(released)))
    return gettext("Draft plan")


def _cost(plan: PlanView, season: SeasonView) -> str:
    """What it costs of what it may; rounding does not lift a plan that keeps its budget above it."""
    most = season.budget_cents if plan.cap_cents is None else plan.cap_cents
    kept = None if plan.faults or plan.yardstick else most
    cost = shown_cost(plan.cost_cents, plan.family_cost_cents, season.cost_per_family_cents, kept)
    return cost if most is None else gettext("%(cost)s of %(budget)s", cost=cost, budget=shown_money(most))


def _solved_again(plan: PlanView) -> str:
    """The short hash names the stored instance; families who left the district's data are not in it.

    They are spoken of where none left too: else the first one to leave would show.
    """
    number = plan.instance_hash[:HASH_SHOWN]
    if rounded_count(plan.withdrawn) is None:
        return gettext(
            "Yes, from the data kept as %(number)s, without anyone who withdrew since", number=number
        )
    return gettext(
        "Yes, from the data kept as %(number)s, less those who withdrew (%(count)s)",
        number=number,
        count=shown_count(plan.withdrawn),
    )


def release_lines(board: BoardView, language: str) -> list[ReleaseLine]:
    """All releases of the season, newest first."""
    return [
        ReleaseLine(
            number=r.number,
            title=gettext("Release %(number)s", number=format_decimal(r.number)),
            when=local_text(r.released_utc, board.season, language),
            by=r.by or "",
            plan_id=r.plan_id,
        )
        for r in board.releases
    ]
