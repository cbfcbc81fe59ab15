"""The step "when": its fields to hours, and hours back to its fields.

Below the table of the week (`families_week`) come exact times and single dates, which hold where they
overlap it, and how the weeks go: alike, two in turn, or changing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from flask_babel import gettext as _

from scheduler.domain.answers import RHYTHMS, Rhythm, Times
from scheduler.domain.said_hours import LEVELS, Said, SaidHours, level_throughout
from scheduler.language.dates import format_date
from scheduler.services.read_caregiver import CaregiverView
from scheduler.web.presenters.families_rows import clock, date_typed, row_numbers, span_typed
from scheduler.web.presenters.families_week import (
    DAYS_OF_ROW,
    beside_the_cells,
    parts_of_day,
    week_fields,
    week_typed,
)

Fields = Mapping[str, str]
Rows = tuple[SaidHours, ...]

TABLES = ("week", "second")
"""The tables of the page: every week or the first of two, and the second of two."""


def times_typed(fields: Fields, reader: CaregiverView, language: str) -> tuple[Times, dict[str, str]]:
    """The hours that were typed, and by field what is wrong with the rest."""
    errors: dict[str, str] = {}
    parts = parts_of_day(reader)
    rhythm: Rhythm = next((each for each in RHYTHMS if each == fields.get("rhythm")), "every_week")
    first, second = (
        [*week_typed(fields, table, parts), *_exact_typed(fields, table, errors)] for table in TABLES
    )
    return Times.of(first, _dates_typed(fields, reader, language, errors), rhythm, second), errors


def times_fields(times: Times, reader: CaregiverView) -> dict[str, str]:
    """The fields filled in as these hours would have been typed."""
    parts = parts_of_day(reader)
    fields: dict[str, str] = {"rhythm": times.rhythm}
    for table, week in zip(TABLES, times.weeks, strict=False):
        fields |= week_fields(week, table, parts)
    return {**fields, **_exact_fields(times, reader), **_date_fields(times, reader)}


def _exact_typed(fields: Fields, table: str, errors: dict[str, str]) -> Iterator[tuple[int, SaidHours]]:
    for number in row_numbers(fields, "exact"):
        name = f"exact-{number}"
        hours = span_typed(fields, name, errors)
        in_table, _between, row = fields.get(f"{name}-day", "").rpartition("-")
        if hours and (in_table or "week") == table:
            yield from ((day, hours) for day in DAYS_OF_ROW.get(row, ()))


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


def _exact_fields(times: Times, reader: CaregiverView) -> dict[str, str]:
    prefixes = {"week": "", "second": "second-"}
    listed = [
        (prefixes[table] + row, hours)
        for table, week in zip(TABLES, times.weeks, strict=False)
        for row, hours in beside_the_cells(week, parts_of_day(reader))
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
        f"{name}-from": clock(hours.start),
        f"{name}-to": clock(hours.end),
        f"{name}-level": hours.level,
    }
