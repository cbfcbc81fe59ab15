"""A liaison's posters: made, listed with how many joined through each, revoked; and found by their code."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.current_season import current_season_id
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Audience, JoinedFamily, Poster

SELECTOR_BYTES = 10
CODE_BYTES = 5
CODE_LENGTH = CODE_BYTES * 8 // 5


@dataclass(frozen=True, slots=True)
class PosterLine:
    """`code` is what is typed from it: "abcd-efgh". `school` is whose families it calls, or None for all."""

    id: int
    place: str
    school: str | None
    code: str
    joined: int


@dataclass(frozen=True, slots=True)
class OpenPoster:
    """What whoever holds the code of a poster has opened."""

    id: int
    season_id: int
    liaison_id: int
    school_id: int | None


def make_poster(liaison_id: int, season_id: int, place: str, school_id: int | None, now_utc: datetime) -> int:
    """A new open poster's id."""
    row = Poster(
        selector=_base32(secrets.token_bytes(SELECTOR_BYTES)),
        season_id=season_id,
        liaison_id=liaison_id,
        school_id=school_id,
        place=place,
        created_utc=now_utc,
    )
    db.session.add(row)
    db.session.flush()
    record_audit("user", liaison_id, "make_poster", "poster", row.id, now_utc)
    db.session.commit()
    return row.id


def revoke_poster(liaison_id: int, poster_id: int, now_utc: datetime) -> bool:
    """Close a poster for good; who joined through it stays. False for a poster of another liaison."""
    row = db.session.get(Poster, poster_id)
    if row is None or row.liaison_id != liaison_id:
        return False
    row.revoked_utc = row.revoked_utc or now_utc
    record_audit("user", liaison_id, "revoke_poster", "poster", poster_id, now_utc)
    db.session.commit()
    return True


def list_posters(liaison_id: int, season_id: int, link_key: str) -> tuple[PosterLine, ...]:
    """The liaison's open posters of a season, the newest first."""
    joined = select(func.count()).where(JoinedFamily.poster_id == Poster.id).scalar_subquery()
    query = (
        select(Poster, Audience.name, joined)
        .outerjoin(Audience, Audience.id == Poster.school_id)
        .where(Poster.liaison_id == liaison_id, Poster.season_id == season_id, Poster.revoked_utc.is_(None))
        .order_by(Poster.id.desc())
    )
    return tuple(
        PosterLine(row.id, row.place, school, _shown(_code(row, link_key)), number)
        for row, school, number in db.session.execute(query)
    )


def find_poster(typed: str, link_key: str) -> OpenPoster | None:
    """The open poster of the current season with this code, however it was typed from paper.

    The codes of all open posters are worked out and compared, each in constant time: the database holds none.
    """
    given = "".join(typed.lower().replace("0", "o").replace("1", "l").replace("-", "").split())
    season_id = current_season_id()
    open_now = select(Poster).where(Poster.season_id == season_id, Poster.revoked_utc.is_(None))
    rows = db.session.scalars(open_now).all()
    found = [row for row in rows if hmac.compare_digest(given.encode(), _code(row, link_key).encode())]
    return next((OpenPoster(row.id, row.season_id, row.liaison_id, row.school_id) for row in found), None)


def list_schools() -> tuple[tuple[int, str], ...]:
    """Every school's id and name."""
    query = select(Audience.id, Audience.name).where(Audience.kind == "school").order_by(Audience.name)
    return tuple((row.id, row.name) for row in db.session.execute(query))


def _code(row: Poster, link_key: str) -> str:
    facts = f"poster|{row.selector}|season {row.season_id}|liaison {row.liaison_id}"
    return _base32(hmac.digest(link_key.encode(), facts.encode(), "sha256")[:CODE_BYTES])


def _shown(code: str) -> str:
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def _base32(raw: bytes) -> str:
    """RFC 4648, section 6, in small letters: no digit looks like a letter."""
    return b32encode(raw).decode().rstrip("=").lower()
