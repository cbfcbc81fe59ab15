"""How often somebody may try something, counted without keeping who it was."""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.exc import IntegrityError

from scheduler.extensions import db
from scheduler.storage.models import TryCount


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` in each span of `window`, counted from midnight UTC on."""

    name: str
    tries: int
    window: timedelta = timedelta(hours=1)


class TooManyTriesError(Exception):
    """The limit is reached until its window ends."""


def count_try(limit: Limit, whose: str, key: str, now_utc: datetime) -> None:
    """Count one try of `whose`, at once and for good, whatever becomes of it.

    A row holds an HMAC-SHA256 under `key` of the window and of `whose`, and goes when the window is over.

    Raises:
        TooManyTriesError: when the limit was reached before.
    """
    window = (now_utc - datetime(1970, 1, 1, tzinfo=UTC)) // limit.window
    row = hmac.digest(key.encode(), f"{limit.name}|{window}|{whose}".encode(), "sha256").hex()
    db.session.execute(delete(TryCount).where(TryCount.expires_utc <= now_utc))
    expires_utc = datetime(1970, 1, 1, tzinfo=UTC) + (window + 1) * limit.window
    if not _one_more(row, limit.tries) and not _first(row, expires_utc) and not _one_more(row, limit.tries):
        db.session.commit()
        raise TooManyTriesError(limit.name)
    db.session.commit()


def neighbourhood(address: str | None) -> str:
    """The part of an IP address that stands for one connection: all of IPv4, the first 64 bits of IPv6."""
    try:
        given = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if given.version == 4:
        return str(given)
    return str(ipaddress.ip_network((given, 64), strict=False))


def _one_more(row: str, most: int) -> bool:
    changed = db.session.execute(
        update(TryCount).where(TryCount.key == row, TryCount.tries < most).values(tries=TryCount.tries + 1)
    )
    return cast(CursorResult[Any], changed).rowcount == 1


def _first(row: str, expires_utc: datetime) -> bool:
    """False when there is a row already, made meanwhile or full."""
    try:
        with db.session.begin_nested():
            db.session.add(TryCount(key=row, expires_utc=expires_utc, tries=1))
    except IntegrityError:
        return False
    return True
