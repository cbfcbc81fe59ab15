"""Days of a season on which nothing is planned, as they become known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.language.catalogues import gettext_for
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import District, Season, SeasonClosure

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days without events, the last one among them. `reason` may be empty."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class SeasonDays:
    """The first and last day of the season's weeks, and what is closed in them, by row and in order."""

    first: date
    last: date
    closed: tuple[tuple[int, ClosedDays], ...]


def view_closed_days(season_id: int) -> SeasonDays:
    """Everything that is closed, holidays and days of the week alike."""
    season = db.session.get_one(Season, season_id)
    mine = select(SeasonClosure).where(SeasonClosure.season_id == season_id)
    rows = db.session.scalars(mine.order_by(SeasonClosure.start_local, SeasonClosure.id))
    return SeasonDays(
        season.starts_on,
        season.starts_on + timedelta(weeks=season.weeks) - ONE_DAY,
        tuple((row.id, _days(row)) for row in rows),
    )


def close_days(season_id: int, days: ClosedDays, user_id: int, now_utc: datetime) -> None:
    """Nothing is planned then, in plans that are made from now on."""
    language = db.session.scalars(select(District.default_language)).one()
    closure = closure_of(days, language)
    closure.season_id = season_id
    db.session.add(closure)
    db.session.flush()
    record_audit("user", user_id, "close_days", "season_closure", closure.id, now_utc)
    db.session.commit()


def open_days(season_id: int, closure_id: int, user_id: int, now_utc: datetime) -> None:
    """Raises LookupError where the season has no such closed days."""
    row = db.session.get(SeasonClosure, closure_id)
    if row is None or row.season_id != season_id:
        raise LookupError
    db.session.delete(row)
    record_audit("user", user_id, "open_days", "season_closure", closure_id, now_utc)
    db.session.commit()


def closure_of(days: ClosedDays, language: str) -> SeasonClosure:
    """As a row of no season yet; without a reason it says in this language that it is closed."""
    return SeasonClosure(
        start_local=datetime.combine(days.first, time()),
        end_local=datetime.combine(days.last + ONE_DAY, time()),
        reason=days.reason or gettext_for(language).gettext("Closed"),
    )


def _days(row: SeasonClosure) -> ClosedDays:
    last = (row.end_local - timedelta(minutes=1)).date()
    return ClosedDays(row.start_local.date(), last, row.reason)
