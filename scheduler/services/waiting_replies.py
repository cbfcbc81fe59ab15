"""What families said that a liaison must see to: what else they need, and mail that is no answer that counts.

A liaison sees what their own families said; what nobody's family said, and what came from nobody known,
every liaison sees, so that it is not lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, or_, select, update

from scheduler.calendars.zones import pinned_zone
from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.told_session import ToldSession, told_session
from scheduler.storage.engine import overwrite_deleted
from scheduler.storage.models import Caregiver, Caseload, District, ReceivedMail, Rsvp, Season
from scheduler.storage.releases import latest_release, private_homes

Kind = Literal["reply", "mail"]


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """`why` is `needs_more` for what was said on the page, else why a mail does not count; `said` is
    the `yes`, `maybe` or `no` that it held all the same.

    `caregiver_id` is None where the family is in nobody's care; `name` is empty for a mail from nobody
    known. `sender` is an address to write to that the caregiver's page does not have. `session` is None
    where it is about none, or about one that is gone.
    """

    kind: Kind
    id: int
    caregiver_id: int | None
    name: str
    session: ToldSession | None
    why: str
    said: str | None
    sender: str
    words: str
    complete: bool
    at_utc: datetime


def waiting_replies(
    liaison_id: int, season_id: int, language: str, now_utc: datetime
) -> tuple[WaitingReply, ...]:
    """All of it, the oldest first, with the sessions in the liaison's language."""
    sessions = _sessions(season_id, language)
    found = [*_needs(liaison_id, sessions, now_utc), *_mails(liaison_id, sessions)]
    return tuple(sorted(found, key=lambda each: (each.at_utc, each.kind, each.id)))


def settle_reply(liaison_id: int, kind: Kind, number: int, now_utc: datetime) -> bool:
    """The liaison has seen to it: a mail is deleted, a need is marked until the family says more.

    False where it is not this liaison's, or was settled already.
    """
    table = Rsvp if kind == "reply" else ReceivedMail
    mine = (
        select(table.id)
        .outerjoin(Caregiver, Caregiver.id == table.caregiver_id)
        .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(table.id == number, _seen_by(liaison_id))
    )
    if db.session.scalar(mine) is None:
        return False
    if kind == "reply":
        db.session.execute(update(Rsvp).where(Rsvp.id == number).values(settled=True))
    else:
        db.session.execute(delete(ReceivedMail).where(ReceivedMail.id == number))
    record_audit("user", liaison_id, "settle_reply", table.__tablename__, number, now_utc)
    db.session.commit()
    overwrite_deleted(db.engine)
    return True


def _seen_by(liaison_id: int) -> ColumnElement[bool]:
    return or_(Caseload.liaison_id == liaison_id, Caseload.liaison_id.is_(None))


def _needs(liaison_id: int, sessions: Mapping[str, ToldSession], now_utc: datetime) -> Iterator[WaitingReply]:
    """What else families need for sessions that are still to come."""
    query = (
        select(Rsvp, Caregiver, Caseload.liaison_id)
        .join(Caregiver, Caregiver.id == Rsvp.caregiver_id)
        .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(Rsvp.reply == "needs_more", ~Rsvp.settled, _seen_by(liaison_id))
    )
    for row, caregiver, care_of in db.session.execute(query):
        session = sessions.get(row.session_uid)
        if session is None or not _is_ahead(session, now_utc):
            continue
        yield WaitingReply(
            "reply",
            row.id,
            caregiver.id if care_of else None,
            caregiver.name,
            session,
            "needs_more",
            None,
            "" if care_of else caregiver.email or "",
            row.words,
            complete=True,
            at_utc=row.replied_utc,
        )


def _mails(liaison_id: int, sessions: Mapping[str, ToldSession]) -> Iterator[WaitingReply]:
    query = (
        select(ReceivedMail, Caregiver, Caseload.liaison_id)
        .outerjoin(Caregiver, Caregiver.id == ReceivedMail.caregiver_id)
        .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(_seen_by(liaison_id))
    )
    for row, caregiver, care_of in db.session.execute(query):
        yield WaitingReply(
            "mail",
            row.id,
            caregiver.id if care_of else None,
            caregiver.name if caregiver else "",
            sessions.get(row.session_uid or ""),
            row.why,
            row.said,
            row.sender or ("" if care_of or caregiver is None else caregiver.email or ""),
            row.words,
            complete=row.complete,
            at_utc=row.received_utc,
        )


def _is_ahead(session: ToldSession, now_utc: datetime) -> bool:
    starts = session.start_local.replace(tzinfo=pinned_zone(session.zone))
    return not session.cancelled and starts > now_utc


def _sessions(season_id: int, language: str) -> dict[str, ToldSession]:
    """The sessions of the latest release, by uid."""
    release = latest_release(season_id)
    if release is None:
        return {}
    zone = db.session.get_one(Season, season_id).timezone
    home = db.session.scalars(select(District.default_language)).one()
    homes = private_homes()
    return {row.uid: told_session(row, zone, language, home, homes) for row in release.sessions}
