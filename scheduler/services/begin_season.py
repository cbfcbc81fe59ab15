"""Begin a season: the days and hours that are planned together, and at first the district's schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from scheduler.domain.timegrid import monday_of
from scheduler.extensions import db
from scheduler.language.catalogues import gettext_for
from scheduler.services.closed_days import ONE_DAY, ClosedDays, closure_of
from scheduler.services.current_season import current_season_id
from scheduler.services.edit_schools import write_schools
from scheduler.services.posters import list_schools
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import District, Season


@dataclass(frozen=True, slots=True)
class NewSeason:
    """Events may lie from `first_date` to `last_date`, both among them, on these weekdays (0 = Monday),
    between two minutes after midnight. `budget_cents` None is no limit. `schools` count where none is known.
    """

    name: str
    first_date: date
    last_date: date
    timezone: str
    weekdays: frozenset[int]
    from_minute: int
    to_minute: int
    closed: tuple[ClosedDays, ...] = ()
    budget_cents: int | None = None
    schools: tuple[str, ...] = ()


class SeasonIsOpenError(Exception):
    """One season is planned at a time."""


def begin_season(new: NewSeason, user_id: int, now_utc: datetime) -> int:
    """Open the season; its row id. Whole weeks are planned, so what lies outside the days is closed.

    Raises:
        SeasonIsOpenError: another one is open.
    """
    district = db.session.scalars(select(District).with_for_update()).one()
    if current_season_id() is not None:
        db.session.rollback()
        raise SeasonIsOpenError
    monday, language = monday_of(new.first_date), district.default_language
    season = Season(
        name=new.name,
        timezone=new.timezone,
        starts_on=monday,
        weeks=(new.last_date - monday).days // 7 + 1,
        day_start_minute=new.from_minute,
        day_end_minute=new.to_minute,
        budget_cents=new.budget_cents,
        closures=[closure_of(days, language) for days in _without_events(new, language)],
    )
    db.session.add(season)
    if not list_schools():
        write_schools(new.schools)
    db.session.flush()
    record_audit("user", user_id, "begin_season", "season", season.id, now_utc)
    db.session.commit()
    return season.id


def _without_events(new: NewSeason, language: str) -> Iterator[ClosedDays]:
    words = gettext_for(language)
    first_planned = monday_of(new.first_date)
    if first_planned < new.first_date:
        yield ClosedDays(first_planned, new.first_date - ONE_DAY, words.gettext("Before the first day"))
    last_planned = monday_of(new.last_date) + timedelta(days=6)
    if new.last_date < last_planned:
        yield ClosedDays(new.last_date + ONE_DAY, last_planned, words.gettext("After the last day"))
    day = new.first_date
    while day <= new.last_date:
        if day.weekday() not in new.weekdays:
            yield ClosedDays(day, day, "")
        day += ONE_DAY
    yield from new.closed
