"""The sessions of a release, what was forecast for each, and how many families came once they are over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.told_session import told_session
from scheduler.storage.models import (
    District,
    EventCoLead,
    PlanSession,
    Release,
    ReleaseSession,
    Season,
    SessionCount,
    User,
)

#: Supports whose users can be counted at the door; `online` are those who joined a call.
COUNTED = ("interpreter", "childcare", "transport", "captions", "online")


@dataclass(frozen=True, slots=True)
class CountView:
    """Families that came, in all and by the supports that they used, exact; `by` None once that is gone."""

    families: int
    by_support: Mapping[str, int]
    by: str | None


@dataclass(frozen=True, slots=True)
class HeldView:
    """A session that takes place. `could_come` is how many families the plan saw a way for, None if unknown.

    `kinds` are the supports of `COUNTED` that are there, `count` what was noted, if anything.
    """

    uid: str
    title: str
    place: str
    start_local: datetime
    over: bool
    could_come: float | None
    kinds: tuple[str, ...]
    count: CountView | None


def view_who_came(
    season_id: int,
    language: str,
    now_utc: datetime,
    *,
    partner_id: int | None = None,
    number: int | None = None,
) -> tuple[HeldView, ...]:
    """The sessions of a release (the latest, unless numbered) that are over, the last first.

    `partner_id`: only those of events that the partner co-leads.
    """
    held = sessions_to_count(season_id, language, now_utc, partner_id=partner_id, number=number)
    return tuple(one for one in reversed(held) if one.over)


def sessions_to_count(
    season_id: int,
    language: str,
    now_utc: datetime,
    *,
    partner_id: int | None = None,
    number: int | None = None,
) -> tuple[HeldView, ...]:
    """The same with those that are to come, the first first."""
    query = select(Release).where(Release.season_id == season_id)
    query = query if number is None else query.where(Release.number == number)
    release = db.session.scalars(query.order_by(Release.number.desc()).limit(1)).first()
    if release is None:
        return ()
    zone = db.session.get_one(Season, season_id).timezone
    now_local = now_utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    home = db.session.scalars(select(District.default_language)).one()
    counts, forecast = _counts(season_id), _forecast(release.plan_id)
    mine = None if partner_id is None else _co_led(partner_id)
    return tuple(
        _held(row, zone, language, home, now_local, forecast, counts)
        for row in sorted(release.sessions, key=lambda row: row.start_local)
        if row.status == "confirmed" and (mine is None or row.event_id in mine)
    )


def is_over(row: ReleaseSession, now_local: datetime) -> bool:
    """Whether a session took place and has ended."""
    return row.status == "confirmed" and row.start_local + timedelta(minutes=row.minutes) <= now_local


def kinds_at(row: ReleaseSession) -> tuple[str, ...]:
    """The supports of `COUNTED` that were at a session."""
    there = set(row.supports["kinds"])
    there |= {"interpreter"} if row.supports["interpreted"] else set()
    there |= {"online"} if row.supports["format"] == "hybrid" else set()
    return tuple(kind for kind in COUNTED if kind in there)


def _held(
    row: ReleaseSession,
    zone: str,
    language: str,
    home: str,
    now_local: datetime,
    forecast: Mapping[tuple[int, int, datetime], float],
    counts: Mapping[str, CountView],
) -> HeldView:
    told = told_session(row, zone, language, home, homes=frozenset())  # its address is not shown
    return HeldView(
        uid=row.uid,
        title=told.title,
        place=told.place,
        start_local=row.start_local,
        over=is_over(row, now_local),
        could_come=forecast.get((row.event_id, row.place_id, row.start_local)),
        kinds=kinds_at(row),
        count=counts.get(row.uid),
    )


def _counts(season_id: int) -> Mapping[str, CountView]:
    rows = db.session.execute(
        select(SessionCount, User.name)
        .outerjoin(User, User.id == SessionCount.by_id)
        .where(SessionCount.season_id == season_id)
    )
    return {row.session_uid: CountView(row.families, row.by_support, name) for row, name in rows}


def _forecast(plan_id: int) -> Mapping[tuple[int, int, datetime], float]:
    rows = db.session.scalars(select(PlanSession).where(PlanSession.plan_id == plan_id))
    return {
        (row.event_id, row.place_id, row.start_local): row.reach["everyone"]
        for row in rows
        if "everyone" in row.reach
    }


def _co_led(partner_id: int) -> Collection[int]:
    return set(db.session.scalars(select(EventCoLead.event_id).where(EventCoLead.partner_id == partner_id)))
