"""Whom a family's page speaks to, and about which season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, bindparam, func, select

from scheduler.extensions import db
from scheduler.storage.models import Answer, Caregiver, Caseload, Season, User

_READ = (
    select(
        Caregiver.name,
        Caregiver.language_spoken,
        Caregiver.language_read,
        User.name.label("liaison_name"),
        Season.starts_on,
        Season.weeks,
        Season.day_start_minute,
        Season.day_end_minute,
        func.coalesce(Answer.blanks_asked, False).label("blanks_asked"),
    )
    .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
    .outerjoin(User, User.id == Caseload.liaison_id)
    .join(Season, Season.id == bindparam("season_id"))
    .outerjoin(Answer, and_(Answer.caregiver_id == Caregiver.id, Answer.season_id == Season.id))
    .where(Caregiver.id == bindparam("caregiver_id"))
)


@dataclass(frozen=True, slots=True)
class CaregiverView:
    """`first_date` and `last_date` are the season's, both included; `day_minutes` is the span of a day in
    which anything can be planned, in minutes after midnight. `liaison_name` None: nobody is named yet.
    `blanks_asked`: whether this caregiver was asked what the times mean that they left open."""

    name: str
    language_spoken: str
    language_read: str
    liaison_name: str | None
    first_date: date
    last_date: date
    day_minutes: tuple[int, int]
    blanks_asked: bool


def read_caregiver(caregiver_id: int, season_id: int) -> CaregiverView:
    row = db.session.execute(_READ, {"caregiver_id": caregiver_id, "season_id": season_id}).one()
    return CaregiverView(
        name=row.name,
        language_spoken=row.language_spoken,
        language_read=row.language_read,
        liaison_name=row.liaison_name,
        first_date=row.starts_on,
        last_date=row.starts_on + timedelta(weeks=row.weeks, days=-1),
        day_minutes=(row.day_start_minute, row.day_end_minute),
        blanks_asked=row.blanks_asked,
    )
