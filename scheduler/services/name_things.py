"""What an instance knows by short ids, in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.faults import Fault
from scheduler.extensions import db
from scheduler.services.board_views import FaultView, SessionRef
from scheduler.storage.instance_frame import event_key, place_key, provider_key, row_id
from scheduler.storage.models import Event, Place, Provider
from scheduler.storage.translated import TranslatedTexts, translated_texts
from scheduler.whatif import Board

SESSION_IDS = 3
"""A fault names a session by event, start and place."""

SessionIds = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """Events, places, providers and sets of families by id; sessions of the plan by their rows."""

    known: Mapping[str, str]
    rows: Mapping[SessionIds, int]

    def of(self, key: str) -> str:
        return self.known.get(key, key)

    def session(self, ids: SessionIds) -> SessionRef:
        event, start, place = ids
        return SessionRef(self.of(event), datetime.fromisoformat(start), self.of(place), self.rows.get(ids))


def names_on(board: Board, rows: Mapping[SessionIds, int], language: str) -> Names:
    """The names of everything on a board, as readers of the language read them."""
    instance = board.frame.instance
    texts = translated_texts(language, {"event", "place", "priority_group"}).found
    known = {
        event.id: texts.get(("event", row_id(event.id), "title"), event.title) for event in instance.events
    }
    known |= {
        place.id: texts.get(("place", row_id(place.id), "name"), place.name) for place in instance.places
    }
    known |= {provider.id: provider.name for provider in instance.providers}
    return Names(known, rows)


def names_in_rows(rows: Mapping[SessionIds, int], texts: TranslatedTexts) -> Names:
    """The names of everything in the database; `texts` have those of events and places."""
    known = {event_key(event.id): texts.text(event, "title") for event in db.session.scalars(select(Event))}
    known |= {place_key(place.id): texts.text(place, "name") for place in db.session.scalars(select(Place))}
    known |= {provider_key(provider.id): provider.name for provider in db.session.scalars(select(Provider))}
    return Names(known, rows)


def fault_view(fault: Fault, names: Names, set_names: Mapping[str, str | None]) -> FaultView:
    """A broken rule with its ids looked up."""
    match fault.kind:
        case "budget":
            return FaultView(fault.kind)
        case "sessions":
            return FaultView(fault.kind, event=names.of(fault.ids[0]))
        case "floor":
            return FaultView(fault.kind, set_key=fault.ids[0], set_name=set_names.get(fault.ids[0]))
        case "minutes_per_day" | "minutes_per_week" | "minutes_per_season":
            provider, since = fault.ids
            return FaultView(fault.kind, provider=names.of(provider), since=since)
        case "provider_overlap":
            provider, *sessions = fault.ids
            one, other = _two_sessions(sessions, names)
            return FaultView(fault.kind, one, other, provider=names.of(provider))
        case "clash":
            one, other = _two_sessions(fault.ids, names)
            return FaultView(fault.kind, one, other)
        case _:
            session, more = fault.ids[:SESSION_IDS], fault.ids[SESSION_IDS:]
            who = names.of(more[0]) if more else None
            return FaultView(fault.kind, names.session(_triple(session)), provider=who)


def _two_sessions(ids: Sequence[str], names: Names) -> tuple[SessionRef, SessionRef]:
    """The moved session, which has no row yet, first."""
    one, other = (names.session(_triple(part)) for part in (ids[:SESSION_IDS], ids[SESSION_IDS:]))
    return (one, other) if one.id is None else (other, one)


def _triple(ids: Sequence[str]) -> SessionIds:
    event, start, place = ids
    return event, start, place
