"""What the next plan is held to, as the board shows it; and why a plan could not keep all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_views import ConflictView, WishView
from scheduler.storage.instance_frame import row_id, season_frame
from scheduler.storage.models import BoardWish, Event, Job, Place, Plan, PriorityGroup, Season, Snapshot
from scheduler.storage.requirements import requirements_hash
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
    """The requirements of a run that cannot hold together, each with the wish behind it that still holds.

    Of a run that failed, those that nothing which it looked at keeps together.
    """
    query = select(Plan.conflict).where(Plan.job_id == job_id, ~Plan.yardstick)
    found = [row for conflict in db.session.scalars(query) for row in conflict]
    job = db.session.get_one(Job, job_id)
    found = found or job.progress.get("unkept", [])
    if not found:
        return ()
    names, began_utc = _Names(language), job.started_utc or job.created_utc
    wishes = [wish for wish in active_wishes(season_id) if wish.made_utc <= began_utc]
    return tuple(_conflict(row, wishes, names) for row in found)


def changed_since_run(season_id: int, job_id: int) -> bool:
    """Whether a plan that was asked for now would be held to anything else than those of a planning run.

    What families say does not count: it changes by the hour, and one of them would be told by it.
    """
    of_run = select(Snapshot.requirements_hash).join(Plan, Plan.snapshot_id == Snapshot.id)
    then = db.session.scalar(of_run.where(Plan.job_id == job_id).limit(1))
    if then is None:
        return False
    season = db.session.get_one(Season, season_id)
    return then != requirements_hash(season, season_frame(season), active_wishes(season_id))


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
        alone="alone" in row,
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
