"""A caregiver brings a calendar file or a link to one: what in it matters. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from scheduler.calendars.busy import MOST_BYTES, BusyTime, CalendarRefused, Fault, busy_times, busy_times_at
from scheduler.extensions import db
from scheduler.storage.models import Season

__all__ = ["MOST_BYTES", "BusyTime", "CalendarRefused", "Fault", "read_calendar"]


def read_calendar(given: bytes | str, season_id: int) -> tuple[BusyTime, ...]:
    """The busy times of the season's dates, within the hours in which anything can be planned.

    `given` is a file, or a link to one.

    Raises:
        CalendarRefused: for a file that is no calendar, or asks for too much work; for a link to nowhere.
    """
    season = db.session.get_one(Season, season_id)
    last = season.starts_on + timedelta(weeks=season.weeks, days=-1)
    start, end = season.day_start_minute, season.day_end_minute
    dates = season.timezone, season.starts_on, last
    found = busy_times_at(given, *dates) if isinstance(given, str) else busy_times(given, *dates)
    return tuple(
        replace(each, start=max(each.start, start), end=min(each.end, end))
        for each in found
        if each.start < end and start < each.end
    )
