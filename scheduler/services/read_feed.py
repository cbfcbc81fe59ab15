"""One caregiver's calendar feed, and what tells a client that its copy is still good."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select

from scheduler.calendars.event import Wording
from scheduler.calendars.feed import render_feed
from scheduler.extensions import db
from scheduler.language.build import build_digest
from scheduler.services.current_season import latest_season_id
from scheduler.services.my_sessions import my_sessions
from scheduler.services.session_entry import session_entry
from scheduler.storage.instance_families import caregiver_body
from scheduler.storage.invitations import events_of_family
from scheduler.storage.models import Answer, Caregiver, District, Release, Season


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """What the address of a feed may ask for: times in UTC, a reminder before each session."""

    in_utc: bool = False
    alarm_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """`tag` differs whenever the feed's bytes do. `changed_utc` is when what it shows was said last."""

    tag: str
    changed_utc: datetime


def feed_version(caregiver_id: int, host: str, options: FeedOptions) -> FeedVersion:
    """The version of the feed, without making it: from its release, the caregiver's answer and this build."""
    season = db.session.get_one(Season, latest_season_id())
    caregiver = db.session.get_one(Caregiver, caregiver_id)
    release = db.session.execute(
        select(Release.id, Release.released_utc)
        .where(Release.season_id == season.id)
        .order_by(Release.number.desc())
        .limit(1)
    ).one_or_none()
    body = caregiver_body(season, caregiver_id)
    facts = {
        "build": build_digest(),
        "host": host,
        "options": asdict(options),
        "language": caregiver.language_read,
        "district": list(db.session.execute(select(District.name, District.default_language)).one()),
        "season": (season.id, season.timezone, season.starts_on.isoformat()),
        "release": release.id if release else None,
        "shown_to": body or events_of_family(caregiver.family_id),
        "kept_from": _kept_from(season, caregiver),
    }
    answered = select(Answer.saved_utc).where(Answer.caregiver_id == caregiver_id)
    said = [*db.session.scalars(answered), release.released_utc if release else _beginning(season)]
    return FeedVersion(hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32], max(said))


def read_feed(caregiver_id: int, host: str, options: FeedOptions) -> bytes:
    """An iCalendar file of the released sessions that this caregiver can attend; empty before a release."""
    season = db.session.get_one(Season, latest_season_id())
    mine = my_sessions(caregiver_id, season.id)
    name = db.session.scalars(select(District.name)).one()
    entries = [session_entry(session, mine.language, host) for session in mine.sessions]
    wording = Wording(mine.language, **asdict(options))
    return render_feed(name, wording, entries, mine.released_utc or _beginning(season))


def _kept_from(season: Season, caregiver: Caregiver) -> list[Any]:
    """What adults answered with whom this one must not meet: it decides who is told of a session."""
    if not caregiver.family.apart:
        return []
    return [caregiver_body(season, adult.id) for adult in caregiver.family.caregivers]


def _beginning(season: Season) -> datetime:
    return datetime.combine(season.starts_on, time(), UTC)
