"""The table of a week: its cells to hours, and hours back to its cells.

It has a row for Monday to Friday, one for Saturday and one for Sunday; a row for a single weekday says where
it differs. Cells are named `week-mon-evening`, or `second-…` for the second of two weeks that take turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from scheduler.domain.answers import Week
from scheduler.domain.said_hours import LEVELS, Said, SaidHours, differing, level_throughout, settled
from scheduler.services.read_caregiver import CaregiverView

Fields = Mapping[str, str]
Parts = Mapping[str, tuple[int, int]]
Cells = Mapping[tuple[int, str], Said | None]

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


def week_typed(fields: Fields, table: str, parts: Parts) -> list[tuple[int, SaidHours]]:
    """The hours that the cells of this table say."""
    typed: dict[tuple[int, str], str] = {}
    for row, days in DAYS_OF_ROW.items():
        for part in parts:
            if value := fields.get(f"{table}-{row}-{part}"):
                typed |= {(day, part): value for day in days}
    return [
        (day, SaidHours(*parts[part], level))
        for (day, part), value in typed.items()
        for level in LEVELS
        if value == level
    ]


def week_fields(week: Week, table: str, parts: Parts) -> dict[str, str]:
    """The cells of this table filled in."""
    cells = _cells(week, parts)
    fields: dict[str, str] = {}
    for part in parts:
        level_of_day = {day: cells.get((day, part)) for day in ROW_OF_DAY}
        usual = Counter(level_of_day[day] for day in WEEKDAYS).most_common(1)[0][0]
        fields[f"{table}-weekdays-{part}"] = usual or ""
        for day, level in level_of_day.items():
            if day not in WEEKDAYS:
                fields[f"{table}-{ROW_OF_DAY[day]}-{part}"] = level or ""
            elif level != usual:
                fields[f"{table}-{ROW_OF_DAY[day]}-{part}"] = level or OPEN
    return fields


def beside_the_cells(week: Week, parts: Parts) -> list[tuple[str, SaidHours]]:
    """What a week says that its cells cannot: hours by row of the table, those of all weekdays once."""
    cells = _cells(week, parts)
    left = {day: differing(rows, _said_by_cells(cells, day, parts)) for day, rows in week.items()}
    shared = [row for row in left.get(0, ()) if all(row in left.get(day, ()) for day in WEEKDAYS)]
    return [("weekdays", row) for row in shared] + [
        (ROW_OF_DAY[day], row)
        for day, rows in left.items()
        for row in rows
        if day not in WEEKDAYS or row not in shared
    ]


def _cells(week: Week, parts: Parts) -> Cells:
    return {
        (day, part): level_throughout(rows, *span)
        for day, rows in week.items()
        for part, span in parts.items()
    }


def _said_by_cells(cells: Cells, day: int, parts: Parts) -> Iterable[SaidHours]:
    return settled(SaidHours(*parts[part], level) for part in parts if (level := cells[day, part]))
