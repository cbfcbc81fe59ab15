"""From one release to the next: which published session is which, and what changed about it.

A session keeps its uid over all releases, so that a calendar moves an entry rather than adding one
(RFC 5545, 3.8.4.7), and its sequence rises when its time, place or status changes (3.8.7.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from scheduler.domain.changes import session_changes
from scheduler.domain.plan import Session

CANCELLED_STAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Published:
    """A session as a release tells it. `cancelled_utc` is set while `status` is `cancelled`."""

    uid: str
    session: Session
    sequence: int
    status: Literal["confirmed", "cancelled"]
    changed_utc: datetime
    cancelled_utc: datetime | None = None


def publish(
    previous: Sequence[Published],
    sessions: Sequence[Session],
    now_utc: datetime,
    new_uid: Callable[[], str],
) -> list[Published]:
    """The next release's sessions: kept, moved, new, reinstated, and the cancelled of the last 30 days."""
    standing = {_slot(p.session): p for p in previous if p.status == "confirmed"}
    changes = session_changes((p.session for p in standing.values()), sessions)
    result = [replace(standing[_slot(before)], session=after) for before, after in changes.kept]
    result += [_changed(standing[_slot(before)], after, now_utc) for before, after in changes.moved]
    gone = [_cancelled(standing[_slot(session)], now_utc) for session in changes.dropped]
    gone += [p for p in previous if p.cancelled_utc and now_utc - p.cancelled_utc < CANCELLED_STAYS]
    for session in changes.added:
        back = _same_offer(gone, session)
        if back is None:
            result.append(Published(new_uid(), session, 0, "confirmed", now_utc))
        else:
            gone.remove(back)
            result.append(_changed(back, session, now_utc))
    return sorted(result + gone, key=lambda p: (p.session.start, p.uid))


def _slot(session: Session) -> tuple[str, datetime, str]:
    return session.event, session.start, session.place


def _changed(published: Published, session: Session, now_utc: datetime) -> Published:
    return Published(published.uid, session, published.sequence + 1, "confirmed", now_utc)


def _cancelled(published: Published, now_utc: datetime) -> Published:
    return replace(
        published,
        sequence=published.sequence + 1,
        status="cancelled",
        changed_utc=now_utc,
        cancelled_utc=now_utc,
    )


def _same_offer(gone: Iterable[Published], session: Session) -> Published | None:
    """A cancelled session of the same event comes back under its own uid."""
    return next((p for p in gone if p.session.event == session.event), None)
