"""Who is signed in, by the signed session cookie."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import session

from scheduler.services.sign_in import SignedInUser, signed_in_user

VALID_FOR = timedelta(hours=12)


def start(user: SignedInUser, now_utc: datetime) -> None:
    """Begin an own session: nothing that was planted before the sign-in survives it."""
    session.clear()
    session["signed_in"] = [user.id, user.epoch, int(now_utc.timestamp())]


def current_user(now_utc: datetime) -> SignedInUser | None:
    """The signed-in user; None when nobody is, or the session is over."""
    if "signed_in" not in session:
        return None
    user_id, epoch, since = session["signed_in"]
    if now_utc.timestamp() - since > VALID_FOR.total_seconds():
        return None
    return signed_in_user(user_id, epoch)


def end() -> None:
    """Sign this browser out."""
    session.clear()
