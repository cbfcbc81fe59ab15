"""A session as an invitation for one attendee: iTIP REQUEST and CANCEL (RFC 5546, sections 3.2.2, 3.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote

from scheduler.calendars.content_lines import content_line, quoted
from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.event import PRODID, Wording, event_facts, utc_text
from scheduler.calendars.timezones import vtimezone

Method = Literal["REQUEST", "CANCEL"]
_IN_ADDRESSES = "@+!#$&'*/=^_`{|}~"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who invites and who is invited, by mail address. The organizer's is where the reply goes.

    `said_yes`: the attendee has accepted already, so that the calendar need not ask.
    """

    organizer_name: str
    organizer: str
    attendee: str
    said_yes: bool = False


def render_invitation(
    method: Method, entry: CalendarEntry, language: str, parties: Parties, stamp_utc: datetime
) -> str:
    """The text of an iCalendar object that invites to the entry, tells its change, or cancels it.

    UID and SEQUENCE are those of the feeds. `stamp_utc` is DTSTAMP: of two objects with one SEQUENCE the
    later counts (RFC 5546, section 2.1.5). The attendee is never named, only addressed.
    """
    timezone = vtimezone(entry.zone, entry.start_utc.year, entry.end_utc.year)
    lines = (
        b"BEGIN:VCALENDAR\r\n",
        content_line("VERSION", "2.0"),
        content_line("PRODID", PRODID),
        content_line("METHOD", method),
        timezone.to_ical() if timezone else b"",
        b"BEGIN:VEVENT\r\n",
        content_line("UID", entry.uid),
        content_line("SEQUENCE", str(entry.sequence)),
        content_line("DTSTAMP", utc_text(stamp_utc)),
        *_parties(method, parties),
        *event_facts(entry, Wording(language), timezone is not None),
        b"END:VEVENT\r\n",
        b"END:VCALENDAR\r\n",
    )
    return b"".join(lines).decode()


def _parties(method: Method, parties: Parties) -> Iterator[bytes]:
    name = f";CN={quoted(parties.organizer_name)}" if parties.organizer_name else ""
    yield content_line(f"ORGANIZER{name}", _mailto(parties.organizer))
    asked = ""
    if method == "REQUEST":
        status = "ACCEPTED" if parties.said_yes else "NEEDS-ACTION"
        asked = f";ROLE=REQ-PARTICIPANT;PARTSTAT={status};RSVP=TRUE"
    yield content_line(f"ATTENDEE;CUTYPE=INDIVIDUAL{asked}", _mailto(parties.attendee))


def _mailto(address: str) -> str:
    """RFC 6068, section 2."""
    return "mailto:" + quote(address, safe=_IN_ADDRESSES)
