"""The hours of a week in a form: two fields for each span of a weekday."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flask_babel import gettext

from scheduler.domain.timegrid import WeeklySpans
from scheduler.language.dates import weekday_name
from scheduler.web.presenters.typed_fields import clock_shown

_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
_OPEN = re.compile(r"(open-[0-6]-\d)-(from|to)")


def hour_fields(hours: WeeklySpans) -> dict[str, str]:
    """The fields of these hours."""
    fields: dict[str, str] = {}
    numbers = dict.fromkeys(range(7), 0)
    for day, start, end in hours:
        fields[f"open-{day}-{numbers[day]}-from"] = clock_shown(start)
        fields[f"open-{day}-{numbers[day]}-to"] = clock_shown(end)
        numbers[day] += 1
    return fields


def hour_rows(fields: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """The rows of hours, by the start of their fields' names and their weekday: one a day at least."""
    keys = sorted(_keys(fields) | {f"open-{day}-0" for day in range(7)})
    return [(key, weekday_name(int(key.split("-")[1]), language)) for key in keys]


def hours_typed(fields: Mapping[str, str], errors: dict[str, str]) -> WeeklySpans:
    """The hours; 00:00 as an end is the end of the day."""
    found: list[tuple[int, int, int]] = []
    for key in sorted(_keys(fields)):
        start, end = (fields.get(f"{key}-{side}", "").strip() for side in ("from", "to"))
        if not start and not end:
            continue
        times = _minutes(start), _minutes(end) or 24 * 60
        if times[0] is None or _CLOCK.fullmatch(end) is None or times[1] <= times[0]:
            errors[f"{key}-from"] = gettext("Write both times, the later one second.")
        else:
            found.append((int(key.split("-")[1]), times[0], times[1]))
    return tuple(sorted(set(found)))


def _keys(fields: Iterable[str]) -> set[str]:
    return {found[1] for name in fields if (found := _OPEN.fullmatch(name))}


def _minutes(typed: str) -> int | None:
    clock = _CLOCK.fullmatch(typed)
    return int(clock[1]) * 60 + int(clock[2]) if clock else None
