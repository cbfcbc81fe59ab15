"""Whom a family's page speaks to, and about which season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.storage.models import Caregiver, Caseload, Season, User


@dataclass(frozen=True, slots=True)
class CaregiverView:
    """`first_date` and `last_date` are the season's, both included; `day_minutes` is the span of a day in
    which anything can be planned, in minutes after midnight. `liaison_name` None: nobody is named yet."""

    name: str
    language_spoken: str
    language_read: str
    liaison_name: str | None
    first_date: date
    last_date: date
    day_minutes: tuple[int, int]


def read_caregiver(caregiver_id: int, season_id: int) -> CaregiverView:
    caregiver, season, liaison_name = db.session.execute(
        select(Caregiver, Season, User.name)
        .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
        .outerjoin(User, User.id == Caseload.liaison_id)
        .join(Season, Season.id == season_id)
        .where(Caregiver.id == caregiver_id)
    ).one()
    return CaregiverView(
        name=caregiver.name,
        language_spoken=caregiver.language_spoken,
        language_read=caregiver.language_read,
        liaison_name=liaison_name,
        first_date=season.starts_on,
        last_date=season.starts_on + timedelta(weeks=season.weeks, days=-1),
        day_minutes=(season.day_start_minute, season.day_end_minute),
    )
