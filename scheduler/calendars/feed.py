"""Calendar entries -> the bytes of an iCalendar feed, the same for the same release on any machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from scheduler.calendars.content_lines import content_line, plain, text_line
from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.event import PRODID, Wording, utc_text, vevent
from scheduler.calendars.timezones import vtimezone

_REFRESH_HOURS = 6
_COLOUR_NAME, _COLOUR = "sienna", "#a33f17"


def render_feed(
    name: str, wording: Wording, entries: Sequence[CalendarEntry], changed_utc: datetime
) -> bytes:
    """A published calendar (RFC 5545, RFC 7986) that clients fetch again every few hours.

    It has no METHOD, since it invites nobody, and no UID of its own, which some clients take for an
    event. Entries come in the order of their start.
    """
    timed = sorted(((entry.start_utc, entry.uid, entry) for entry in entries), key=lambda each: each[:2])
    timezones = {} if wording.in_utc else _timezones((start, entry) for start, _, entry in timed)
    events = (vevent(entry, wording, entry.zone in timezones) for _, _, entry in timed)
    head = _head(plain(name), wording.language, changed_utc)
    return b"".join((*head, *timezones.values(), *events, b"END:VCALENDAR\r\n"))


def _head(name: str, language: str, changed_utc: datetime) -> Iterator[bytes]:
    """Each fact as the standard writes it, and as the clients did that were there before it."""
    yield b"BEGIN:VCALENDAR\r\n"
    yield content_line("VERSION", "2.0")
    yield content_line("PRODID", PRODID)
    yield text_line("NAME", name, language)
    yield text_line("X-WR-CALNAME", name)
    yield content_line("COLOR", _COLOUR_NAME)
    yield content_line("X-APPLE-CALENDAR-COLOR", _COLOUR)
    yield content_line("LAST-MODIFIED", utc_text(changed_utc))
    yield content_line("REFRESH-INTERVAL;VALUE=DURATION", f"PT{_REFRESH_HOURS}H")
    yield content_line("X-PUBLISHED-TTL", f"PT{_REFRESH_HOURS}H")


def _timezones(timed: Iterable[tuple[datetime, CalendarEntry]]) -> dict[str, bytes]:
    """The VTIMEZONE of each zone that yearly rules describe over the years of its entries."""
    years: dict[str, set[int]] = defaultdict(set)
    for start, entry in timed:
        years[entry.zone] |= {start.year, (start + timedelta(minutes=entry.minutes)).year}
    found = {zone: vtimezone(zone, min(years[zone]), max(years[zone])) for zone in sorted(years)}
    return {zone: timezone.to_ical() for zone, timezone in found.items() if timezone}
