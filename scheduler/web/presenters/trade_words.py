"""What the steps trade, in words and rounded numbers."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal, gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN, rounded_count
from scheduler.services.view_trades import StepView, TradesView
from scheduler.web.presenters.board_progress import stage_text
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import shown_cost, shown_count, shown_difference


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step; `sets` pairs names with families more or fewer, `outcome` is that of its motion.

    `quiet`: it changes nothing that is shown.
    """

    level: str
    number: str
    title: str
    text: str
    cost: str
    sets: tuple[tuple[str, str], ...]
    too_much: bool
    outcome: str | None
    motion_id: int | None
    vote: str
    quiet: bool


def step_lines(view: TradesView) -> list[StepLine]:
    """Every step in its order."""
    return [_line(step, view.cost_per_family_cents) for step in view.steps]


def _line(step: StepView, per_family_cents: int) -> StepLine:
    shown = [
        (set_name(each), _rounded(each.families)) for each in step.sets if abs(each.families) >= FEWEST_SHOWN
    ]
    before, after = (
        shown_cost(*cents, per_family_cents) for cents in (step.cost_before_cents, step.cost_after_cents)
    )
    return StepLine(
        level=step.level,
        number=format_decimal(int(step.level.split()[1])),
        title=stage_text(step.level),
        text=gettext(
            "Families who gain: %(gained)s. Families who lose: %(lost)s.",
            gained=shown_count(step.gained),
            lost=shown_count(step.lost),
        ),
        cost=_cost(before, after),
        sets=tuple((name, shown_difference(more)) for name, more in sorted(shown, key=lambda each: -each[1])),
        too_much=step.too_much,
        outcome=step.outcome,
        motion_id=step.motion_id,
        vote=_vote(step),
        quiet=not step.too_much and max(step.gained, step.lost) < FEWEST_SHOWN and before == after,
    )


def _rounded(families: float) -> int:
    return (rounded_count(abs(families)) or 0) * (1 if families > 0 else -1)


def _cost(before: str, after: str) -> str:
    if before == after:
        return gettext("The cost stays at %(cost)s.", cost=before)
    return gettext("The cost goes from %(before)s to %(after)s.", before=before, after=after)


def _vote(step: StepView) -> str:
    if not step.too_much:
        return ""
    return {
        "carried": gettext("This step takes more than ten families for one. A vote allowed it."),
        "open": gettext("This step takes more than ten families for one. It is being voted on."),
    }.get(
        step.outcome or "",
        gettext("This step takes more than ten families for one. A release has to wait for a vote on it."),
    )
