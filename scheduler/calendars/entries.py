"""What a feed shows of one session, as plain values in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from scheduler.calendars.zones import pinned_zone

EntryStatus = Literal["confirmed", "cancelled"]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One session of a release.

    `start_local` is naive wall-clock time in `zone` (IANA). `sequence` rises when time, place or status
    changes (RFC 5545, section 3.8.7.4); `last_modified_utc` is the release that changed the entry last.
    `language` is that of summary and location; `description` holds lines about the event, never about
    who reads them, in the feed's language. `geo` is latitude, longitude.
    """

    uid: str
    sequence: int
    start_local: datetime
    minutes: int
    zone: str
    status: EntryStatus
    language: str
    summary: str
    last_modified_utc: datetime
    description: tuple[str, ...] = ()
    location: str = ""
    join_url: str = ""
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None

    @property
    def start_utc(self) -> datetime:
        """The instant at which the session starts, by the zone rules of the pinned tzdata."""
        return self.start_local.replace(tzinfo=pinned_zone(self.zone)).astimezone(UTC)

    @property
    def end_utc(self) -> datetime:
        return self.start_utc + timedelta(minutes=self.minutes)


def session_uid(release_session_uid: str, host: str) -> str:
    """The UID of a session (RFC 7986, section 5.3): the same in every release and every feed."""
    return f"session-{release_session_uid}@{host}"
