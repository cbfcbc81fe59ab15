"""An instance without its families: what sessions are made of, looked up by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.domain.rows import moment_text


class Frame:
    """The instance (its families left out) and its events, places and providers by id."""

    def __init__(self, instance: Instance) -> None:
        self.instance = replace(instance, families=())
        self.events = {event.id: event for event in instance.events}
        self.places = {place.id: place for place in instance.places}
        self.providers = {provider.id: provider for provider in instance.providers}
        self.event_number = {event.id: n for n, event in enumerate(instance.events)}

    def hold(self, session: Session) -> HeldSession:
        """Raises KeyError for an id that the instance does not have."""
        return HeldSession(
            event=self.events[session.event],
            place=self.places[session.place],
            crew=tuple(self.providers[provider] for provider in session.providers),
            start=session.start,
            interprets=session.interprets,
            teams=self.instance.teams,
        )

    def unknown(self, session: Session) -> list[str]:
        """The ids in the session that name nothing in the instance."""
        return sorted(
            ({session.event} - self.events.keys())
            | ({session.place} - self.places.keys())
            | (set(session.providers) - self.providers.keys())
        )

    def split(self, sessions: Iterable[Session]) -> tuple[list[HeldSession], list[Fault]]:
        """The sessions whose ids are known, and a fault for each of the others, which count for nothing."""
        held, faults = [], []
        for session in sessions:
            unknown = self.unknown(session)
            if unknown:
                faults.append(_unknown_fault(session, unknown))
            else:
                held.append(self.hold(session))
        return held, faults


def _unknown_fault(session: Session, unknown: list[str]) -> Fault:
    ids = (session.event, moment_text(session.start), session.place)
    return Fault("unknown", (*ids, *unknown), f"{' '.join(ids)}: the instance has no {', '.join(unknown)}")


def session_cost(session: HeldSession) -> float:
    """Place and providers of one session."""
    return session.place.cost + sum(provider.cost for provider in session.crew)
