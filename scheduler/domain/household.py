"""What is known of a family that is not in the database yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adult:
    """Languages are codes of the table of locales. A name, an address or a number may be empty."""

    name: str
    language_spoken: str
    language_read: str
    channel: str = "none"
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Household:
    """In the care of a liaison, with children at these schools; `adults` are one or more."""

    liaison_id: int
    school_ids: tuple[int, ...]
    adults: tuple[Adult, ...]
