"""A co-planner closes a season, and may open it again until what may not be kept is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Update, select, update

from scheduler.extensions import db
from scheduler.services.current_season import current_season_id
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Season

KEPT_FOR = timedelta(days=3)


class SeasonHasChangedError(Exception):
    """Somebody else closed it or opened it meanwhile, another one is open, or it is too late."""


@dataclass(frozen=True, slots=True)
class SeasonEnd:
    """The open season, or between seasons the one that was closed last.

    `until_utc` is the moment until which it can be opened again; None while it is open, and once it cannot.
    """

    season_id: int
    name: str
    zone: str
    last_date: date
    is_open: bool
    until_utc: datetime | None


def view_season_end(now_utc: datetime) -> SeasonEnd | None:
    """None before the first season."""
    open_id = current_season_id()
    last_closed = (
        select(Season).where(Season.state == "closed").order_by(Season.starts_on.desc(), Season.id.desc())
    )
    row = db.session.get(Season, open_id) if open_id else db.session.scalar(last_closed.limit(1))
    if row is None:
        return None
    until = None if row.closed_utc is None else row.closed_utc + KEPT_FOR
    return SeasonEnd(
        season_id=row.id,
        name=row.name,
        zone=row.timezone,
        last_date=row.starts_on + timedelta(weeks=row.weeks, days=-1),
        is_open=row.id == open_id,
        until_utc=until if until is not None and now_utc < until else None,
    )


def close_season(season_id: int, user_id: int, now_utc: datetime) -> None:
    """Nobody can answer any more; what may not be kept is deleted after `KEPT_FOR`.

    Raises:
        SeasonHasChangedError: the season is not open.
    """
    closed = update(Season).where(Season.id == season_id, Season.state == "open")
    _change(closed.values(state="closed", closed_utc=now_utc), season_id, user_id, "close_season", now_utc)


def reopen_season(season_id: int, user_id: int, now_utc: datetime) -> None:
    """Families can answer again, and nothing is lost.

    Raises:
        SeasonHasChangedError: another season is open, or deleting may have begun.
    """
    if current_season_id() is not None:
        raise SeasonHasChangedError
    closed = update(Season).where(
        Season.id == season_id, Season.state == "closed", Season.closed_utc > now_utc - KEPT_FOR
    )
    _change(closed.values(state="open", closed_utc=None), season_id, user_id, "reopen_season", now_utc)


def _change(change: Update, season_id: int, user_id: int, action: str, now_utc: datetime) -> None:
    found = db.session.scalar(change.returning(Season.id))
    if found is None:
        db.session.rollback()
        raise SeasonHasChangedError
    record_audit("user", user_id, action, "season", season_id, now_utc)
    db.session.commit()
