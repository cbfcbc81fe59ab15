"""When a caregiver can come, as rows of an adult of an instance; what is a no or not answered has no row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.domain.answers import turn_of
from scheduler.domain.instance import DAYS
from scheduler.domain.rows import clock_text
from scheduler.storage.models import Answer, AnswerDate, AnswerHours, Season

WeeklyRows = list[list[str]]
DateRows = dict[str, list[list[str]]]


def weekly_rows(answer: Answer) -> WeeklyRows:
    """Every week, or the first of two that take turns."""
    return [[DAYS[row.day], *_span(row), row.level] for row in _free(answer, turn=0)]


def date_rows(answer: Answer, season: Season) -> DateRows:
    """The dates that differ from the weekly rows, each with all that holds on it."""
    found = {**_second_weeks(answer, season), **_single_dates(answer.dates)}
    return {day.isoformat(): rows for day, rows in sorted(found.items())}


def _second_weeks(answer: Answer, season: Season) -> dict[date, list[list[str]]]:
    if answer.rhythm != "two_weeks":
        return {}
    by_day: dict[int, list[list[str]]] = defaultdict(list)
    for row in _free(answer, turn=1):
        by_day[row.day].append([*_span(row), row.level])
    dates = (season.starts_on + timedelta(days=number) for number in range(season.weeks * 7))
    return {day: by_day[day.weekday()] for day in dates if turn_of(day) == 1}


def _single_dates(rows: Iterable[AnswerDate]) -> dict[date, list[list[str]]]:
    found: dict[date, list[list[str]]] = {}
    for row in rows:
        spans = found.setdefault(row.on_date, [])
        if row.level != "no":
            spans.append([*_span(row), row.level])
    return found


def _free(answer: Answer, turn: int) -> Iterable[AnswerHours]:
    return (row for row in answer.hours if row.turn == turn and row.level != "no")


def _span(row: AnswerHours | AnswerDate) -> list[str]:
    return [clock_text(row.start_minute), clock_text(row.end_minute)]
