"""Note how many families came to a session: counts, never names, and nothing is planned from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from scheduler.extensions import db
from scheduler.services.lead_event import co_leads
from scheduler.services.record_audit import record_audit
from scheduler.services.view_who_came import is_over, kinds_at
from scheduler.storage.models import ReleaseSession, Season, SessionCount
from scheduler.storage.releases import latest_release


def note_who_came(
    season_id: int,
    session_uid: str,
    families: int,
    by_support: Mapping[str, int],
    user_id: int,
    now_utc: datetime,
    *,
    partner_id: int | None = None,
) -> None:
    """Keep the counts of a session in the place of what was noted before.

    Raises:
        LookupError: the latest release has no such session, it is not over, it has no such support, or the
            partner does not co-lead its event.
    """
    row = _session(season_id, session_uid, partner_id)
    now_local = now_utc.astimezone(ZoneInfo(db.session.get_one(Season, season_id).timezone))
    if not is_over(row, now_local.replace(tzinfo=None)) or set(by_support) - set(kinds_at(row)):
        raise LookupError
    count = db.session.scalar(_noted(season_id, session_uid)) or SessionCount(
        season_id=season_id, session_uid=session_uid
    )
    count.families, count.by_support = families, dict(by_support)
    count.by_id, count.noted_utc = user_id, now_utc
    db.session.add(count)
    record_audit("user", user_id, "note_who_came", "release_session", row.id, now_utc)
    db.session.commit()


def forget_who_came(
    season_id: int, session_uid: str, user_id: int, now_utc: datetime, *, partner_id: int | None = None
) -> None:
    """Take the counts of a session back, as if nobody had noted them; twice is the same as once.

    Raises:
        LookupError: the latest release has no such session, or the partner does not co-lead its event.
    """
    row = _session(season_id, session_uid, partner_id)
    count = db.session.scalar(_noted(season_id, session_uid))
    if count is not None:
        db.session.delete(count)
        record_audit("user", user_id, "forget_who_came", "release_session", row.id, now_utc)
    db.session.commit()


def _session(season_id: int, session_uid: str, partner_id: int | None) -> ReleaseSession:
    """Raises LookupError."""
    release = latest_release(season_id)
    sessions = () if release is None else release.sessions
    row = next((row for row in sessions if row.uid == session_uid), None)
    if row is None or (partner_id is not None and not co_leads(partner_id, row.event_id)):
        raise LookupError
    return row


def _noted(season_id: int, session_uid: str) -> Select[SessionCount]:
    return select(SessionCount).where(
        SessionCount.season_id == season_id, SessionCount.session_uid == session_uid
    )
