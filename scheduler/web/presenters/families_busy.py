"""Busy times of a calendar file: shown for the caregiver to confirm, then typed in as dates that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from flask_babel import gettext as _

from scheduler.language.dates import format_date
from scheduler.services.read_calendar import BusyTime, Fault
from scheduler.web.presenters.families_rows import clock, row_numbers
from scheduler.web.presenters.families_words import span_name

Fields = Mapping[str, str]
Choice = tuple[str, str]


def busy_choices(times: Iterable[BusyTime], language: str) -> list[tuple[str, list[Choice]]]:
    """By date: the value of each box to tick, and its words."""
    return [
        (
            format_date(on, language, year=False),
            [(_value(each), span_name(each.start, each.end, language)) for each in of_day],
        )
        for on, of_day in groupby(times, key=lambda each: each.on)
    ]


def without_busy_times(fields: Fields) -> dict[str, str]:
    """The form as typed before the file was read."""
    return {name: value for name, value in fields.items() if not name.startswith("busy-")}


def with_busy_times(fields: Fields) -> dict[str, str]:
    """The form as typed, with a row of its own for each busy time that stayed ticked."""
    typed = without_busy_times(fields)
    number = max(row_numbers(fields, "date"), default=-1)
    for name, value in fields.items():
        if name.startswith("busy-") and re.fullmatch(r"[\d-]+ [\d:]+ [\d:]+", value):
            number += 1
            row = zip(("on", "from", "to", "level"), [*value.split(" "), "no"], strict=True)
            typed |= {f"date-{number}-{end}": text for end, text in row}
    return typed


def _value(each: BusyTime) -> str:
    return f"{each.on.isoformat()} {clock(each.start)} {clock(each.end)}"


def refusal(fault: Fault | None) -> str:
    """What is wrong with a calendar file, and how to mend it; None: nothing in it matters."""
    return {
        None: _("This file has no busy times in the season. Choose another one, or go on without."),
        "unreadable": _("This is not a calendar file. Choose one that ends in .ics."),
        "too_large": _("This file is too large. Save a shorter time span from your calendar."),
        "too_many": _("This file has too many entries. Save a shorter time span from your calendar."),
        "bad_link": _("We cannot open this address. Copy the one that your calendar gives; it ends in .ics."),
        "unreachable": _("No calendar comes from this address. Check it, or choose a file instead."),
        "too_slow": _("This file takes too long to read. Save a shorter time span from your calendar."),
        "too_often": _("An entry in this file repeats many times a day. Take it out, and try again."),
    }[fault]
