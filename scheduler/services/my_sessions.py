"""The released sessions that one caregiver can take part in, in that caregiver's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.apart import Claim, told_apart
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season as Evaluation
from scheduler.evaluation import who_can_come
from scheduler.extensions import db
from scheduler.services.told_session import ToldSession, told_session
from scheduler.storage.instance_families import caregiver_body
from scheduler.storage.invitations import COMING, events_of_family, needs_said_by, replies_of
from scheduler.storage.models import (
    Caregiver,
    District,
    Plan,
    Release,
    ReleaseSession,
    Season,
    Snapshot,
)
from scheduler.storage.releases import latest_release, private_homes, session_of


@dataclass(frozen=True, slots=True)
class MySessions:
    """`answered` is False where the caregiver has not said when; then all invitations are shown.

    `replies` is what the caregiver said to sessions, by their uid; `words` what else they need for them.
    """

    language: str
    released_utc: datetime | None
    answered: bool
    sessions: tuple[ToldSession, ...]
    replies: Mapping[str, str]
    words: Mapping[str, str]


def my_sessions(caregiver_id: int, season_id: int, language: str | None = None) -> MySessions:
    """The latest release for one caregiver: what they said yes to, and what they could attend.

    Whoever has not said when is shown all that they are invited to.
    """
    season = db.session.get_one(Season, season_id)
    caregiver = db.session.get_one(Caregiver, caregiver_id)
    language = language or caregiver.language_read
    release = latest_release(season_id)
    if release is None:
        return MySessions(language, None, False, (), {}, {})
    answered, rows = _open_to(season, caregiver, release)
    if caregiver.family.apart:
        rows = _told_apart(season, caregiver, release)
    home = db.session.scalars(select(District.default_language)).one()
    replies, words = replies_of(caregiver_id), needs_said_by(caregiver_id)
    homes = private_homes()
    told = (told_session(row, season.timezone, language, home, homes) for row in rows)
    sessions = tuple(each.for_who_comes() if replies.get(each.uid) == "in_person" else each for each in told)
    return MySessions(language, release.released_utc, answered, sessions, replies, words)


def _open_to(season: Season, caregiver: Caregiver, release: Release) -> tuple[bool, list[ReleaseSession]]:
    """Whether the caregiver said when they can come, and the sessions that are then open to them."""
    body = caregiver_body(season, caregiver.id)
    if body is None:
        invited = set(events_of_family(caregiver.family_id))
        fitting = {row.uid for row in release.sessions if row.event_id in invited}
    else:
        fitting = _attendable(_instance_of_one(release, body), release.sessions)
    chosen = {uid for uid, reply in replies_of(caregiver.id).items() if reply in COMING}
    return body is not None, [row for row in release.sessions if row.uid in fitting | chosen]


def _told_apart(season: Season, caregiver: Caregiver, release: Release) -> list[ReleaseSession]:
    """What is open to a caregiver and told to nobody else of the family, from whom they are kept apart."""
    claims = {}
    for adult in caregiver.family.caregivers:
        answered, rows = _open_to(season, adult, release)
        claims[adult.id] = Claim(answered, frozenset(row.uid for row in rows))
    in_order = sorted(release.sessions, key=lambda row: (row.start_local, row.uid))
    told = told_apart(claims, [(row.uid, row.event_id) for row in in_order])
    return [row for row in release.sessions if told.get(row.uid) == caregiver.id]


def _instance_of_one(release: Release, body: dict[str, Any]) -> Instance:
    """The family in the season as it was planned: what a release shows changes with answers alone."""
    plan = db.session.get_one(Plan, release.plan_id)
    frame = db.session.get_one(Snapshot, plan.snapshot_id).frame
    known = {
        kind: [key for key in body[kind] if key in {row["id"] for row in frame[kind]}]
        for kind in ("groups", "audiences")
    }
    return parse_instance({**frame, "floors": [], "families": [{"id": "me", **body, **known}]})


def _attendable(instance: Instance, rows: Iterable[ReleaseSession]) -> set[str]:
    """The uids of those with a way in for the instance's one family; crowding turns nobody away."""
    evaluation = Evaluation(instance)
    known = {p.id for p in instance.providers}
    rows = list(rows)
    reach = who_can_come(evaluation, [_still_known(session_of(row), known) for row in rows])
    return {row.uid for row, one in zip(rows, reach, strict=True) if one.families}


def _still_known(session: Session, providers: set[str]) -> Session:
    """A provider who has left the district since serves nobody."""
    return replace(session, providers=tuple(p for p in session.providers if p in providers))
