"""An answer to an invitation: iTIP REPLY (RFC 5546, section 3.2.3), as calendar programs write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast, get_args
from urllib.parse import unquote

from scheduler.calendars.content_lines import plain_lines
from scheduler.calendars.ics_parts import Part, parts_of

Said = Literal["ACCEPTED", "DECLINED", "TENTATIVE"]
LONGEST_COMMENT = 2_000
_KEPT = {"METHOD", "UID", "RECURRENCE-ID", "ATTENDEE", "DTSTAMP", "SEQUENCE", "COMMENT"}
_PARAMETER = re.compile(r";\s*([A-Za-z0-9-]+)=(\"[^\"]*\"|[^;]*)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n^'])")


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """What one attendee said to one event. `attendee` is a mail address in small letters.

    `sequence` is that of the invitation that is answered, `stamp_utc` when the answer was given.
    """

    uid: str
    attendee: str
    said: Said
    sequence: int
    stamp_utc: datetime
    comment: str = ""


def read_reply(data: bytes) -> CalendarReply | None:
    """The answer; None for whatever is not exactly one attendee's answer to one whole event.

    ORGANIZER is not asked for, since Outlook.com leaves it out.
    """
    calendars = [part for part in parts_of(data, _KEPT).parts if part.name == "VCALENDAR"]
    if len(calendars) != 1 or calendars[0].first("METHOD").upper() != "REPLY":
        return None
    events = [part for part in calendars[0].parts if part.name == "VEVENT"]
    if len(events) != 1 or "RECURRENCE-ID" in events[0].properties:
        return None
    return _of_event(events[0])


def _of_event(event: Part) -> CalendarReply | None:
    attendees = event.properties.get("ATTENDEE", [])
    sequence = event.first("SEQUENCE") or "0"  # which may be left out where it is 0
    stamp = _instant(event.first("DTSTAMP"))
    if len(attendees) != 1 or stamp is None or not re.fullmatch(r"[0-9]{1,9}", sequence):
        return None
    facts = {name.upper(): value.strip('"').strip() for name, value in _PARAMETER.findall(attendees[0][0])}
    said = facts.get("PARTSTAT", "").upper()
    address = _address(attendees[0][1]) or facts.get("EMAIL", "").lower()
    if said not in get_args(Said) or not address or not event.first("UID"):
        return None
    comment = _unescaped(event.first("COMMENT")) or _uncareted(facts.get("X-RESPONSE-COMMENT", ""))
    return CalendarReply(
        event.first("UID"), address, cast(Said, said), int(sequence), stamp, comment[:LONGEST_COMMENT]
    )


def _address(value: str) -> str:
    """The address of a `mailto:` link; "" for what Apple writes instead, which has it as a parameter."""
    scheme, _, address = value.partition(":")
    return unquote(address).strip().lower() if scheme.lower() == "mailto" else ""


def _instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _unescaped(text: str) -> str:
    return plain_lines(_ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text))


def _uncareted(text: str) -> str:
    """RFC 6868."""
    return plain_lines(_CARET.sub(lambda found: {"n": "\n", "^": "^", "'": '"'}[found[1]], text))
