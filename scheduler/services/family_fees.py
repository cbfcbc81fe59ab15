"""What families cost who come."""

from __future__ import annotations

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.storage.models import Event


def cost_per_family_cents(season_id: int) -> int:
    """What a family costs, turnout counted, that comes to all events of a season."""
    fees = select(func.sum(Event.cost_per_family_cents * Event.turnout)).where(
        Event.season_id == season_id, Event.withdrawn_utc.is_(None)
    )
    return round(db.session.scalar(fees) or 0)
