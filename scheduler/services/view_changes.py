"""What a release of a plan would change for the families, against what was published last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.changes import session_changes
from scheduler.domain.plan import Session
from scheduler.extensions import db
from scheduler.services.release_rule import MissingView, missing_for_release
from scheduler.storage.instance_frame import event_key, place_key
from scheduler.storage.models import Event, Place, Plan, PlanRate, PriorityGroup
from scheduler.storage.plans import load_plan
from scheduler.storage.releases import latest_release, published_sessions
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in one line."""

    event: str
    start_local: datetime
    place: str


@dataclass(frozen=True, slots=True)
class RateChange:
    """How far a set of families was included, and would be; pairs are (rate, families of the set)."""

    set_key: str
    name: str | None
    before: tuple[float | None, int]
    after: tuple[float | None, int]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Sessions of a plan against those of release `since`; pairs are (before, after).

    `rates` say whose inclusion changes. `missing` is what the season's rule still demands, where a release
    is meant.
    """

    since: int | None
    kept: int
    added: tuple[SessionLine, ...]
    moved: tuple[tuple[SessionLine, SessionLine], ...]
    cancelled: tuple[SessionLine, ...]
    rates: tuple[RateChange, ...] = ()
    missing: MissingView | None = None


def view_changes(plan_id: int, language: str) -> ChangesView | None:
    """What releasing the plan would add, move and cancel; None where there is no such plan to release."""
    row = db.session.get(Plan, plan_id)
    if row is None or row.yardstick or row.status == "infeasible" or row.faults or row.trial:
        return None
    release = latest_release(row.season_id)
    standing = [p.session for p in published_sessions(release) if p.status == "confirmed"]
    since = release.number if release else None
    changes = _changes(standing, load_plan(plan_id).sessions, since, language)
    rates = _rates(release.plan_id, plan_id, language) if release else ()
    return replace(changes, rates=rates, missing=missing_for_release(row.season_id, plan_id))


def view_difference(before_id: int, after_id: int, language: str) -> ChangesView:
    """What a plan has that another before it had not."""
    return _changes(load_plan(before_id).sessions, load_plan(after_id).sessions, None, language)


def _rates(before_id: int, after_id: int, language: str) -> tuple[RateChange, ...]:
    """Of every set that both plans know, in the order of the later plan."""
    texts = translated_texts(language, {"priority_group"})
    names = {group.key: texts.text(group, "name") for group in db.session.scalars(select(PriorityGroup))}
    rows = db.session.scalars(
        select(PlanRate).where(PlanRate.plan_id.in_((before_id, after_id))).order_by(PlanRate.id)
    ).all()
    before = {row.set_key: row for row in rows if row.plan_id == before_id}
    return tuple(
        RateChange(row.set_key, names.get(row.set_key), (old.rate, old.families), (row.rate, row.families))
        for row in rows
        if row.plan_id == after_id and (old := before.get(row.set_key)) is not None
    )


def _changes(
    before: Iterable[Session], after: Iterable[Session], since: int | None, language: str
) -> ChangesView:
    changes = session_changes(before, after)
    names = _names(language)

    def line(session: Session) -> SessionLine:
        return SessionLine(names[session.event], session.start, names[session.place])

    return ChangesView(
        since=since,
        kept=len(changes.kept),
        added=tuple(line(s) for s in sorted(changes.added, key=_start)),
        moved=tuple((line(before), line(after)) for before, after in changes.moved),
        cancelled=tuple(line(s) for s in sorted(changes.dropped, key=_start)),
    )


def _start(session: Session) -> datetime:
    return session.start


def _names(language: str) -> dict[str, str]:
    """Events and places by their key in an instance, as a reader reads them."""
    texts = translated_texts(language, {"event", "place"})
    events = {event_key(e.id): texts.text(e, "title") for e in db.session.scalars(select(Event))}
    places = {place_key(p.id): texts.text(p, "name") for p in db.session.scalars(select(Place))}
    return events | places
