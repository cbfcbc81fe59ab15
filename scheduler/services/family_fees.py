"""What families cost who come."""

from __future__ import annotations

from sqlalchemy import func, select

from scheduler.domain.shown_counts import STEP
from scheduler.extensions import db
from scheduler.storage.models import Event


def cost_per_family_cents(season_id: int) -> int:
    """What a family costs, turnout counted, that comes to all events of a season."""
    fees = select(func.sum(Event.cost_per_family_cents * Event.turnout)).where(
        Event.season_id == season_id, Event.withdrawn_utc.is_(None)
    )
    return round(db.session.scalar(fees) or 0)


def cap_step_cents(season_id: int) -> int:
    """Of what caps are multiples: what five families cost, 0 where a plan's cost does not grow with them.

    Finer caps, one after the other around a plan that is pinned, would tell how many families come to it.
    """
    return STEP * cost_per_family_cents(season_id)
