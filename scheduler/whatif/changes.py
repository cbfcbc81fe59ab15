"""What a co-planner may try: one session added, dropped, moved or served by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.domain.plan import Session


@dataclass(frozen=True, slots=True)
class Add:
    """One session more."""

    session: Session

    @property
    def event(self) -> str:
        return self.session.event

    def applied(self, sessions: Sequence[Session]) -> list[Session]:
        return [*sessions, self.session]


@dataclass(frozen=True, slots=True)
class Drop:
    """One session less."""

    session: Session

    @property
    def event(self) -> str:
        return self.session.event

    def applied(self, sessions: Sequence[Session]) -> list[Session]:
        place = _find(sessions, self.session)
        return [*sessions[:place], *sessions[place + 1 :]]


@dataclass(frozen=True, slots=True)
class Move:
    """The same session at another time and place, with its providers or, where they are given, with
    others.
    """

    session: Session
    start: datetime
    place: str
    providers: tuple[str, ...] | None = None
    interprets: Mapping[str, str] = field(default_factory=dict)

    @property
    def event(self) -> str:
        return self.session.event

    def applied(self, sessions: Sequence[Session]) -> list[Session]:
        return _replaced(sessions, self.session, self._moved)

    @property
    def _moved(self) -> Session:
        moved = replace(self.session, start=self.start, place=self.place)
        if self.providers is None:
            return moved
        return replace(moved, providers=self.providers, interprets=self.interprets)


@dataclass(frozen=True, slots=True)
class Support:
    """The same session with other providers."""

    session: Session
    providers: tuple[str, ...]
    interprets: Mapping[str, str] = field(default_factory=dict)

    @property
    def event(self) -> str:
        return self.session.event

    def applied(self, sessions: Sequence[Session]) -> list[Session]:
        served = replace(self.session, providers=self.providers, interprets=self.interprets)
        return _replaced(sessions, self.session, served)


Change = Add | Drop | Move | Support
"""`applied` gives the event's sessions after the change; it raises LookupError where the session is not
among them.
"""


def _find(sessions: Sequence[Session], wanted: Session) -> int:
    for place, session in enumerate(sessions):
        if (session.start, session.place) == (wanted.start, wanted.place):
            return place
    raise LookupError(f"{wanted.event} has no session at {wanted.place} on {wanted.start}")


def _replaced(sessions: Sequence[Session], old: Session, new: Session) -> list[Session]:
    place = _find(sessions, old)
    return [*sessions[:place], new, *sessions[place + 1 :]]
