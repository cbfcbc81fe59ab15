"""The events of a season that plans are made of."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from scheduler.storage.models import Event


def planned_events(season_id: int) -> Select[Event]:
    """Those that were not withdrawn, in the order of their rows."""
    mine = Event.season_id == season_id, Event.withdrawn_utc.is_(None)
    return select(Event).where(*mine).order_by(Event.id)


def public_events(season_id: int) -> Select[Event]:
    """Of these, those for everyone or for schools; never those for a priority group alone."""
    return planned_events(season_id).where(or_(Event.for_everyone, Event.audiences.any()))
