"""Days of a week that have the same, said in one line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TypeVar

from flask_babel import gettext as _

from scheduler.language.dates import weekday_name

Same = TypeVar("Same")


def runs_of_days(by_day: Mapping[int, Same], nothing: Same) -> list[tuple[int, int, Same]]:
    """Days in a row with the same, as (first, last, what they have); a day that is missing has `nothing`."""
    runs = [(list(run), same) for same, run in groupby(range(7), key=lambda day: by_day.get(day, nothing))]
    return [(days[0], days[-1], same) for days, same in runs]


def days_name(first: int, last: int, language: str) -> str:
    """ "Monday", or "Monday to Friday"."""
    if first == last:
        return weekday_name(first, language)
    return _("%(first)s to %(last)s", first=weekday_name(first, language), last=weekday_name(last, language))
