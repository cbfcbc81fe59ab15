"""Wishes of the board, from rows to what they change in an instance of the exchange format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.storage.instance_frame import event_key, place_key
from scheduler.storage.models import BoardWish, Season, User


def active_wishes(season_id: int) -> list[BoardWish]:
    """What was not withdrawn, in the order in which it was made."""
    query = select(BoardWish).where(BoardWish.season_id == season_id, BoardWish.withdrawn_utc.is_(None))
    return list(db.session.scalars(query.order_by(BoardWish.id)))


def pins_of(partner_id: int, season_id: int) -> list[BoardWish]:
    """The pins that hold, of those that somebody of a partner set."""
    query = select(BoardWish).join(User, User.id == BoardWish.by_id)
    set_by_partner = User.partner_id == partner_id, BoardWish.kind == "pin"
    still = BoardWish.season_id == season_id, BoardWish.withdrawn_utc.is_(None)
    return list(db.session.scalars(query.where(*set_by_partner, *still)))


def wished_changes(wishes: Iterable[BoardWish]) -> list[dict[str, Any]]:
    """The wishes but for floors, as a plan keeps them, so that it can be solved and checked again."""
    return [_change(wish) for wish in wishes if wish.kind != "floor"]


def asked_rates(season: Season, wishes: Iterable[BoardWish]) -> dict[str, float]:
    """The floors that were voted, or wished for instead, as they were asked, by set."""
    voted = {floor.set_key: floor.rate for floor in season.floors}
    wished = {w.set_key: w.rate for w in wishes if w.set_key is not None and w.rate is not None}
    return voted | wished


def with_wishes(frame: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An instance in the exchange format, with what the wishes ask of it."""
    free = [change for change in changes if change["kind"] == "free"]
    caps = [change["budget"] for change in changes if change["kind"] == "cap"]
    pins = [change["fixed"] for change in changes if change["kind"] == "pin"]
    everywhere = [change["span"] for change in free if change["event"] is None]
    weights = {change["event"]: change["weight"] for change in changes if change["kind"] == "weight"}
    events = (
        {**event, "weight": weights[event["id"]]} if event["id"] in weights else event
        for event in frame["events"]
    )
    changed = {
        "closed": [*frame.get("closed", []), *everywhere],
        "events": [_with_free_time(event, free) for event in events],
        "fixed": [*frame.get("fixed", []), *pins],
    }
    return {**frame, **changed, **({"budget": min(caps)} if caps else {})}


def _change(wish: BoardWish) -> dict[str, Any]:
    if wish.kind == "cap":
        assert wish.cents is not None
        return {"kind": "cap", "budget": wish.cents / 100}
    event = None if wish.event_id is None else event_key(wish.event_id)
    if wish.kind == "weight":
        return {"kind": "weight", "event": event, "weight": wish.weight}
    assert wish.start_local is not None
    start = moment_text(wish.start_local)
    if wish.kind == "pin":
        assert wish.place_id is not None
        return {"kind": "pin", "fixed": {"event": event, "start": start, "place": place_key(wish.place_id)}}
    assert wish.end_local is not None
    return {"kind": "free", "event": event, "span": [start, moment_text(wish.end_local)]}


def _with_free_time(event: Mapping[str, Any], free: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """An event that is kept off all its days need not be held."""
    spans = [change["span"] for change in free if change["event"] == event["id"]]
    if not spans:
        return event
    kept_off = {**event, "closed": [*event.get("closed", []), *spans]}
    if any(_covers(span, event["window"]) for span in spans):
        kept_off["sessions"] = {**event["sessions"], "min": 0}
    return kept_off


def _covers(span: Sequence[str], window: Sequence[str]) -> bool:
    start, end = (datetime.fromisoformat(moment) for moment in span)
    first, last = (date.fromisoformat(day) for day in window)
    return start.date() <= first and last < end.date()
