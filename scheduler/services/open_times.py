"""The times that a caregiver left open are asked about once: a no, or not known yet?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from scheduler.domain.answers import Times, Week
from scheduler.domain.said_hours import silent
from scheduler.extensions import db
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.answers import find_answer, times_of, usual_times_of
from scheduler.storage.models import Answer, Season

_READ = (
    select(Answer, Season.day_start_minute, Season.day_end_minute)
    .join(Season, Season.id == Answer.season_id)
    .where(
        Answer.caregiver_id == bindparam("caregiver_id"),
        Answer.season_id == bindparam("season_id"),
        ~Answer.blanks_asked,
    )
)

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class OpenTimes:
    """By week and weekday (0 = Monday) the spans that were left open, in minutes after midnight."""

    version: int
    weeks: tuple[Mapping[int, Spans], ...]


def leaves_open(times: Times, day_minutes: tuple[int, int]) -> bool:
    """Whether something is said about the usual weeks, and not about all of them."""
    return any(times.weeks) and any(_open_of_week(week, *day_minutes) for week in times.weeks)


def open_times(caregiver_id: int, season_id: int) -> OpenTimes | None:
    """What to ask about; None where that was done, nothing is open, or nothing is said about time at all."""
    named = {"caregiver_id": caregiver_id, "season_id": season_id}
    found = db.session.execute(_READ, named).one_or_none()
    if found is None:
        return None
    answer, *span = found
    times = usual_times_of(answer)
    if not leaves_open(times, (span[0], span[1])):
        return None
    return OpenTimes(answer.version, tuple(_open_of_week(week, *span) for week in times.weeks))


def settle_open_times(
    caregiver_id: int, season_id: int, *, cannot: bool, read_version: int, now_utc: datetime
) -> None:
    """Keep that it was asked; with `cannot` the open times become a no, else they stay not answered.

    Raises:
        NewerAnswer: when the open times were read at another version than the stored one.
    """
    answer = find_answer(caregiver_id, season_id)
    if answer is None:
        return
    answer.blanks_asked = True
    if not cannot:
        db.session.commit()
        return
    submit_availability(
        caregiver_id,
        season_id,
        times_of(answer).with_no_where_silent(*_day(season_id)),
        read_version=read_version,
        now_utc=now_utc,
    )


def _open_of_week(week: Week, start: int, end: int) -> Mapping[int, Spans]:
    spans = {day: silent(week.get(day, ()), start, end) for day in range(7)}
    return {day: open_spans for day, open_spans in spans.items() if open_spans}


def _day(season_id: int) -> tuple[int, int]:
    season = db.session.get_one(Season, season_id)
    return season.day_start_minute, season.day_end_minute
