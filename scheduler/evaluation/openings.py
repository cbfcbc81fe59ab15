"""Where and when an event may be held and who could serve it, by the rules of one session alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Event, Instance, Interval, Mode, Place, Provider, WeeklyRow
from scheduler.evaluation.availability import (
    MINUTES_PER_DAY,
    bits_at,
    grid_starts,
    horizon_days,
    minutes_mask,
    starts_all_through,
    union_mask,
)

IN_ROOM = frozenset({"in_person", "hybrid"})


def place_mode(place: Place) -> Mode:
    """The format that a provider must serve at this place (a hybrid place asks for `in_person`)."""
    return "in_person" if place.format == "hybrid" else place.format


class Openings:
    """Valid starts of events and free hours of providers, as bit sets over each day's minutes."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.places = {place.id: place for place in instance.places}
        self.providers = {provider.id: provider for provider in instance.providers}
        self._open = {place.id: _weekly_masks(place.open) for place in instance.places}
        self._free = {provider.id: _weekly_masks(provider.available) for provider in instance.providers}
        self._provider_starts = cache(self._eroded_provider_day)

    def of_event(self, event: Event) -> Iterator[tuple[datetime, str]]:
        """Every (start, place) that fits grid, window, horizon, closed intervals and opening hours."""
        first, last = event.window
        grid = grid_starts(self.instance.horizon, event.minutes)
        for day in horizon_days(self.instance.horizon):
            if not first <= day <= last:
                continue
            closed = _day_mask((*self.instance.closed, *event.closed), day)
            for place_id in event.places:
                hours = self._open[place_id][day.weekday()] & ~closed
                starts = starts_all_through(hours, event.minutes)
                for minute in grid:
                    if starts >> minute & 1:
                        yield at_minute(day, minute), place_id

    def serves(self, provider_id: str, event: Event, start: datetime, place_id: str) -> bool:
        """Whether the provider is available all through, not away, and serves the place's format."""
        if not self.fits_format(provider_id, place_id):
            return False
        starts = self._provider_starts(provider_id, event.minutes, start.date())
        return bool(starts >> (start.hour * 60 + start.minute) & 1)

    def is_free(self, provider_id: str, moment: datetime) -> bool:
        """Whether the provider is available in the minute that begins then, and not away."""
        return bool(self._free_minutes(provider_id, moment.date()) >> (moment.hour * 60 + moment.minute) & 1)

    def fits_format(self, provider_id: str, place_id: str) -> bool:
        return place_mode(self.places[place_id]) in self.providers[provider_id].formats

    def free(self, event: Event, starts: Sequence[datetime]) -> npt.NDArray[np.bool_]:
        """Which providers are free for the event at which starts, shape (providers, starts)."""
        out = np.zeros((len(self.providers), len(starts)), dtype=bool)
        minutes = np.array([start.hour * 60 + start.minute for start in starts], dtype=np.intp)
        days = np.array([start.toordinal() for start in starts], dtype=np.intp)
        for day in np.unique(days):
            at_day = days == day
            positions = minutes[at_day].tolist()
            for row, provider_id in enumerate(self.providers):
                mask = self._provider_starts(provider_id, event.minutes, date.fromordinal(int(day)))
                out[row, at_day] = bits_at(mask, positions)
        return out

    def _eroded_provider_day(self, provider_id: str, minutes: int, day: date) -> int:
        return starts_all_through(self._free_minutes(provider_id, day), minutes)

    def _free_minutes(self, provider_id: str, day: date) -> int:
        provider: Provider = self.providers[provider_id]
        return self._free[provider_id][day.weekday()] & ~_day_mask(provider.away, day)


def at_minute(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _weekly_masks(rows: Iterable[WeeklyRow]) -> list[int]:
    rows = tuple(rows)
    return [union_mask((row.start, row.end) for row in rows if row.day == day) for day in range(7)]


def _day_mask(intervals: Iterable[Interval], day: date) -> int:
    """The minutes of `day` that any interval meets."""
    midnight = datetime.combine(day, time())
    mask = 0
    for interval in intervals:
        start = (interval.start - midnight) / timedelta(minutes=1)
        end = (interval.end - midnight) / timedelta(minutes=1)
        if start < MINUTES_PER_DAY and end > 0:
            mask |= minutes_mask(max(0, int(start)), min(MINUTES_PER_DAY, -int(-end // 1)))
    return mask
