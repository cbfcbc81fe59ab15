"""A calendar entry -> the VEVENT that shows it (RFC 5545, section 3.6.1; RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from scheduler.calendars.content_lines import content_line, plain, quoted, text_line, texts_line
from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.zones import pinned_zone
from scheduler.language.catalogues import gettext_for

PRODID = "-//Commonhour//Commonhour//EN"
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Wording:
    """How a feed writes its events: in which language, with times in UTC, with a reminder before each."""

    language: str
    in_utc: bool = False
    alarm_minutes: int | None = None


@lru_cache(maxsize=_REMEMBERED)
def vevent(entry: CalendarEntry, wording: Wording, zone_is_ruled: bool) -> bytes:
    """The event's lines. Where its zone has no VTIMEZONE in the feed, the times are in UTC.

    Events are remembered, since a feed is read far more often than one of its sessions changes.
    """
    lines = (
        b"BEGIN:VEVENT\r\n",
        content_line("UID", entry.uid),
        content_line("SEQUENCE", str(entry.sequence)),
        # Without a METHOD, DTSTAMP says the same as LAST-MODIFIED (RFC 5545, section 3.8.7.2).
        content_line("DTSTAMP", utc_text(entry.last_modified_utc)),
        content_line("LAST-MODIFIED", utc_text(entry.last_modified_utc)),
        *event_facts(entry, wording, zone_is_ruled),
        *_alarm(entry, wording.alarm_minutes),
        b"END:VEVENT\r\n",
    )
    return b"".join(lines)


def event_facts(entry: CalendarEntry, wording: Wording, zone_is_ruled: bool) -> Iterator[bytes]:
    """What a feed and an invitation both say of a session: when, whether it holds, what and where."""
    yield from _times(entry, zone_is_ruled and not wording.in_utc)
    yield from _status(entry, wording)
    yield from _details(entry, wording.language)


def utc_text(instant: datetime) -> str:
    """An instant as iCalendar writes it."""
    return instant.strftime("%Y%m%dT%H%M%SZ")


def _times(entry: CalendarEntry, in_local_time: bool) -> Iterator[bytes]:
    zone = pinned_zone(entry.zone)
    times = entry.start_utc, entry.end_utc
    start, end = (at.astimezone(zone) for at in times)
    # Of an hour that a night repeats, RFC 5545 (3.3.5) means the first; parsers read the second.
    if not in_local_time or _comes_twice(start) or _comes_twice(end):
        yield content_line("DTSTART", utc_text(times[0]))
        yield content_line("DTEND", utc_text(times[1]))
    else:
        yield content_line(f"DTSTART;TZID={entry.zone}", start.strftime("%Y%m%dT%H%M%S"))
        yield content_line(f"DTEND;TZID={entry.zone}", end.strftime("%Y%m%dT%H%M%S"))


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _status(entry: CalendarEntry, wording: Wording) -> Iterator[bytes]:
    yield content_line("STATUS", entry.status.upper())
    if entry.status == "cancelled":
        messages = gettext_for(wording.language)
        title = messages.gettext("Cancelled: %(title)s") % {"title": entry.summary}
        yield content_line("TRANSP", "TRANSPARENT")
        yield text_line("SUMMARY", plain(title), wording.language)
    else:
        yield text_line("SUMMARY", plain(entry.summary), entry.language)


def _details(entry: CalendarEntry, language: str) -> Iterator[bytes]:
    if entry.description:
        yield text_line("DESCRIPTION", "\n".join(plain(line) for line in entry.description), language)
    if entry.location:
        yield text_line("LOCATION", plain(entry.location), entry.language)
    if entry.categories:
        yield texts_line("CATEGORIES", (plain(each) for each in entry.categories), language)
    if entry.geo:
        yield content_line("GEO", f"{entry.geo[0]:.6f};{entry.geo[1]:.6f}")
    if entry.join_url:
        yield from _conference(plain(entry.join_url).replace(" ", "%20"), language)


def _conference(link: str, language: str) -> Iterator[bytes]:
    """RFC 7986, section 5.11; and the link as URL, for the many clients that do not know CONFERENCE yet."""
    label = quoted(gettext_for(language).gettext("Join online"))
    feature = "PHONE" if link.startswith("tel:") else "AUDIO,VIDEO"
    yield content_line(f"CONFERENCE;VALUE=URI;FEATURE={feature};LANGUAGE={language};LABEL={label}", link)
    yield content_line("URL", link)


def _alarm(entry: CalendarEntry, minutes: int | None) -> Iterator[bytes]:
    if minutes is None or entry.status == "cancelled":
        return
    yield b"BEGIN:VALARM\r\n"
    yield content_line("ACTION", "DISPLAY")
    yield content_line("TRIGGER", f"-PT{minutes}M")
    yield text_line("DESCRIPTION", plain(entry.summary), entry.language)
    yield b"END:VALARM\r\n"
