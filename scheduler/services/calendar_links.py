"""The links that calendar programs follow: shown, made anew, and when they were last followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Unpack

from sqlalchemy import Select, select

from scheduler.extensions import db
from scheduler.language.locales import LOCALES
from scheduler.language.names import language_name
from scheduler.services.links import (
    OWNERS,
    Owner,
    find_link,
    issue_row,
    rotate_link,
    rotate_own_link,
    token_of,
)
from scheduler.storage.models import Audience, LinkToken, Provider, Season
from scheduler.storage.releases import latest_release

_PROGRAMS = {
    "google": "Google Calendar",
    "microsoft": "Outlook",
    "outlook": "Outlook",
    "thunderbird": "Thunderbird",
    "evolution": "Evolution",
    "icsx5": "ICSx⁵",
    "nextcloud": "Nextcloud",
    "yahoo": "Yahoo",
    "dataaccessd": "Apple Calendar",
    "calendaragent": "Apple Calendar",
    "ios/": "Apple Calendar",
    "macos/": "Apple Calendar",
    "mac os x/": "Apple Calendar",
}
_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """`fetched_by` is the program that asked last, "" for an unknown one; `fetched_utc` None: none did."""

    link_id: int
    name: str
    token: str
    fetched_by: str
    fetched_utc: datetime | None


@dataclass(frozen=True, slots=True)
class PlannerCalendars:
    """What a co-planner may hand out: the whole season for itself, the others for whom they name."""

    season: CalendarLink
    languages: tuple[CalendarLink, ...]
    schools: tuple[CalendarLink, ...]
    providers: tuple[CalendarLink, ...]


def caregiver_calendar(caregiver_id: int, link_key: str, now_utc: datetime) -> CalendarLink:
    """This caregiver's link, the same each time until it is made anew."""
    owner: Owner = {"caregiver_id": caregiver_id}
    row = find_link("feed", **owner) or issue_row("feed", now_utc, **owner)
    db.session.commit()
    return _link("", row, link_key)


def renew_caregiver_calendar(caregiver_id: int, link_key: str, now_utc: datetime) -> None:
    """Close the caregiver's link, so that whoever has it sees nothing any more, and make another."""
    open_now = find_link("feed", caregiver_id=caregiver_id)
    if open_now is not None:
        rotate_own_link(open_now.id, caregiver_id, link_key, now_utc)


def planner_calendars(
    user_id: int, season_id: int, reader_language: str, link_key: str, now_utc: datetime
) -> PlannerCalendars:
    """Every calendar of a season that a co-planner may hand out."""
    rows = {_owner(row): row for row in db.session.scalars(_open_for_all())}

    def link(name: str, **owner: Unpack[Owner]) -> CalendarLink:
        [owned] = owner.items()
        return _link(name, rows.get(owned) or issue_row("feed", now_utc, **owner), link_key)

    schools = select(Audience).where(Audience.kind == "school").order_by(Audience.name)
    providers = db.session.scalars(select(Provider).order_by(Provider.name))
    calendars = PlannerCalendars(
        season=link(db.session.get_one(Season, season_id).name, user_id=user_id),
        languages=tuple(
            link(language_name(code, reader_language), language=code) for code in _languages_heard(season_id)
        ),
        schools=tuple(link(row.name, audience_id=row.id) for row in db.session.scalars(schools)),
        providers=tuple(link(row.name, provider_id=row.id) for row in providers),
    )
    db.session.commit()
    return calendars


def renew_planner_calendar(user_id: int, link_id: int, link_key: str, now_utc: datetime) -> bool:
    """Close one of a co-planner's calendars and make another; False where the link is not theirs to close."""
    row = db.session.get(LinkToken, link_id)
    if row is None or row.purpose != "feed" or row.revoked_utc or row.caregiver_id is not None:
        return False
    if row.user_id not in (None, user_id):
        return False
    rotate_link(link_id, user_id, link_key, now_utc)
    return True


def note_fetch(link_id: int, user_agent: str, now_utc: datetime) -> None:
    """Remember which program asked for a feed and when; no more than once in ten minutes."""
    row = db.session.get_one(LinkToken, link_id)
    program = next((name for part, name in _PROGRAMS.items() if part in user_agent.lower()), "")
    if row.fetched_utc and row.fetched_by == program and now_utc - row.fetched_utc < _NOTED_EVERY:
        return
    row.fetched_utc, row.fetched_by = now_utc, program
    db.session.commit()


def _open_for_all() -> Select[LinkToken]:
    """The open calendars of everyone but caregivers, the newest last."""
    return (
        select(LinkToken)
        .where(LinkToken.purpose == "feed", LinkToken.revoked_utc.is_(None), LinkToken.caregiver_id.is_(None))
        .order_by(LinkToken.id)
    )


def _owner(row: LinkToken) -> tuple[str, object]:
    return next((name, getattr(row, name)) for name in OWNERS if getattr(row, name) is not None)


def _link(name: str, row: LinkToken, link_key: str) -> CalendarLink:
    return CalendarLink(row.id, name, token_of(row, link_key), row.fetched_by or "", row.fetched_utc)


def _languages_heard(season_id: int) -> Iterable[str]:
    """The languages in which released sessions are held or interpreted, as the table orders them."""
    release = latest_release(season_id)
    heard = {
        language
        for row in (release.sessions if release else ())
        for language in (*row.supports["held_in"], *row.supports["interpreted"])
    }
    return [code for code in LOCALES if code in heard]
