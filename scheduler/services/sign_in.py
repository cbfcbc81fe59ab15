"""Staff sign in by a mailed link: random, stored hashed, short-lived, used once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from scheduler.extensions import db
from scheduler.services.queue_message import queue_message
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Message, SignInToken, User

TEMPLATE = "sign_in"
VALID_FOR = timedelta(minutes=15)
MAILS_PER_HOUR = 5
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """A person with an account. `epoch` is the user's `sign_in_epoch`, to which a session belongs."""

    id: int
    name: str
    role: str
    language: str
    partner_id: int | None
    epoch: int


def request_sign_in(email: str, now_utc: datetime) -> None:
    """Queue a sign-in mail if the address is that of an active user; the caller never learns whether it is.

    More than `MAILS_PER_HOUR` mails are not sent to anyone.
    """
    address = email.strip().lower().replace("\0", "")  # which PostgreSQL takes in no text
    user = db.session.scalar(select(User).where(func.lower(User.email) == address, User.active))
    if user is None or _mails_since(user.id, now_utc - timedelta(hours=1)) >= MAILS_PER_HOUR:
        return
    queue_message(TEMPLATE, user_id=user.id, language=user.language, now_utc=now_utc)
    record_audit("user", user.id, "request_sign_in", "user", user.id, now_utc)
    db.session.commit()


def issue_sign_in_token(user_id: int, now_utc: datetime) -> str:
    """A new token for a mail that is about to be sent. Joins the caller's transaction.

    The user's tokens that are used or too old go.
    """
    db.session.execute(
        delete(SignInToken).where(
            SignInToken.user_id == user_id,
            SignInToken.used_utc.is_not(None) | (SignInToken.expires_utc <= now_utc),
        )
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(SignInToken(user_id=user_id, token_hash=_hash(token), expires_utc=now_utc + VALID_FOR))
    db.session.flush()
    return token


def sign_in(token: str, now_utc: datetime) -> SignedInUser | None:
    """Use up a token; None when it is unknown, used or too old, or its user is no longer active."""
    user_id = db.session.scalar(
        update(SignInToken)
        .where(
            SignInToken.token_hash == _hash(token),
            SignInToken.used_utc.is_(None),
            SignInToken.expires_utc > now_utc,
        )
        .values(used_utc=now_utc)
        .returning(SignInToken.user_id)
    )
    user = None if user_id is None else db.session.get_one(User, user_id)
    if user is None or not user.active:
        db.session.rollback()
        return None
    record_audit("user", user.id, "sign_in", "user", user.id, now_utc)
    db.session.commit()
    return _signed_in(user)


def signed_in_user(user_id: int, epoch: int) -> SignedInUser | None:
    """The user of a session; None once all of the user's sessions were ended, or the account was."""
    user = db.session.get(User, user_id)
    if user is None or not user.active or user.sign_in_epoch != epoch:
        return None
    return _signed_in(user)


def sign_out_everywhere(user_id: int, now_utc: datetime) -> None:
    """End every session of a user, and every sign-in mail that is still on its way."""
    user = db.session.get_one(User, user_id)
    user.sign_in_epoch += 1
    db.session.execute(delete(SignInToken).where(SignInToken.user_id == user_id))
    record_audit("user", user_id, "sign_out_everywhere", "user", user_id, now_utc)
    db.session.commit()


def _signed_in(user: User) -> SignedInUser:
    return SignedInUser(
        id=user.id,
        name=user.name,
        role=user.role,
        language=user.language,
        partner_id=user.partner_id,
        epoch=user.sign_in_epoch,
    )


def _mails_since(user_id: int, since_utc: datetime) -> int:
    query = (
        select(func.count())
        .select_from(Message)
        .where(Message.user_id == user_id, Message.template == TEMPLATE, Message.queued_utc > since_utc)
    )
    return db.session.scalar(query) or 0


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
