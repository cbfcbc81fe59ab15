"""The rules that sessions break, quickly: pairs and sums are screened in arrays, the domain's rules say
what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Provider
from scheduler.domain.measure import Measure
from scheduler.domain.plan import Plan
from scheduler.domain.plan_rules import (
    IN_A_ROOM,
    events_are_offered_often_enough,
    fixed_sessions_are_there,
    places_hold_their_sessions,
    providers_are_at_one_place,
    providers_keep_their_contracts,
    sessions_of_an_event_differ,
)
from scheduler.domain.session_rules import SESSION_RULES, ids_of, name_of
from scheduler.domain.timegrid import minute_of_day, monday_of
from scheduler.domain.value_rules import budget_is_kept, floors_are_kept
from scheduler.whatif.frame import Frame

Bools = npt.NDArray[np.bool_]
Minutes = npt.NDArray[np.int64]
_VALUES_ONLY = Plan(status="feasible", objective="leximin")


def absolute_minutes(moment: datetime) -> int:
    """Minutes since the calendar's first midnight."""
    return moment.toordinal() * 24 * 60 + minute_of_day(moment)


@dataclass(frozen=True, eq=False)
class SessionTable:
    """S sessions as arrays: minutes since the calendar's first midnight, numbers of event and place, crews
    (S, providers).
    """

    start: Minutes
    end: Minutes
    event: npt.NDArray[np.intp]
    place: npt.NDArray[np.intp]
    in_room: Bools
    crew: Bools

    @classmethod
    def of(cls, frame: Frame, sessions: Sequence[HeldSession]) -> SessionTable:
        places = {place: n for n, place in enumerate(frame.places)}
        providers = {provider: n for n, provider in enumerate(frame.providers)}
        start = np.array([absolute_minutes(s.start) for s in sessions], dtype=np.int64)
        crew = np.zeros((len(sessions), len(providers)), dtype=bool)
        for n, session in enumerate(sessions):
            crew[n, [providers[p.id] for p in session.crew]] = True
        return cls(
            start=start,
            end=start + np.array([s.event.minutes for s in sessions], dtype=np.int64),
            event=np.array([frame.event_number[s.event.id] for s in sessions], dtype=np.intp),
            place=np.array([places[s.place.id] for s in sessions], dtype=np.intp),
            in_room=np.array([s.place.format in IN_A_ROOM for s in sessions], dtype=bool),
            crew=crew,
        )


class Rules:
    """Judges whole plans. What one session breaks by itself is remembered for the plan that stands."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._limited = {p.id for p in frame.instance.providers if _limits(p) != (None, None, None)}
        self._known: dict[HeldSession, tuple[Fault, ...]] = {}

    def remember(self, sessions: Sequence[HeldSession]) -> None:
        self._known = {session: self._of_session(session) for session in sessions}

    def of_sessions(self, sessions: Sequence[HeldSession], clashing: Bools) -> Iterator[Fault]:
        """All rules that ask for no family; `clashing` (events, events) are the pairs that must not
        overlap.
        """
        frame = self._frame.instance
        for session in sessions:
            yield from self._known[session] if session in self._known else self._of_session(session)
        yield from events_are_offered_often_enough(frame, sessions)
        yield from sessions_of_an_event_differ(frame, sessions)
        if sessions:
            table = SessionTable.of(self._frame, sessions)
            yield from self._clashes(sessions, table, clashing)
            yield from self._double_bookings(sessions, table)
            yield from self._crowded_places(sessions, table)
        yield from self._contracts(sessions)
        if frame.fixed:
            yield from fixed_sessions_are_there(frame, sessions)

    def of_values(self, measured: Measure) -> Iterator[Fault]:
        """Floors and the budget."""
        yield from floors_are_kept(self._frame.instance, _VALUES_ONLY, measured)
        yield from budget_is_kept(self._frame.instance, _VALUES_ONLY, measured)

    def _of_session(self, session: HeldSession) -> tuple[Fault, ...]:
        return tuple(fault for rule in SESSION_RULES for fault in rule(self._frame.instance, session))

    def _clashes(
        self, sessions: Sequence[HeldSession], table: SessionTable, clashing: Bools
    ) -> Iterator[Fault]:
        apart = clashing[table.event[:, None], table.event]
        for one, other in _pairs(sessions, apart & _overlap(table, 0)):
            text = f"{name_of(one)} and {name_of(other)} overlap and share families"
            yield Fault("clash", (*ids_of(one), *ids_of(other)), text)

    def _double_bookings(self, sessions: Sequence[HeldSession], table: SessionTable) -> Iterator[Fault]:
        crew = table.crew.astype(np.float32)
        travels = (table.place[:, None] != table.place) & (table.in_room[:, None] | table.in_room)
        gap = np.where(travels, self._frame.instance.travel_minutes, 0)
        for pair in _pairs(sessions, (crew @ crew.T > 0) & _overlap(table, gap)):
            yield from providers_are_at_one_place(self._frame.instance, pair)

    def _crowded_places(self, sessions: Sequence[HeldSession], table: SessionTable) -> Iterator[Fault]:
        begun = (table.start <= table.start[:, None]) & (table.start[:, None] < table.end)
        at_once = ((table.place[:, None] == table.place) & begun).sum(axis=1)
        most = np.array([session.place.parallel for session in sessions])
        for place in np.unique(table.place[at_once > most]):
            there = [sessions[int(n)] for n in np.flatnonzero(table.place == place)]
            yield from places_hold_their_sessions(self._frame.instance, there)

    def _contracts(self, sessions: Sequence[HeldSession]) -> Iterator[Fault]:
        worked: Counter[tuple[str, int, int]] = Counter()
        for session in sessions:
            spans = session.start.toordinal(), monday_of(session.start.date()).toordinal(), 0
            for provider in session.crew:
                if provider.id in self._limited:
                    for limit, span in enumerate(spans):
                        worked[provider.id, limit, span] += session.event.minutes + provider.extra_minutes
        over = set()
        for (name, limit, _), minutes in worked.items():
            most = _limits(self._frame.providers[name])[limit]
            if most is not None and minutes > most:
                over.add(name)
        broken = tuple(self._frame.providers[name] for name in sorted(over))
        if broken:
            yield from providers_keep_their_contracts(
                replace(self._frame.instance, providers=broken), sessions
            )


def _limits(provider: Provider) -> tuple[int | None, int | None, int | None]:
    return provider.minutes_per_day, provider.minutes_per_week, provider.minutes_per_season


def _overlap(table: SessionTable, gap: int | Minutes) -> Bools:
    """Which sessions lie less than `gap` minutes apart, shape (S, S)."""
    before = table.start[:, None] < table.end + gap
    return np.asarray(before & (table.start < table.end[:, None] + gap))


def _pairs(sessions: Sequence[HeldSession], wanted: Bools) -> Iterator[tuple[HeldSession, HeldSession]]:
    for one, other in zip(*np.nonzero(np.triu(wanted, k=1)), strict=True):
        yield sessions[int(one)], sessions[int(other)]
