"""What every way of reaching a person has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An iCalendar object that a letter brings, under the method that it names (RFC 6047, section 2.4)."""

    method: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person, written out in that person's language (a code of the table of locales).

    `headers` are further header fields of the mail, such as Message-ID.
    """

    to_address: str
    language: str
    subject: str
    text: str
    written_utc: datetime
    html: str | None = None
    calendar: CalendarPart | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Channel(Protocol):
    """A way of reaching people."""

    def send(self, letter: Letter) -> None:
        """Hands the letter over; raises TransientSendError or PermanentSendError when it could not."""


class TransientSendError(Exception):
    """The letter was not taken now; the same letter may be taken later."""


class PermanentSendError(Exception):
    """The letter will never be taken as it is: somebody has to look at its address or its text."""
