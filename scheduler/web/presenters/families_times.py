"""The step "when": its fields to hours, and hours back to its fields.

The week has a row for Monday to Friday, one for Saturday and one for Sunday; a row for a single weekday
says where it differs. Exact times and single dates come below, and hold where they overlap the week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from flask_babel import gettext as _

from scheduler.domain.answers import Times
from scheduler.domain.said_hours import LEVELS, Said, SaidHours, differing, level_throughout, settled
from scheduler.language.dates import format_date
from scheduler.services.read_caregiver import CaregiverView
from scheduler.web.presenters.families_rows import date_typed, row_numbers, span_typed

Fields = Mapping[str, str]
Rows = tuple[SaidHours, ...]

WEEKDAYS = tuple(range(5))
DAYS_OF_ROW = {
    "weekdays": WEEKDAYS,
    "mon": (0,), "tue": (1,), "wed": (2,), "thu": (3,), "fri": (4,), "sat": (5,), "sun": (6,),
}  # fmt: skip
ROW_OF_DAY = {days[0]: row for row, days in DAYS_OF_ROW.items() if len(days) == 1}
NOON, EVENING = 12 * 60, 17 * 60
OPEN = "open"
"""A weekday's cell that stays unanswered although Monday to Friday has an answer."""


def parts_of_day(reader: CaregiverView) -> dict[str, tuple[int, int]]:
    """The columns of the week, in minutes after midnight."""
    start, end = reader.day_minutes
    return {"morning": (start, NOON), "afternoon": (NOON, EVENING), "evening": (EVENING, end)}


def times_typed(fields: Fields, reader: CaregiverView, language: str) -> tuple[Times, dict[str, str]]:
    """The hours that were typed, and by field what is wrong with the rest."""
    errors: dict[str, str] = {}
    week = [*_cells_typed(fields, parts_of_day(reader)), *_exact_typed(fields, errors)]
    return Times.of(week, _dates_typed(fields, reader, language, errors)), errors


def times_fields(times: Times, reader: CaregiverView) -> dict[str, str]:
    """The fields filled in as these hours would have been typed."""
    parts = parts_of_day(reader)
    cells = {
        (day, part): level_throughout(rows, *span)
        for day, rows in times.weekly.items()
        for part, span in parts.items()
    }
    return {**_cell_fields(cells, parts), **_exact_fields(times, cells, parts), **_date_fields(times, reader)}


def _cells_typed(fields: Fields, parts: Mapping[str, tuple[int, int]]) -> list[tuple[int, SaidHours]]:
    typed: dict[tuple[int, str], str] = {}
    for row, days in DAYS_OF_ROW.items():
        for part in parts:
            if value := fields.get(f"week-{row}-{part}"):
                typed |= {(day, part): value for day in days}
    return [
        (day, SaidHours(*parts[part], level))
        for (day, part), value in typed.items()
        for level in LEVELS
        if value == level
    ]


def _exact_typed(fields: Fields, errors: dict[str, str]) -> Iterator[tuple[int, SaidHours]]:
    for number in row_numbers(fields, "exact"):
        name = f"exact-{number}"
        if hours := span_typed(fields, name, errors):
            yield from ((day, hours) for day in DAYS_OF_ROW.get(fields.get(f"{name}-day", ""), ()))


def _dates_typed(
    fields: Fields, reader: CaregiverView, language: str, errors: dict[str, str]
) -> Iterator[tuple[date, SaidHours]]:
    parts = {"day": reader.day_minutes, **parts_of_day(reader)}
    for number in row_numbers(fields, "date"):
        name = f"date-{number}"
        exact = span_typed(fields, name, errors)
        on = date_typed(fields.get(f"{name}-on", ""))
        if on is not None and reader.first_date <= on <= reader.last_date:
            span = parts.get(fields.get(f"{name}-part", ""), reader.day_minutes)
            level: Said = next((each for each in LEVELS if each == fields.get(f"{name}-level")), "no")
            yield on, exact or SaidHours(*span, level)
        elif exact or fields.get(f"{name}-on"):
            errors[f"{name}-on"] = _(
                "Choose a date from %(first)s to %(last)s.",
                first=format_date(reader.first_date, language),
                last=format_date(reader.last_date, language),
            )


def _cell_fields(cells: Mapping[tuple[int, str], Said | None], parts: Iterable[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in parts:
        level_of_day = {day: cells.get((day, part)) for day in ROW_OF_DAY}
        usual = Counter(level_of_day[day] for day in WEEKDAYS).most_common(1)[0][0]
        fields[f"week-weekdays-{part}"] = usual or ""
        for day, level in level_of_day.items():
            if day not in WEEKDAYS:
                fields[f"week-{ROW_OF_DAY[day]}-{part}"] = level or ""
            elif level != usual:
                fields[f"week-{ROW_OF_DAY[day]}-{part}"] = level or OPEN
    return fields


def _exact_fields(
    times: Times, cells: Mapping[tuple[int, str], Said | None], parts: Mapping[str, tuple[int, int]]
) -> dict[str, str]:
    left: dict[int, Rows] = {}
    for day, rows in times.weekly.items():
        said = [SaidHours(*parts[part], level) for part in parts if (level := cells[day, part])]
        left[day] = differing(rows, settled(said))
    shared = [row for row in left.get(0, ()) if all(row in left.get(day, ()) for day in WEEKDAYS)]
    listed = [("weekdays", row) for row in shared] + [
        (ROW_OF_DAY[day], row)
        for day, rows in left.items()
        for row in rows
        if day not in WEEKDAYS or row not in shared
    ]
    fields: dict[str, str] = {}
    for number, (day_row, hours) in enumerate(listed):
        fields |= {f"exact-{number}-day": day_row, **_span_fields(f"exact-{number}", hours)}
    return fields


def _date_fields(times: Times, reader: CaregiverView) -> dict[str, str]:
    parts = {"day": reader.day_minutes, **parts_of_day(reader)}
    part_of_span = {span: part for part, span in parts.items()}
    fields: dict[str, str] = {}
    listed = [(on, row) for on, rows in times.dates.items() for row in _shown(times, on, rows, reader)]
    for number, (on, row) in enumerate(listed):
        name = f"date-{number}"
        part = part_of_span.get((row.start, row.end))
        span = {f"{name}-level": row.level} if part else _span_fields(name, row)
        fields |= {f"{name}-on": on.isoformat(), f"{name}-part": part or "day", **span}
    return fields


def _shown(times: Times, on: date, rows: Rows, reader: CaregiverView) -> Rows:
    """One row for a date that is the same all day, though the usual hours say some of it already."""
    level = level_throughout(times.on(on), *reader.day_minutes)
    return (SaidHours(*reader.day_minutes, level),) if level else rows


def _span_fields(name: str, hours: SaidHours) -> dict[str, str]:
    return {
        f"{name}-from": _clock(hours.start),
        f"{name}-to": _clock(hours.end),
        f"{name}-level": hours.level,
    }


def _clock(minutes: int) -> str:
    """As `<input type="time">` writes it, where midnight at the end of a day is 00:00."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
