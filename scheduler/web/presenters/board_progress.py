"""How far a planning run is, in words: what it works on, the best plan so far and what is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flask_babel import format_decimal, gettext, ngettext

from scheduler.services.board_views import RunView
from scheduler.web.presenters.small_numbers import shown_percent

FIRST_PLAN = "first plan"
UNDER_WAY = ("queued", "running")


class Running(Protocol):
    """A run of the solver: `best` and `bound` belong to its `stage`."""

    @property
    def state(self) -> str: ...
    @property
    def stage(self) -> str | None: ...
    @property
    def best(self) -> float | None: ...
    @property
    def bound(self) -> float | None: ...
    @property
    def seconds(self) -> float: ...
    @property
    def cancel_requested(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ProgressText:
    """What is being worked on, in a sentence, and what is known so far: pairs of name and value."""

    stage: str
    facts: tuple[tuple[str, str], ...]


def is_under_way(run: Running | None) -> bool:
    """Whether the page has to be asked again."""
    return run is not None and run.state in UNDER_WAY


def progress_text(run: Running) -> ProgressText:
    """What a run that is under way has found so far."""
    if run.state == "queued":
        return ProgressText(_stage(run), ())
    seconds = int(run.seconds)
    facts = (
        (gettext("Best plan so far"), _value(run, run.best)),
        (gettext("No plan can do better than"), _value(run, run.bound)),
        (
            gettext("Time"),
            ngettext("%(shown)s second", "%(shown)s seconds", seconds, shown=format_decimal(seconds)),
        ),
    )
    return ProgressText(_stage(run), tuple((name, value) for name, value in facts if value))


def failure_text(run: RunView) -> str:
    """Why a run ended without a plan; empty while nothing is known."""
    known = {
        "NoPlanInTime": gettext("The time was too short to find a plan. Nothing was changed."),
        "interrupted too often": gettext("It was interrupted too often. Nothing was changed."),
    }
    broken = gettext("Something broke on our side. Nothing was changed. Please try again.")
    return known.get(run.failure, broken) if run.failure else ""


def _stage(run: Running) -> str:
    if run.cancel_requested:
        return gettext("Stopping.")
    if run.state == "queued":
        return gettext("Waiting for its turn.")
    stage = run.stage or ""
    return stage_text(stage)


def stage_text(stage: str) -> str:
    """What a level of the objective is about."""
    if stage.startswith("smallest"):
        count = _groups(stage)
        return ngettext(
            "Lifting the group that is included least.",
            "Lifting the %(shown)s groups that are included least.",
            count,
            shown=format_decimal(count),
        )
    known = {
        "everyone": gettext("Including more of everyone."),
        "weighted": gettext("Including more families, those with more barriers first."),
        "majority": gettext("Looking for what the majority would have."),
        "cost": gettext("Looking for the same at a lower cost."),
    }
    return known.get(stage, gettext("Looking for plans."))


def _groups(stage: str) -> int:
    return int(stage.removeprefix("smallest "))


def _value(run: Running, value: float | None) -> str:
    """A rate as its readers know it; empty for sums of families and for money, which would count them."""
    stage = run.stage or ""
    if value is None or stage in ("", FIRST_PLAN):
        return ""
    if stage.startswith("smallest"):
        return _about(value / _groups(stage))
    if stage == "everyone":
        return _about(value)
    return ""


def _about(rate: float) -> str:
    """To the nearest 5 percent: of which families it speaks is not known while a run is under way."""
    return shown_percent(5 * round(20 * min(1, rate)))
