"""What the next plan is held to, as the board shows it; and why a plan could not keep all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select

from scheduler.extensions import db
from scheduler.services.board_views import ConflictView, WishView
from scheduler.storage.instance_frame import row_id
from scheduler.storage.models import BoardWish, Event, Job, Place, Plan, PriorityGroup
from scheduler.storage.translated import translated_texts
from scheduler.storage.wishes import active_wishes


class _Names:
    """Events, places and groups by row or key."""

    def __init__(self, language: str) -> None:
        texts = translated_texts(language, {"event", "place", "priority_group"})
        self.events = {row.id: texts.text(row, "title") for row in db.session.scalars(select(Event))}
        self.places = {row.id: texts.text(row, "name") for row in db.session.scalars(select(Place))}
        self.sets = {row.key: texts.text(row, "name") for row in db.session.scalars(select(PriorityGroup))}


def view_wishes(season_id: int, language: str) -> tuple[WishView, ...]:
    """Every wish that holds, in the order in which they were made."""
    rows = active_wishes(season_id)
    if not rows:
        return ()
    names = _Names(language)
    return tuple(_view(row, names) for row in rows)


def view_conflict(season_id: int, job_id: int, language: str) -> tuple[ConflictView, ...]:
    """The requirements of a run that cannot hold together, each with the wish behind it, if there is one.

    Of a run that failed, those that nothing which it looked at keeps together.
    """
    query = select(Plan.conflict).where(Plan.job_id == job_id, ~Plan.yardstick)
    found = [row for conflict in db.session.scalars(query) for row in conflict]
    found = found or db.session.get_one(Job, job_id).progress.get("unkept", [])
    if not found:
        return ()
    names, wishes = _Names(language), active_wishes(season_id)
    return tuple(_conflict(row, wishes, names) for row in found)


def wishes_changed_since_run(job_id: int) -> bool:
    """Whether other wishes hold now than when a planning run began."""
    job = db.session.get_one(Job, job_id)
    then = job.started_utc or job.created_utc
    made_since = BoardWish.made_utc > then
    held_now, ended_since = BoardWish.withdrawn_utc.is_(None), BoardWish.withdrawn_utc > then
    new_or_gone = or_(and_(made_since, held_now), and_(~made_since, ended_since))
    of_season = BoardWish.season_id == job.season_id
    return bool(db.session.scalar(select(exists().where(of_season, new_or_gone))))


def _view(row: BoardWish, names: _Names) -> WishView:
    return WishView(
        id=row.id,
        kind=row.kind,
        event_id=row.event_id,
        event=None if row.event_id is None else names.events.get(row.event_id),
        place=None if row.place_id is None else names.places.get(row.place_id),
        place_id=row.place_id,
        start_local=row.start_local,
        end_local=row.end_local,
        cents=row.cents,
        set_key=row.set_key,
        set_name=None if row.set_key is None else names.sets.get(row.set_key),
        rate=row.rate,
        weight=row.weight,
    )


def _conflict(row: Mapping[str, Any], wishes: Sequence[BoardWish], names: _Names) -> ConflictView:
    kind, ids = row["kind"], row["ids"]
    event_id = row_id(ids[0]) if kind in ("event", "fixed") and ids else None
    place_id = row_id(ids[2]) if kind == "fixed" and ids else None
    start = datetime.fromisoformat(ids[1]) if kind == "fixed" and ids else None
    set_key = ids[0] if kind == "floor" and ids else None
    behind = [wish for wish in wishes if _is_behind(wish, kind, event_id, place_id, start, set_key)]
    return ConflictView(
        kind=kind,
        event_id=event_id,
        event=None if event_id is None else names.events.get(event_id),
        place=None if place_id is None else names.places.get(place_id),
        start_local=start,
        set_key=set_key,
        set_name=None if set_key is None else names.sets.get(set_key),
        wishes=tuple(_view(wish, names) for wish in behind),
        text=row["text"],
    )


def _is_behind(
    wish: BoardWish,
    kind: str,
    event_id: int | None,
    place_id: int | None,
    start: datetime | None,
    set_key: str | None,
) -> bool:
    """Whether taking the wish back loosens the requirement."""
    match kind:
        case "fixed":
            mine = wish.event_id, wish.place_id, wish.start_local
            is_pin = wish.kind == "pin" and mine == (event_id, place_id, start)
            return is_pin or _may_shut_out(wish, event_id, start)
        case "floor":
            return wish.kind == "floor" and wish.set_key == set_key
        case "budget":
            return wish.kind == "cap"
        case _:
            return wish.kind == "free" and wish.event_id in (None, event_id)


def _may_shut_out(wish: BoardWish, event_id: int | None, start: datetime | None) -> bool:
    """Whether the wish keeps free a time on the day of a pinned session."""
    if wish.kind != "free" or wish.event_id not in (None, event_id) or start is None:
        return False
    assert wish.start_local is not None
    assert wish.end_local is not None
    return wish.start_local.date() <= start.date() <= wish.end_local.date()
