"""In every zone, in every week of six years and around every change, each parser reads the right instant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

import pytest

from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.event import Wording
from scheduler.calendars.feed import render_feed
from scheduler.calendars.posix_rules import parse_rule
from scheduler.calendars.timezones import vtimezone
from scheduler.calendars.zones import pinned_zone, zone_footer
from tests.calendars.builders import RELEASED_UTC, entry
from tests.clients.libical import read_by_libical
from tests.clients.readers import read_by_ical_js, read_by_icalendar
from tests.thorough import thoroughly

YEARS = range(2024, 2030)
MINUTES = 90
ZONES = files("tzdata").joinpath("zones").read_text().split()


@pytest.mark.parametrize("read", [read_by_ical_js, *thoroughly(read_by_icalendar, read_by_libical)])
def test_every_parser_agrees_with_zoneinfo_on_every_instant(read):
    feeds = feeds_of_every_zone()

    wrong = {
        (zone, datetime.fromtimestamp(seen.start, UTC), int(seen.uid), seen.end - seen.start)
        for zone, events in zip(feeds, read(list(feeds.values())), strict=True)
        for seen in events
        if (seen.start, seen.end) != (int(seen.uid), int(seen.uid) + MINUTES * 60)
    }

    assert not wrong


def test_a_zone_whose_rules_hold_is_written_in_rules_and_any_other_in_utc():
    feeds = feeds_of_every_zone()

    in_rules = {zone for zone, feed in feeds.items() if b"BEGIN:VTIMEZONE" in feed}
    in_utc = {zone for zone, feed in feeds.items() if b"TZID" not in feed}

    assert in_rules | in_utc == feeds.keys()
    assert ("America/Nuuk", "2024-2029") in in_rules
    assert {zone for zone, _ in in_utc} == {
        "Africa/Cairo", "Africa/Casablanca", "America/Asuncion", "America/Coyhaique", "America/Edmonton",
        "America/Havana", "America/Scoresbysund", "America/Vancouver", "America/Winnipeg", "Asia/Almaty",
        "Asia/Gaza",
    }  # fmt: skip


@cache
def feeds_of_every_zone() -> dict[tuple[str, str], bytes]:
    """A feed for every zone over six years, and over each year where no rule holds for all six.

    Zones that are the same but for their name (links such as US/Eastern) share one feed.
    """
    feeds = {}
    for zone in {behaviour(zone): zone for zone in reversed(ZONES)}.values():
        spans = [YEARS] if vtimezone(zone, YEARS[0], YEARS[-1]) else [range(y, y + 1) for y in YEARS]
        for span in spans:
            feeds[zone, f"{span[0]}-{span[-1]}"] = feed_of_instants(zone, instants(zone, span))
    return feeds


def behaviour(zone: str) -> tuple[str, tuple[timedelta | None, ...]]:
    """What a feed can show of a zone: its rule, and its offset at every instant that is looked at."""
    tz = pinned_zone(zone)
    return zone_footer(zone), tuple(at.astimezone(tz).utcoffset() for at in instants(zone, YEARS))


def instants(zone: str, years: range) -> list[datetime]:
    """An hour of every week, another each time, and the minutes around each change of clocks."""
    first = datetime(years[0], 1, 1, 0, 30, tzinfo=UTC)
    weeks = [first + timedelta(weeks=week, hours=week % 24) for week in range(52 * len(years))]
    around = [at + timedelta(minutes=m) for at in changes(zone, years) for m in (-61, -30, -1, 0, 1, 61)]
    return sorted({*weeks, *around})


def changes(zone: str, years: range) -> Iterator[datetime]:
    """The zone's own changes of clocks, to the minute, and those that its rule would have."""
    tz = pinned_zone(zone)
    day, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    while day < end:
        before = day.astimezone(tz).utcoffset()
        if before != (day + timedelta(days=1)).astimezone(tz).utcoffset():
            minutes = (day + timedelta(minutes=m) for m in range(1, 24 * 60 + 1))
            yield next(at for at in minutes if at.astimezone(tz).utcoffset() != before)
        day += timedelta(days=1)
    if rule := parse_rule(zone_footer(zone)):
        yield from (at for year in years for at, _ in rule.changes(year))


def feed_of_instants(zone: str, starts: list[datetime]) -> bytes:
    """A session at each instant, whose uid is that instant."""
    return render_feed("Every week", Wording("en"), [session_at(zone, at) for at in starts], RELEASED_UTC)


def session_at(zone: str, start: datetime) -> CalendarEntry:
    local = start.astimezone(pinned_zone(zone)).replace(tzinfo=None)
    return entry(uid=str(int(start.timestamp())), start_local=local, zone=zone, minutes=MINUTES)
