"""The season that is being planned now."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Season

CURRENT_SEASON = (
    select(Season.id)
    .where(Season.state == "open")
    .order_by(Season.starts_on.desc(), Season.id.desc())
    .limit(1)
)


def current_season_id() -> int | None:
    """The open season, the one that starts last if there are several; None between seasons."""
    return db.session.scalar(CURRENT_SEASON)


def latest_season_id() -> int | None:
    """The open season, or between seasons the one that came last; None before the first."""
    last = select(Season.id).order_by(Season.starts_on.desc(), Season.id.desc()).limit(1)
    return current_season_id() or db.session.scalar(last)
