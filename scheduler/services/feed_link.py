"""The link that a caregiver's calendar program follows."""

from __future__ import annotations

from datetime import datetime

from scheduler.extensions import db
from scheduler.services.links import find_or_issue_link


def feed_token(caregiver_id: int, link_key: str, now_utc: datetime) -> str:
    """The token of this caregiver's feed, the same each time until it is revoked."""
    token = find_or_issue_link("feed", caregiver_id=caregiver_id, link_key=link_key, now_utc=now_utc)
    db.session.commit()
    return token
