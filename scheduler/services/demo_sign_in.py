"""The ready sign-in links that a demo prints: the same at every start, and of no use anywhere else.

Callers make and open them in a demo only; production refuses a demo's keys besides.
"""

from __future__ import annotations

from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.sign_in import SignedInUser, signed_in_user
from scheduler.storage.models import User


def demo_sign_in_token(user_id: int, secret_key: str) -> str:
    """The token of a user's ready link."""
    token = _serializer(secret_key).dumps(user_id)
    return token if isinstance(token, str) else token.decode()


def demo_sign_in(token: str, secret_key: str, now_utc: datetime) -> SignedInUser | None:
    """Sign in the user of a ready link; None when the token is not genuine or the user has gone."""
    try:
        user_id = _serializer(secret_key).loads(token)
    except BadSignature:
        return None
    row = db.session.get(User, user_id)
    user = None if row is None else signed_in_user(row.id, row.sign_in_epoch)
    if user is not None:
        record_audit("user", user.id, "demo_sign_in", "user", user.id, now_utc)
        db.session.commit()
    return user


def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt="demo sign-in")
