"""Hold the next plan to something: a session where it is, a time kept free, a cap, a floor, a weight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.board_steps import WISHED, WITHDRAWN, board_plan_id, take_step, wait_for_turn
from scheduler.services.family_fees import cap_step_cents
from scheduler.storage.models import BoardWish, Event, PlanSession, PriorityGroup
from scheduler.storage.wishes import active_wishes

Kind = Literal["pin", "free", "cap", "floor", "weight"]
REPLACED = ("cap", "floor", "weight")
SETS_OF_EVERY_SEASON = ("everyone", "no_group", "pooled")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished for; `BoardWish` says which values each kind has."""

    kind: Kind
    event_id: int | None = None
    place_id: int | None = None
    start_local: datetime | None = None
    end_local: datetime | None = None
    cents: int | None = None
    set_key: str | None = None
    rate: float | None = None
    weight: float | None = None


def wish_on_board(season_id: int, wish: Wish, user_id: int, now_utc: datetime) -> None:
    """Hold the next plan to a wish. Twice is once; a new cap, floor or weight takes the old one's place.

    A cap is lowered to a whole step of `cap_step_cents`.

    Raises:
        LookupError: the season has no such event or set of families.
    """
    _look_up(season_id, wish)
    if wish.cents is not None:
        wish = replace(wish, cents=wish.cents // (step := cap_step_cents(season_id) or 1) * step)
    wait_for_turn(season_id)
    for other in active_wishes(season_id):
        if _value_of(other) == wish:
            db.session.rollback()
            return
        if wish.kind in REPLACED and _subject(_value_of(other)) == _subject(wish):
            _withdraw(other, user_id, now_utc)
    row = BoardWish(
        season_id=season_id,
        kind=wish.kind,
        event_id=wish.event_id,
        place_id=wish.place_id,
        start_local=wish.start_local,
        end_local=wish.end_local,
        cents=wish.cents,
        set_key=wish.set_key,
        rate=wish.rate,
        weight=wish.weight,
        by_id=user_id,
        made_utc=now_utc,
    )
    db.session.add(row)
    db.session.flush()
    _step(WISHED, row, user_id, now_utc)
    db.session.commit()


def pin_session(session_id: int, user_id: int, now_utc: datetime) -> None:
    """Hold the next plan to a session of the plan on the board, at its time and place.

    Raises:
        LookupError: there is no such session.
    """
    session = db.session.get(PlanSession, session_id)
    event = None if session is None else db.session.get(Event, session.event_id)
    if session is None or event is None:
        raise LookupError
    wish = Wish("pin", session.event_id, session.place_id, session.start_local)
    wish_on_board(event.season_id, wish, user_id, now_utc)


def leave_out(season_id: int, event_id: int, user_id: int, now_utc: datetime) -> None:
    """Keep all days that an event may be on free of it, so that the next plan does without.

    Raises:
        LookupError: the season has no such event.
    """
    event = db.session.get(Event, event_id)
    if event is None:
        raise LookupError
    start = datetime.combine(event.first_date, time())
    end = datetime.combine(event.last_date, time()) + timedelta(days=1)
    wish_on_board(season_id, Wish("free", event_id, None, start, end), user_id, now_utc)


def withdraw_wish(wish_id: int, user_id: int, now_utc: datetime) -> None:
    """The next plan is free of it; twice is the same as once.

    Raises:
        LookupError: there is no such wish.
    """
    row = db.session.get(BoardWish, wish_id)
    if row is None:
        raise LookupError
    wait_for_turn(row.season_id)
    db.session.refresh(row)
    if row.withdrawn_utc is None:
        _withdraw(row, user_id, now_utc)
    db.session.commit()


def _withdraw(row: BoardWish, user_id: int, now_utc: datetime) -> None:
    row.withdrawn_utc = now_utc
    _step(WITHDRAWN, row, user_id, now_utc)


def _step(kind: str, row: BoardWish, user_id: int, now_utc: datetime) -> None:
    facts = {"wish": row.id, "kind": row.kind, "event": row.event_id, "set": row.set_key}
    take_step(row.season_id, kind, board_plan_id(row.season_id), user_id, now_utc, facts=facts)


def _value_of(row: BoardWish) -> Wish:
    return Wish(
        row.kind,  # type: ignore[arg-type]
        row.event_id,
        row.place_id,
        row.start_local,
        row.end_local,
        row.cents,
        row.set_key,
        row.rate,
        row.weight,
    )


def _subject(wish: Wish) -> tuple[object, ...]:
    return wish.kind, wish.event_id, wish.set_key


def _look_up(season_id: int, wish: Wish) -> None:
    if wish.event_id is not None:
        event = db.session.get(Event, wish.event_id)
        if event is None or event.season_id != season_id:
            raise LookupError
    if wish.set_key is not None and wish.set_key not in SETS_OF_EVERY_SEASON:
        known = select(PriorityGroup.id).where(PriorityGroup.key == wish.set_key)
        if db.session.scalar(known) is None:
            raise LookupError
