"""A week filled in with one press: all evenings, night work, or as last time."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from scheduler.domain.answers import Times
from scheduler.services.read_caregiver import CaregiverView
from scheduler.web.presenters.families_times import times_fields
from scheduler.web.presenters.families_week import DAYS_OF_ROW, WEEKDAYS

Fields = Mapping[str, str]

NIGHT_WORK = {"morning": "no", "afternoon": "yes", "evening": "no"}
"""Asleep in the morning, on the way to work in the evening."""


def fill_names(kept: Times | None) -> dict[str, str]:
    """The presses that there are; `last` only with answers that were kept."""
    names = {"evenings": _("All evenings"), "nights": _("I work nights")}
    return {**names, "last": _("Same as last time")} if kept else names


def filled(fields: Fields, how: str, reader: CaregiverView, kept: Times | None) -> dict[str, str]:
    """The form as typed, with the week filled in; single dates stay."""
    if how == "evenings":
        return {**fields, **_cells(DAYS_OF_ROW, {"evening": "yes"})}
    if how == "nights":
        weekdays = [row for row, days in DAYS_OF_ROW.items() if days[0] in WEEKDAYS]
        return {**fields, **_cells(weekdays, NIGHT_WORK)}
    if how == "last" and kept is not None:
        typed = {n: v for n, v in fields.items() if not n.startswith(("week-", "second-", "exact-"))}
        return {**typed, **times_fields(kept, reader)}
    return dict(fields)


def _cells(rows: Mapping[str, object] | list[str], levels: Mapping[str, str]) -> dict[str, str]:
    """A single weekday does as Monday to Friday do."""
    return {
        f"week-{row}-{part}": level if row in ("weekdays", "sat", "sun") else ""
        for row in rows
        for part, level in levels.items()
    }
