"""The times that were left open, in plain words."""

from __future__ import annotations

from flask_babel import gettext as _

from scheduler.services.open_times import OpenTimes
from scheduler.web.presenters.families_days import days_name, runs_of_days
from scheduler.web.presenters.families_words import span_name


def open_lines(found: OpenTimes, language: str) -> list[tuple[str, str]]:
    """Days, and the times that are open on each of them."""
    names = ("",) if len(found.weeks) == 1 else (f"{_('First week')}: ", f"{_('Second week')}: ")
    return [
        (
            name + days_name(first, last, language),
            _(", ").join(span_name(start, end, language) for start, end in spans),
        )
        for name, week in zip(names, found.weeks, strict=True)
        for first, last, spans in runs_of_days(week, ())
        if spans
    ]
