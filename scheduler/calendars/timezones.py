"""VTIMEZONEs whose changes are yearly rules, which every client reads (RFC 5545, section 3.6.5).

The library's own list each change as an RDATE, of which some clients read only the first.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scheduler.calendars.posix_rules import LAST_WEEK, Clock, Onset, PosixRule, parse_rule
from scheduler.calendars.zones import pinned_zone, zone_footer

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NON_LEAP_YEAR = 2001


@lru_cache(maxsize=64)
def vtimezone(zone: str, first_year: int, last_year: int) -> Timezone | None:
    """The VTIMEZONE of an IANA zone, true for every instant from `first_year` to `last_year` (UTC).

    None when no yearly rule says the same as the zone's own history: then write the times in UTC.
    """
    rule = parse_rule(zone_footer(zone))
    if rule is None or not _holds(rule, zone, first_year, last_year):
        return None
    if rule.daylight is None:
        return _component(zone, _fixed(rule.standard))
    standard = _observance(rule.standard, rule.daylight, first_year - 1)
    daylight = _observance(rule.daylight, rule.standard, first_year - 1)
    return _component(zone, standard, daylight) if standard and daylight else None


def _holds(rule: PosixRule, zone: str, first_year: int, last_year: int) -> bool:
    """Whether the rule and the zone agree: on every day, and just before and at every change."""
    tz = pinned_zone(zone)
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=day) for day in range((end - start).days + 1)]
    changes = [at for year in range(first_year, last_year + 1) for at, _ in rule.changes(year)]
    moments = [*days, *changes, *(at - timedelta(seconds=1) for at in changes)]
    return all(rule.utc_offset(moment) == moment.astimezone(tz).utcoffset() for moment in moments)


def _component(zone: str, *observances: TimezoneStandard | TimezoneDaylight) -> Timezone:
    component = Timezone()
    component.add("tzid", zone)
    for observance in observances:
        component.add_component(observance)
    return component


def _fixed(clock: Clock) -> TimezoneStandard:
    observance = TimezoneStandard()
    observance.add("dtstart", datetime(1970, 1, 1))
    observance.add("tzname", clock.name)
    observance.add("tzoffsetfrom", clock.utc_offset)
    observance.add("tzoffsetto", clock.utc_offset)
    return observance


def _observance(clock: Clock, before: Clock, from_year: int) -> TimezoneStandard | TimezoneDaylight | None:
    if clock.starts is None or (yearly := _yearly(clock.starts)) is None:
        return None
    # The clock that is ahead is called DAYLIGHT, also where the law calls winter the exception (Dublin).
    observance = TimezoneDaylight() if clock.utc_offset > before.utc_offset else TimezoneStandard()
    observance.add("dtstart", clock.starts.in_year(from_year))
    observance.add("rrule", yearly)
    observance.add("tzname", clock.name)
    observance.add("tzoffsetfrom", before.utc_offset)
    observance.add("tzoffsetto", clock.utc_offset)
    return observance


def _yearly(onset: Onset) -> dict[str, object] | None:
    """The recurrence rule of an onset; None when its day may fall into another month."""
    shift = onset.wall_time // timedelta(days=1)
    weekday = _DAYS[(onset.weekday + shift) % 7]
    if shift == 0:
        nth = -1 if onset.week == LAST_WEEK else onset.week
        return {"freq": "yearly", "bymonth": onset.month, "byday": f"{nth}{weekday}"}
    days_of_month = monthrange(_NON_LEAP_YEAR, onset.month)[1]
    first = (days_of_month - 6 if onset.week == LAST_WEEK else 7 * onset.week - 6) + shift
    if onset.month == 2 or first < 1 or first + 6 > days_of_month:
        return None
    days = list(range(first, first + 7))
    return {"freq": "yearly", "bymonth": onset.month, "bymonthday": days, "byday": weekday}
