"""Links that open a page without an account.

A token is a row's selector and an HMAC-SHA256 of the row under the server's link key (RFC 2104, cut to
160 bits, section 5). The row alone opens nothing, and a link can be printed again at any time.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict, Unpack, cast

from sqlalchemy import bindparam, func, select

from scheduler.extensions import db
from scheduler.services.current_season import CURRENT_SEASON
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Caregiver, District, LinkToken, User

Purpose = Literal["form", "paper", "feed"]

SELECTOR_BYTES = 10
SEAL_BYTES = 20
SELECTOR_LENGTH = SELECTOR_BYTES * 8 // 5
CODE_DIGITS = 6
UNKNOWN = "unknown"


class Owner(TypedDict, total=False):
    """Whose link it is, or what its calendar shows: exactly one of these."""

    caregiver_id: int
    user_id: int
    language: str
    audience_id: int
    provider_id: int


OWNERS = tuple(Owner.__annotations__)
_FOUND = (
    select(
        LinkToken,
        User.active,
        func.coalesce(Caregiver.language_read, User.language),
        Caregiver.language_spoken,
        CURRENT_SEASON.scalar_subquery(),
    )
    .outerjoin(Caregiver, Caregiver.id == LinkToken.caregiver_id)
    .outerjoin(User, User.id == LinkToken.user_id)
    .where(LinkToken.selector == bindparam("selector"))
)


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """Whose link it is, and the language that person reads; of a calendar also what it shows.

    `language_spoken` is a caregiver's, `season_id` the season that is open (None between seasons).
    """

    link_id: int
    purpose: Purpose
    caregiver_id: int | None
    user_id: int | None
    language: str
    shown_language: str | None = None
    audience_id: int | None = None
    provider_id: int | None = None
    language_spoken: str | None = None
    season_id: int | None = None


def issue_link(purpose: Purpose, *, link_key: str, now_utc: datetime, **owner: Unpack[Owner]) -> str:
    """A new link's token, for exactly one owner. Joins the caller's transaction."""
    return token_of(issue_row(purpose, now_utc, **owner), link_key)


def issue_row(
    purpose: Purpose, now_utc: datetime, selector: str | None = None, **owner: Unpack[Owner]
) -> LinkToken:
    """A new link's row, for exactly one owner, under a random selector unless one is given.

    Joins the caller's transaction.
    """
    if len(owner) != 1:
        raise ValueError("a link belongs to one caregiver or to one user, or shows one set of sessions")
    row = LinkToken(
        selector=selector or _base32(secrets.token_bytes(SELECTOR_BYTES)),
        purpose=purpose,
        created_utc=now_utc,
        **owner,
    )
    db.session.add(row)
    db.session.flush()
    return row


def find_or_issue_link(purpose: Purpose, *, link_key: str, now_utc: datetime, **owner: Unpack[Owner]) -> str:
    """The token of the link that is open already, else of a new one. Joins the caller's transaction."""
    row = find_link(purpose, **owner)
    if row is not None:
        return token_of(row, link_key)
    return issue_link(purpose, link_key=link_key, now_utc=now_utc, **owner)


def find_link(purpose: Purpose, **owner: Unpack[Owner]) -> LinkToken | None:
    """The row of the link that is open, the newest if there are several."""
    return db.session.scalar(
        select(LinkToken)
        .where(LinkToken.purpose == purpose, LinkToken.revoked_utc.is_(None))
        .filter_by(**owner)
        .order_by(LinkToken.id.desc())
        .limit(1)
    )


def token_of_selector(selector: str, link_key: str) -> str | None:
    """The token of the link that was issued with this selector and is still open."""
    query = select(LinkToken).where(LinkToken.selector == selector, LinkToken.revoked_utc.is_(None))
    row = db.session.scalar(query)
    return token_of(row, link_key) if row else None


def open_link(token: str, purposes: Collection[Purpose], link_key: str) -> OpenedLink | None:
    """Whose link this is; None for a token that is unknown, revoked, made for another purpose, or whose
    user works here no more.

    An unknown selector costs the same HMAC as a known one, and seals are compared in constant time.
    """
    given = token.lower().replace("\0", "")  # which PostgreSQL takes in no text
    selector = given[:SELECTOR_LENGTH]
    found = db.session.execute(_FOUND, {"selector": selector}).one_or_none()
    row, works_here, language, spoken, season_id = found or (None, None, None, None, None)
    facts = row or LinkToken(selector=selector, purpose=UNKNOWN)
    genuine = hmac.compare_digest(given.encode(), token_of(facts, link_key).encode())
    if row is None or not genuine or row.purpose not in purposes or row.revoked_utc is not None:
        return None
    if row.user_id is not None and not works_here:
        return None
    return OpenedLink(
        row.id,
        cast(Purpose, row.purpose),
        row.caregiver_id,
        row.user_id,
        language or row.language or db.session.scalars(select(District.default_language)).one(),
        row.language,
        row.audience_id,
        row.provider_id,
        spoken,
        season_id,
    )


def revoke_link(link_id: int, user_id: int, now_utc: datetime) -> None:
    """Close a link for good, on behalf of a user."""
    _revoke(db.session.get_one(LinkToken, link_id), user_id, now_utc)
    db.session.commit()


def rotate_link(link_id: int, user_id: int, link_key: str, now_utc: datetime) -> str:
    """Close a link and give the token of a new one for the same owner, on behalf of a user."""
    row = db.session.get_one(LinkToken, link_id)
    _revoke(row, user_id, now_utc)
    return _issued_again(row, link_key, now_utc)


def rotate_own_link(link_id: int, caregiver_id: int, link_key: str, now_utc: datetime) -> str:
    """Close a caregiver's link and give the token of a new one, on behalf of that caregiver."""
    row = db.session.get_one(LinkToken, link_id)
    row.revoked_utc = row.revoked_utc or now_utc
    record_audit("caregiver", caregiver_id, "revoke_link", "link_token", row.id, now_utc)
    return _issued_again(row, link_key, now_utc)


def short_code(link_id: int, link_key: str) -> str:
    """The digits that show what was saved behind a link on paper; the same each time they are asked for."""
    digest = _hmac(link_key, "code", db.session.get_one(LinkToken, link_id))
    return f"{int.from_bytes(digest) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _issued_again(row: LinkToken, link_key: str, now_utc: datetime) -> str:
    owner = cast(Owner, {name: getattr(row, name) for name in OWNERS if getattr(row, name) is not None})
    token = issue_link(cast(Purpose, row.purpose), link_key=link_key, now_utc=now_utc, **owner)
    db.session.commit()
    return token


def _revoke(row: LinkToken, user_id: int, now_utc: datetime) -> None:
    row.revoked_utc = row.revoked_utc or now_utc
    record_audit("user", user_id, "revoke_link", "link_token", row.id, now_utc)


def token_of(row: LinkToken, link_key: str) -> str:
    """The token of a link's row."""
    return row.selector + _base32(_hmac(link_key, "link", row)[:SEAL_BYTES])


def _hmac(link_key: str, use: str, row: LinkToken) -> bytes:
    facts = f"{use}|{row.purpose}|{row.selector}|caregiver {row.caregiver_id}|user {row.user_id}"
    shown = {"language": row.language, "audience": row.audience_id, "provider": row.provider_id}
    facts += "".join(f"|{name} {value}" for name, value in shown.items() if value is not None)
    return hmac.digest(link_key.encode(), facts.encode(), "sha256")


def _base32(raw: bytes) -> str:
    """RFC 4648, section 6, in small letters: no digit looks like a letter when a link is typed from paper."""
    return b32encode(raw).decode().rstrip("=").lower()
