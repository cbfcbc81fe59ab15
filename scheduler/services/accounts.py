"""Accounts of staff and partners end, and open again: always in the transaction of whoever asks for it.

Nothing that was said or voted goes with an account, and its row stays for as long as its words do.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import District, Season, SignInToken, User

PLANNING = (User.role == "co_planner", User.active)


class LastCoPlannerError(Exception):
    """Nobody could sign in to the board any more."""


class LastVoiceError(Exception):
    """Nobody would represent families any more, and the rule of an open season asks for it."""


def wait_for_accounts() -> None:
    """Changes of accounts come one after the other, also at the same moment."""
    db.session.scalars(select(District.id).with_for_update()).first()


def end_account(user_id: int, by_id: int, now_utc: datetime, *, knowingly: bool = False) -> None:
    """Its sign-in links and sessions end at once. `knowingly`: also where families lose their last voice.

    Raises:
        LastCoPlannerError, LastVoiceError: see there.
    """
    wait_for_accounts()
    user = db.session.get_one(User, user_id)
    if not user.active:
        return
    if user.role == "co_planner":
        others = db.session.scalars(select(User.represents).where(*PLANNING, User.id != user_id)).all()
        if not others:
            raise LastCoPlannerError
        heard = user.represents != "families" or "families" in others or not voice_is_asked()
        if not heard and not knowingly:
            raise LastVoiceError
    user.active = False
    user.sign_in_epoch += 1
    db.session.execute(delete(SignInToken).where(SignInToken.user_id == user_id))
    record_audit("user", by_id, "end_account", "user", user_id, now_utc)


def open_account(user_id: int, by_id: int, now_utc: datetime) -> None:
    """Whoever was taken off can sign in again, with a new link."""
    wait_for_accounts()
    user = db.session.get_one(User, user_id)
    if not user.active:
        user.active = True
        record_audit("user", by_id, "open_account", "user", user_id, now_utc)


def voice_is_asked() -> bool:
    """Whether an open season needs the agreement of a representative of families."""
    asking = select(Season.id).where(Season.state == "open", Season.family_approval)
    return db.session.scalar(asking.limit(1)) is not None
