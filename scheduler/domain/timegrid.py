"""When a session may stand: the slot grid, an event's possible starts, and spans that meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from scheduler.domain.instance import Event, Horizon, Instance, Interval, WeeklyRow

NO_GAP = timedelta(0)

WeeklySpans = tuple[tuple[int, int, int], ...]
"""Day (0 = Monday), and from when to when in local minutes after midnight."""


def horizon_days(horizon: Horizon) -> Iterator[date]:
    """Every date of the horizon, in order."""
    return (horizon.start + timedelta(days=n) for n in range(7 * horizon.weeks))


def slots(horizon: Horizon) -> range:
    """The clock times of one day's slots, in minutes after midnight."""
    return range(horizon.day_start, horizon.day_end, horizon.slot_minutes)


def minute_of_day(moment: datetime) -> int:
    """Minutes after midnight."""
    return moment.hour * 60 + moment.minute


def monday_of(day: date) -> date:
    """The Monday of the date's week."""
    return day - timedelta(days=day.weekday())


def span(start: datetime, minutes: int) -> Interval:
    """The half-open interval of a session."""
    return Interval(start, start + timedelta(minutes=minutes))


def overlap(a: Interval, b: Interval, gap: timedelta = NO_GAP) -> bool:
    """Whether two intervals meet, or lie less than `gap` apart."""
    return a.start < b.end + gap and b.start < a.end + gap


def meets_any(interval: Interval, others: Iterable[Interval]) -> bool:
    """Whether the interval overlaps any of the others."""
    return any(overlap(interval, other) for other in others)


def on_grid(horizon: Horizon, start: datetime) -> bool:
    """Whether a start lies on the slot grid, which is counted from the day's start."""
    on_slot = (minute_of_day(start) - horizon.day_start) % horizon.slot_minutes == 0
    return on_slot and start.second == start.microsecond == 0


def in_horizon(horizon: Horizon, start: datetime, minutes: int) -> bool:
    """Whether a session lies in the planned weeks and inside one day's hours."""
    minute = minute_of_day(start)
    last = horizon.start + timedelta(weeks=horizon.weeks)
    in_hours = horizon.day_start <= minute and minute + minutes <= horizon.day_end
    return horizon.start <= start.date() < last and in_hours


def in_window(event: Event, day: date) -> bool:
    """Whether the event may be held on the date; both ends of its window count."""
    return event.window[0] <= day <= event.window[1]


def open_throughout(rows: Iterable[WeeklyRow], start: datetime, minutes: int) -> bool:
    """Whether one of the joined weekly rows covers a session from start to end."""
    day, first = start.weekday(), minute_of_day(start)
    return any(row.day == day and row.start <= first and first + minutes <= row.end for row in rows)


def starts(instance: Instance, event: Event) -> Iterator[datetime]:
    """Every start that grid, horizon, window and closed times leave an event, in order."""
    horizon = instance.horizon
    closed = instance.closed + event.closed
    for day in horizon_days(horizon):
        if not in_window(event, day):
            continue
        for minute in slots(horizon):
            start = datetime.combine(day, time(minute // 60, minute % 60))
            if in_horizon(horizon, start, event.minutes) and not meets_any(
                span(start, event.minutes), closed
            ):
                yield start
