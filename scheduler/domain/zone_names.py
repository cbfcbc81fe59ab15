"""Names of time zones as people type them."""

from __future__ import annotations

from difflib import get_close_matches
from zoneinfo import available_timezones

USUAL_ZONE = "America/New_York"


def is_zone(name: str) -> bool:
    """Whether the IANA database has a zone of this name."""
    return name in available_timezones()


def zone_like(name: str) -> str:
    """The zone whose name comes nearest; some zone where none is near."""
    near = get_close_matches(name, available_timezones(), 1)
    return near[0] if near else USUAL_ZONE
