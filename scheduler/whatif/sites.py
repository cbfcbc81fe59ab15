"""Where and when one event may be held by the rules of one session alone, and who is there then, as
arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from scheduler.domain.instance import Event, Interval, WeeklyRow
from scheduler.domain.timegrid import minute_of_day, starts
from scheduler.whatif.folding import Indices
from scheduler.whatif.frame import Frame
from scheduler.whatif.kinds import Bools
from scheduler.whatif.rules import Minutes, absolute_minutes


@dataclass(frozen=True, eq=False)
class Sites:
    """N pairs of a start and a place, by start, then in the order of the event's places.

    `starts` are the D possible starts; `at` (N,) numbers them; `place` (N,) numbers the event's places.
    `there` (providers,
    D) says who is available all through and not away; `serves` (providers, places) who serves a place's
    format.
    """

    starts: tuple[datetime, ...]
    minute: Minutes
    """(D,) minutes since the calendar's first midnight."""
    at: Indices
    place: Indices
    there: Bools
    serves: Bools

    @classmethod
    def of(cls, frame: Frame, event: Event) -> Sites:
        moments = tuple(starts(frame.instance, event))
        providers = frame.instance.providers
        places = [frame.places[place] for place in event.places]
        span = _Spans.of(moments, event.minutes)
        open_at = span.covered([place.open for place in places])
        there = span.covered([provider.available for provider in providers])
        for number, provider in enumerate(providers):
            for interval in provider.away:
                there[number] &= ~span.meet(interval)
        wanted = ["in_person" if place.format == "hybrid" else place.format for place in places]
        at, place = np.nonzero(open_at.T)
        return cls(
            starts=moments,
            minute=span.start,
            at=at,
            place=place,
            there=there,
            serves=np.array([[mode in p.formats for mode in wanted] for p in providers], dtype=bool).reshape(
                len(providers), len(places)
            ),
        )


@dataclass(frozen=True, eq=False)
class _Spans:
    """Sessions of one length at D starts: weekday, minute of the day, minutes since the first midnight."""

    weekday: Minutes
    minute: Minutes
    start: Minutes
    minutes: int

    @classmethod
    def of(cls, moments: Sequence[datetime], minutes: int) -> _Spans:
        return cls(
            np.array([moment.weekday() for moment in moments], dtype=np.int64),
            np.array([minute_of_day(moment) for moment in moments], dtype=np.int64),
            np.array([absolute_minutes(moment) for moment in moments], dtype=np.int64),
            minutes,
        )

    def covered(self, owners: Sequence[Iterable[WeeklyRow]]) -> Bools:
        """Whether one weekly row of each owner covers each session, shape (owners, D)."""
        found = np.zeros((len(owners), len(self.start)), dtype=bool)
        distinct, again = np.unique(self.weekday * 24 * 60 + self.minute, return_inverse=True)
        weekly = np.zeros((len(owners), len(distinct)), dtype=bool)
        for number, rows in enumerate(owners):
            for row in rows:
                first, last = np.searchsorted(
                    distinct, [row.day * 1440 + row.start, row.day * 1440 + row.end - self.minutes + 1]
                )
                weekly[number, first:last] = True
        found[:] = weekly[:, again]
        return found

    def meet(self, interval: Interval) -> Bools:
        """Whether each session meets the interval, shape (D,)."""
        first, last = absolute_minutes(interval.start), absolute_minutes(interval.end)
        return np.asarray((self.start < last) & (first < self.start + self.minutes))
