"""Releases: published sessions from domain values to rows and back, with their texts frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.domain.plan import Session
from scheduler.domain.publishing import Published
from scheduler.extensions import db
from scheduler.storage.instance_frame import event_key, place_key, provider_key, row_id
from scheduler.storage.models import (
    District,
    Event,
    Place,
    Provider,
    Release,
    ReleaseSession,
    Translation,
)

Texts = dict[str, dict[str, str]]


def latest_release(season_id: int) -> Release | None:
    """The season's release with the highest number."""
    return db.session.scalars(
        select(Release)
        .where(Release.season_id == season_id)
        .order_by(Release.number.desc())
        .options(selectinload(Release.sessions))
        .limit(1)
    ).first()


def published_sessions(release: Release | None) -> list[Published]:
    """What a release tells, as values."""
    return [] if release is None else [_published(row) for row in release.sessions]


def store_release(
    season_id: int,
    plan_id: int,
    published: Sequence[Published],
    user_id: int,
    now_utc: datetime,
) -> Release:
    """Add the season's next release."""
    before = latest_release(season_id)
    rows = _rows(published)
    _note_changes(rows, before.sessions if before else (), now_utc)
    release = Release(
        season_id=season_id,
        number=before.number + 1 if before else 1,
        plan_id=plan_id,
        released_utc=now_utc,
        released_by_id=user_id,
        sessions=rows,
    )
    db.session.add(release)
    db.session.flush()
    return release


def private_homes() -> frozenset[int]:
    """The places whose addresses only those are told who come, or work there."""
    return frozenset(db.session.scalars(select(Place.id).where(Place.private_home)))


def session_of(row: ReleaseSession) -> Session:
    """A published session as a plan's value."""
    interprets: Mapping[str, str] = row.supports["interprets"]
    return Session(
        event=event_key(row.event_id),
        start=row.start_local,
        place=place_key(row.place_id),
        providers=tuple(provider_key(p) for p in row.supports["providers"]),
        interprets={provider_key(int(p)): language for p, language in interprets.items()},
    )


def _published(row: ReleaseSession) -> Published:
    status = cast(Any, row.status)
    return Published(row.uid, session_of(row), row.sequence, status, row.changed_utc, row.cancelled_utc)


def _rows(published: Sequence[Published]) -> list[ReleaseSession]:
    events = _by_id(Event, {row_id(p.session.event) for p in published})
    places = _by_id(Place, {row_id(p.session.place) for p in published})
    providers = _by_id(Provider, {row_id(x) for p in published for x in p.session.providers})
    home = db.session.scalars(select(District.default_language)).one()
    titles = _translated("event", events)
    names = _translated("place", places)
    rows = []
    for p in published:
        event, place = events[row_id(p.session.event)], places[row_id(p.session.place)]
        own = {
            "title": event.title,
            "description": event.description,
            "place": place.name,
            "address": "" if place.private_home else place.address or "",
            "join_url": place.join_url or "",
            **({"home_address": place.address or ""} if place.private_home else {}),
        }
        rows.append(
            ReleaseSession(
                uid=p.uid,
                sequence=p.sequence,
                status=p.status,
                event_id=event.id,
                place_id=place.id,
                start_local=p.session.start,
                minutes=event.minutes,
                changed_utc=p.changed_utc,
                cancelled_utc=p.cancelled_utc,
                latitude=place.latitude if _may_be_located(place) else None,
                longitude=place.longitude if _may_be_located(place) else None,
                texts=_texts(own, home, titles[event.id], names[place.id]),
                supports=_supports(p.session, event, place, providers),
            )
        )
    return rows


def _note_changes(
    rows: Iterable[ReleaseSession], before: Iterable[ReleaseSession], now_utc: datetime
) -> None:
    """Another length is another time; other words are a change too, though not one of time or place."""
    earlier = {row.uid: row for row in before}
    for row in rows:
        told = earlier.get(row.uid)
        if told is None or told.sequence < row.sequence:
            continue
        if told.minutes != row.minutes:
            row.sequence += 1
        if _told(told) != _told(row):
            row.changed_utc = now_utc


def _told(row: ReleaseSession) -> tuple[Any, ...]:
    """What families are told beside time and place: of the supports not who gives them."""
    hidden = ("providers", "interprets")
    supports = {name: value for name, value in row.supports.items() if name not in hidden}
    return row.minutes, row.texts, supports, row.latitude, row.longitude


def _may_be_located(place: Place) -> bool:
    """Whether a calendar may point to it on a map: never to a private home, and a call is nowhere."""
    return place.format in ("in_person", "hybrid") and not place.private_home


def _by_id(model: Any, ids: Iterable[int]) -> dict[int, Any]:
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(list(ids))))}


def _translated(kind: str, rows: Mapping[int, Any]) -> Mapping[int, Texts]:
    """Translations of these rows' texts: {row id: {language: {field: text}}}."""
    found: dict[int, Texts] = defaultdict(lambda: defaultdict(dict))
    query = select(Translation).where(
        Translation.subject_kind == kind, Translation.subject_id.in_(list(rows))
    )
    for t in db.session.scalars(query):
        found[t.subject_id][t.language][t.field] = t.text
    return found


def _texts(own: dict[str, str], home: str, event: Texts, place: Texts) -> Texts:
    """The session's texts in every language that any of them was written in."""
    texts: Texts = {home: own}
    for language in sorted({*event, *place}):
        texts[language] = {
            **own,
            **event.get(language, {}),
            **({"place": place[language]["name"]} if "name" in place.get(language, {}) else {}),
        }
    return texts


def _supports(
    session: Session, event: Event, place: Place, providers: Mapping[int, Provider]
) -> dict[str, Any]:
    crew = [providers[row_id(p)] for p in session.providers]
    return {
        "format": place.format,
        "features": sorted(place.features),
        "held_in": sorted(event.languages),
        "interpreted": sorted(_interpreted(session, crew)),
        "kinds": sorted({p.kind for p in crew} - {"host", "interpreter"} | _open_to_all(event)),
        "pick_up_zones": sorted({p.zone for p in crew if p.kind == "transport" and p.zone}),
        "providers": [p.id for p in crew],
        "interprets": {str(row_id(p)): language for p, language in session.interprets.items()},
    }


def _open_to_all(event: Event) -> set[str]:
    """An event for a group is for whoever comes: nobody is asked at the door, and it says so."""
    return {"open_to_all"} if event.groups else set()


def _interpreted(session: Session, crew: Iterable[Provider]) -> set[str]:
    """Languages of this session's interpreters; one who speaks a single language interprets that one."""
    spoken: set[str] = set()
    for p in crew:
        if p.kind == "interpreter" and p.languages:
            spoken.add(session.interprets.get(provider_key(p.id), p.languages[0]))
    return spoken
