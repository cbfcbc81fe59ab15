"""What was typed into single fields; what is wrong is noted under the name of the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from flask_babel import gettext

from scheduler.web.presenters.board_wish_form import number_typed

Fields = Mapping[str, str]
Errors = dict[str, str]
MIDNIGHT = 24 * 60
MOST_DOLLARS = 10_000_000


def line_typed(fields: Fields, name: str, longest: int, errors: Errors) -> str:
    """One line, without blanks around it."""
    line = " ".join(fields.get(name, "").replace("\0", "").split())
    if len(line) > longest:
        errors[name] = gettext("Make this shorter: %(longest)s letters at most.", longest=longest)
    return line


def date_typed(fields: Fields, name: str, errors: Errors) -> date | None:
    """A day; None where it cannot be read."""
    try:
        return date.fromisoformat(fields.get(name, "").strip())
    except ValueError:
        errors[name] = gettext("Choose a day, such as 2026-03-17.")
        return None


def minute_typed(fields: Fields, name: str, errors: Errors, *, is_end: bool = False) -> int:
    """Minutes after midnight; 00:00 as an end is the end of the day."""
    try:
        at = time.fromisoformat(fields.get(name, "").strip())
    except ValueError:
        errors[name] = gettext("Write a time such as 17:30.")
        return 0
    return at.hour * 60 + at.minute or (MIDNIGHT if is_end else 0)


def cents_typed(fields: Fields, name: str, errors: Errors) -> int | None:
    """Money; None where nothing was typed."""
    if not fields.get(name, "").strip():
        return None
    dollars = number_typed(fields[name])
    if dollars is None or not 0 <= dollars <= MOST_DOLLARS:
        errors[name] = gettext("Write an amount of money, such as 4500.")
        return None
    return round(100 * dollars)


def clock_shown(minute: int) -> str:
    """As a field for a time holds it."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
