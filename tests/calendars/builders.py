"""Plain values for the calendar tests."""

from datetime import UTC, datetime
from typing import Any

from scheduler.calendars.entries import CalendarEntry

RELEASED_UTC = datetime(2026, 8, 20, 15, 0, tzinfo=UTC)


def entry(**changes: Any) -> CalendarEntry:
    values: dict[str, Any] = {
        "uid": "session-1@school.example",
        "sequence": 0,
        "start_local": datetime(2026, 9, 3, 18, 0),
        "minutes": 90,
        "zone": "America/New_York",
        "status": "confirmed",
        "language": "en",
        "summary": "Family evening",
        "last_modified_utc": RELEASED_UTC,
    }
    return CalendarEntry(**values | changes)
