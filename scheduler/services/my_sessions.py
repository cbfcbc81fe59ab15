"""The released sessions that one caregiver can take part in, in that caregiver's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import Session
from scheduler.evaluation import Season as Evaluation
from scheduler.evaluation import who_can_come
from scheduler.extensions import db
from scheduler.language.locales import fallback_chain
from scheduler.storage.instance_families import caregiver_body
from scheduler.storage.instance_frame import season_frame
from scheduler.storage.models import Caregiver, District, Invitation, ReleaseSession, Season
from scheduler.storage.releases import latest_release, session_of


@dataclass(frozen=True, slots=True)
class MySession:
    """One released session as a family is told it; local times in `zone`."""

    uid: str
    sequence: int
    cancelled: bool
    start_local: datetime
    minutes: int
    zone: str
    title: str
    description: str
    place: str
    address: str
    join_url: str
    format: str
    interpreted: tuple[str, ...]
    childcare: bool
    ride: bool
    step_free: bool
    changed_utc: datetime


@dataclass(frozen=True, slots=True)
class MySessions:
    """`answered` is False where the caregiver has not said when; then all invitations are shown."""

    language: str
    released_utc: datetime | None
    answered: bool
    sessions: tuple[MySession, ...]


def my_sessions(caregiver_id: int, season_id: int, language: str | None = None) -> MySessions:
    """The latest release for one caregiver: what they could attend, or all they are invited to."""
    season = db.session.get_one(Season, season_id)
    caregiver = db.session.get_one(Caregiver, caregiver_id)
    language = language or caregiver.language_read
    release = latest_release(season_id)
    if release is None:
        return MySessions(language, None, False, ())
    body = caregiver_body(season, caregiver_id)
    if body is None:
        rows = _invited(caregiver.family_id, release.sessions)
    else:
        rows = _attendable(_instance_of_one(season, body), release.sessions)
    home = db.session.scalars(select(District.default_language)).one()
    sessions = tuple(_session(row, season.timezone, language, home) for row in rows)
    return MySessions(language, release.released_utc, body is not None, sessions)


def _invited(family_id: int, rows: Iterable[ReleaseSession]) -> list[ReleaseSession]:
    query = select(Invitation.event_id).where(Invitation.family_id == family_id)
    events = set(db.session.scalars(query))
    return [row for row in rows if row.event_id in events]


def _instance_of_one(season: Season, body: dict[str, object]) -> Instance:
    return parse_instance({**season_frame(season), "floors": [], "families": [{"id": "me", **body}]})


def _attendable(instance: Instance, rows: Iterable[ReleaseSession]) -> list[ReleaseSession]:
    """Those with a way in for the instance's one family; crowding turns nobody away."""
    evaluation = Evaluation(instance)
    known = {p.id for p in instance.providers}
    rows = list(rows)
    reach = who_can_come(evaluation, [_still_known(session_of(row), known) for row in rows])
    return [row for row, one in zip(rows, reach, strict=True) if one.families]


def _still_known(session: Session, providers: set[str]) -> Session:
    """A provider who has left the district since serves nobody."""
    return replace(session, providers=tuple(p for p in session.providers if p in providers))


def _session(row: ReleaseSession, zone: str, language: str, home: str) -> MySession:
    texts = _texts_in(row.texts, language, home)
    kinds = row.supports["kinds"]
    return MySession(
        uid=row.uid,
        sequence=row.sequence,
        cancelled=row.status == "cancelled",
        start_local=row.start_local,
        minutes=row.minutes,
        zone=zone,
        title=texts["title"],
        description=texts["description"],
        place=texts["place"],
        address=texts["address"],
        join_url=texts["join_url"],
        format=row.supports["format"],
        interpreted=tuple(row.supports["interpreted"]),
        childcare="childcare" in kinds,
        ride="transport" in kinds,
        step_free="step_free" in row.supports["features"],
        changed_utc=row.changed_utc,
    )


def _texts_in(texts: Mapping[str, Mapping[str, str]], language: str, home: str) -> Mapping[str, str]:
    """The session's texts in the nearest language that staff wrote them in."""
    for locale in fallback_chain(language):
        if locale.code in texts:
            return texts[locale.code]
    return texts[home]
