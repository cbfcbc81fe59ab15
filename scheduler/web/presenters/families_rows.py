"""Rows that a caregiver adds below the week: numbered fields, with times and dates as browsers type them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from hashlib import sha256

from flask_babel import gettext as _

from scheduler.domain.said_hours import LEVELS, Said, SaidHours

Fields = Mapping[str, str]


def version_typed(fields: Fields) -> int:
    """The version at which the page was read; one that nobody was given counts as the first."""
    version = fields.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def submission_typed(fields: Fields) -> str | None:
    """The same for the same page with the same in it, however often it comes; None where a page has no name.

    What was typed counts: a page that the browser's back button brought again may have been changed.
    """
    if not fields.get("submission"):
        return None
    typed = sorted((name, value) for name, value in fields.items() if name not in ("csrf_token", "version"))
    return sha256(json.dumps(typed).encode()).hexdigest()[:40]


def row_numbers(fields: Fields, kind: str) -> list[int]:
    """The numbers of the rows `kind-0-…`, `kind-1-…` that the form has."""
    row = re.compile(rf"{re.escape(kind)}-(\d{{1,3}})-")
    found = (row.match(name) for name in fields if name.startswith(kind))
    return sorted({int(match[1]) for match in found if match})


def any_given(fields: Fields, kind: str, *ends: str) -> bool:
    """Whether a row has more than what its lists begin with, so that its part of the page is open."""
    return any(fields.get(f"{kind}-{number}-{end}") for number in row_numbers(fields, kind) for end in ends)


def with_another_row(fields: Fields, kind: str) -> dict[str, str]:
    """The form as typed, with one more empty row of this kind."""
    number = max(row_numbers(fields, kind), default=-1) + 1
    return {**fields, f"{kind}-{number}-level": ""}


def date_typed(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def span_typed(fields: Fields, name: str, errors: dict[str, str]) -> SaidHours | None:
    """The exact hours of one row; None where it has none, or where `errors` now says what is wrong."""
    first, last = (fields.get(f"{name}-{end}", "").strip() for end in ("from", "to"))
    if not first and not last:
        return None
    start, end = _minutes(first), _minutes(last)
    if start is None:
        errors[f"{name}-from"] = _("Write when this time starts, such as 17:30.")
    elif end is None:
        errors[f"{name}-to"] = _("Write when this time ends, such as 19:00.")
    elif (end or 24 * 60) <= start:
        errors[f"{name}-to"] = _("The end must be later than the start.")
    else:
        level: Said = next((each for each in LEVELS if each == fields.get(f"{name}-level")), "yes")
        return SaidHours(start, end or 24 * 60, level)
    return None


def clock(minutes: int) -> str:
    """As `<input type="time">` writes it, where midnight at the end of a day is 00:00."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _minutes(text: str) -> int | None:
    """Minutes after midnight of `HH:MM`, also typed as `9:30`, as browsers without a time field send it."""
    try:
        clock = time.fromisoformat(text if len(text) != 4 else f"0{text}")
    except ValueError:
        return None
    return clock.hour * 60 + clock.minute


def text_typed(fields: Fields, name: str, longest: int, errors: dict[str, str]) -> str:
    """A text as it was typed, without blanks around it; `errors` says where it is too long."""
    text = fields.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > longest:
        errors[name] = _("Make this shorter: %(longest)s letters at most.", longest=longest)
    return text
