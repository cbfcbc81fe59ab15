"""The tries to reach a caregiver: noted by their liaison, read for the next one, and then forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select

from scheduler.domain.reaching import Contact, Outcome
from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Caregiver, Caseload, ContactTry, Season

_FORGET = (
    delete(ContactTry)
    .where(
        ContactTry.caregiver_id == bindparam("of_caregiver"), ContactTry.season_id == bindparam("of_season")
    )
    .execution_options(synchronize_session=False)
)


def note_contact(
    liaison_id: int,
    caregiver_id: int,
    season_id: int,
    way: str,
    outcome: Outcome,
    *,
    again_on: date | None = None,
    now_utc: datetime,
) -> bool:
    """Note what came of a try today; False for a family of another liaison."""
    mine = (
        select(Caregiver.id)
        .join(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(Caregiver.id == caregiver_id, Caseload.liaison_id == liaison_id)
    )
    if db.session.scalar(mine) is None:
        return False
    db.session.add(
        ContactTry(
            caregiver_id=caregiver_id,
            season_id=season_id,
            liaison_id=liaison_id,
            on_date=today_in_season(season_id, now_utc),
            way=way,
            outcome=outcome,
            again_on=again_on if outcome == "ask_later" else None,
        )
    )
    record_audit("user", liaison_id, "note_contact", "caregiver", caregiver_id, now_utc)
    db.session.commit()
    return True


def contacts_by_caregiver(caregiver_ids: Collection[int], season_id: int) -> dict[int, list[Contact]]:
    """Each caregiver's tries of a season, in the order in which they were noted."""
    query = (
        select(ContactTry)
        .where(ContactTry.season_id == season_id, ContactTry.caregiver_id.in_(caregiver_ids))
        .order_by(ContactTry.id)
    )
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in db.session.scalars(query):
        contact = Contact(row.on_date, row.way, row.outcome, row.again_on)  # type: ignore[arg-type]
        found[row.caregiver_id].append(contact)
    return found


def forget_contacts(caregiver_id: int, season_id: int) -> None:
    """Nobody needs to try again: the log goes. Joins the caller's transaction."""
    db.session.execute(_FORGET, {"of_caregiver": caregiver_id, "of_season": season_id})


def today_in_season(season_id: int, now_utc: datetime) -> date:
    """The date in the season's zone."""
    zone = db.session.get_one(Season, season_id).timezone
    return now_utc.astimezone(ZoneInfo(zone)).date()
