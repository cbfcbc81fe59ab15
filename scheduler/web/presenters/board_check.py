"""How the check of a stored plan went, in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal, gettext, ngettext

from scheduler.services.board_views import CheckView


@dataclass(frozen=True, slots=True)
class CheckText:
    """`kind` is "good" or "warn" once the check is over; while it is `under_way` the page asks again."""

    text: str
    kind: str
    under_way: bool


def check_text(check: CheckView) -> CheckText:
    """One sentence for each way in which a check can go."""
    if check.state in ("queued", "running"):
        return CheckText(gettext("This plan is being checked."), "", True)
    if check.faults is None:
        return CheckText(gettext("The check did not end. Please try it again."), "warn", False)
    if check.faults == 0:
        return CheckText(gettext("Checked again: this plan keeps every rule."), "good", False)
    text = ngettext(
        "Checked again: this plan breaks %(shown)s rule. Please do not release it.",
        "Checked again: this plan breaks %(shown)s rules. Please do not release it.",
        check.faults,
        shown=format_decimal(check.faults),
    )
    return CheckText(text, "warn", False)
