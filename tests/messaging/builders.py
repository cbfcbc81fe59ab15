"""Plain letters for the messaging tests."""

from datetime import UTC, datetime
from typing import Any

from scheduler.messaging.channels import Letter

FROM_ADDRESS = "Commonhour <events@school.example>"
WRITTEN_UTC = datetime(2026, 9, 3, 22, 5, tzinfo=UTC)


def letter(**changes: Any) -> Letter:
    values: dict[str, Any] = {
        "to_address": "amal@home.example",
        "language": "ar",
        "subject": "رسالة",
        "text": "مرحبا\n",
        "written_utc": WRITTEN_UTC,
    }
    return Letter(**values | changes)
