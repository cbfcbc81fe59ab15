"""Calendar entries -> the bytes of an iCalendar feed, the same for the same release on any machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.timezones import vtimezone
from scheduler.calendars.zones import pinned_zone
from scheduler.language.catalogues import gettext_for

_PRODID = "-//Commonhour//Commonhour//EN"
_REFRESH = timedelta(hours=6)
_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def render_feed(name: str, language: str, entries: Sequence[CalendarEntry], released_utc: datetime) -> bytes:
    """A published calendar (RFC 5545, RFC 7986) that clients fetch again every few hours.

    It has no METHOD, since it invites nobody, and no UID of its own, which some clients take for an
    event. Entries come in the order of their start.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODID)
    calendar.add("name", _plain(name), {"language": language})
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("last-modified", released_utc)
    calendar.add("refresh-interval", _REFRESH, {"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{_REFRESH // timedelta(hours=1)}H")
    ruled_zones = _add_timezones(calendar, entries)
    for entry in sorted(entries, key=lambda entry: (entry.start_utc, entry.uid)):
        calendar.add_component(_event(entry, language, entry.zone in ruled_zones))
    rendered: bytes = calendar.to_ical()
    return rendered


def _add_timezones(calendar: Calendar, entries: Sequence[CalendarEntry]) -> set[str]:
    """Adds a VTIMEZONE for each zone that a yearly rule describes; returns those zones."""
    ruled = set()
    for zone in sorted({entry.zone for entry in entries}):
        times = [at for entry in entries if entry.zone == zone for at in (entry.start_utc, entry.end_utc)]
        if timezone := vtimezone(zone, min(times).year, max(times).year):
            calendar.add_component(timezone)
            ruled.add(zone)
    return ruled


def _event(entry: CalendarEntry, language: str, zone_is_ruled: bool) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    # Without a METHOD, DTSTAMP says the same as LAST-MODIFIED (RFC 5545, section 3.8.7.2).
    event.add("dtstamp", entry.last_modified_utc)
    event.add("last-modified", entry.last_modified_utc)
    _add_times(event, entry, zone_is_ruled)
    _add_status(event, entry, language)
    _add_details(event, entry, language)
    return event


def _add_times(event: Event, entry: CalendarEntry, zone_is_ruled: bool) -> None:
    zone = pinned_zone(entry.zone)
    start, end = entry.start_utc.astimezone(zone), entry.end_utc.astimezone(zone)
    # Of an hour that a night repeats, RFC 5545 (3.3.5) means the first; parsers read the second.
    if not zone_is_ruled or _comes_twice(start) or _comes_twice(end):
        start, end = entry.start_utc, entry.end_utc
    event.add("dtstart", start)
    event.add("dtend", end)


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _add_status(event: Event, entry: CalendarEntry, language: str) -> None:
    summary = _plain(entry.summary)
    if entry.status == "cancelled":
        summary = gettext_for(language).gettext("Cancelled: %(title)s") % {"title": summary}
        event.add("transp", "TRANSPARENT")
    event.add("status", entry.status.upper())
    event.add("summary", summary, {"language": language})


def _add_details(event: Event, entry: CalendarEntry, language: str) -> None:
    if entry.description:
        lines = "\n".join(_plain(line) for line in entry.description)
        event.add("description", lines, {"language": language})
    if entry.location:
        event.add("location", _plain(entry.location), {"language": language})
    if entry.categories:
        categories = [_plain(category) for category in entry.categories]
        event.add("categories", categories, {"language": language})
    if entry.url:
        event.add("url", _CONTROLS.sub("", entry.url))
    if entry.geo:
        event.add("geo", entry.geo)


def _plain(text: str) -> str:
    """One line of text without the control characters that iCalendar forbids (RFC 5545, section 3.1)."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text)).strip()
