"""What was done to the board, in words."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import gettext

from scheduler.language.dates import format_datetime
from scheduler.services.board_views import StepView


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: what was done, and when and by whom."""

    id: int
    text: str
    when: str


def step_line(step: StepView, timezone: str, language: str) -> StepLine:
    """A step in a sentence."""
    when = format_datetime(step.at_utc.astimezone(ZoneInfo(timezone)), language)
    if step.by:
        when = gettext("%(when)s, %(name)s", when=when, name=step.by)
    return StepLine(step.id, step_text(step), when)


def step_text(step: StepView) -> str:
    """What was done."""
    if step.kind == "moved":
        return gettext("%(event)s was moved", event=step.event or gettext("A session"))
    if step.kind == "chosen":
        return gettext("Another plan was chosen")
    if step.kind == "undone":
        return gettext("The last change was undone")
    if step.kind == "taken_up":
        return gettext("%(event)s was made of a proposal", event=step.event or gettext("A session"))
    if step.kind == "joined":
        return gettext("%(name)s joined the co-planners", name=step.person)
    if step.kind == "left":
        return gettext("%(name)s is not a co-planner any more", name=step.person)
    if step.kind == "wished":
        return gettext("A wish for the next plan was made")
    if step.kind == "withdrawn":
        return gettext("A wish for the next plan was taken back")
    return gettext("A new plan was made")
