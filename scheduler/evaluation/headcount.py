"""The headcount poll, a yardstick: each event in turn takes the time that most families are free."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler.domain.instance import Event
from scheduler.domain.plan import Session
from scheduler.evaluation.openings import Openings
from scheduler.evaluation.season import Season


def headcount(season: Season) -> tuple[Session, ...]:
    """Sessions of a poll: needs are ignored, no supports are booked, hosts come if any are free.

    Each event takes its least number of sessions (at least one) where an opening is free; among
    equals the earliest start wins, then the place that the event names first.
    """
    poll = _Poll(season)
    for number, event in enumerate(season.instance.events):
        poll.place(number, event)
    return tuple(poll.sessions)


class _Poll:
    def __init__(self, season: Season) -> None:
        self.sessions: list[Session] = []
        self._season = season
        self._openings = Openings(season.instance)
        self._minutes = {event.id: event.minutes for event in season.instance.events}

    def place(self, number: int, event: Event) -> None:
        openings = list(self._openings.of_event(event))
        if not openings or event.max_sessions == 0:
            return
        starts = sorted({start for start, _ in openings})
        attendance = self._season.attendance[number]
        free = {start: attendance.invited.weight_free(start) for start in starts}
        rank = {place: n for n, place in enumerate(event.places)}
        openings.sort(key=lambda opening: (-round(free[opening[0]], 9), opening[0], rank[opening[1]]))
        for _ in range(max(1, event.min_sessions)):
            found = next((opening for opening in openings if self._is_free(event, *opening)), None)
            if found is not None:
                self.sessions.append(Session(event.id, *found, self._hosts(event, *found)))

    def _is_free(self, event: Event, start: datetime, place_id: str) -> bool:
        parallel = self._openings.places[place_id].parallel
        taken = [s for s in self._meeting(event, start) if s.place == place_id]
        again = any(s.event == event.id and s.start == start for s in taken)
        return len(taken) < parallel and not again

    def _hosts(self, event: Event, start: datetime, place_id: str) -> tuple[str, ...]:
        busy = {host for session in self._meeting(event, start) for host in session.providers}
        free = (h for h in event.hosts if h not in busy and self._openings.serves(h, event, start, place_id))
        return tuple(host for _, host in zip(range(event.hosts_needed), free, strict=False))

    def _meeting(self, event: Event, start: datetime) -> list[Session]:
        """The sessions chosen so far that overlap a session of `event` from `start`."""
        end = start + timedelta(minutes=event.minutes)
        return [
            session
            for session in self.sessions
            if session.start < end and start < session.start + timedelta(minutes=self._minutes[session.event])
        ]
