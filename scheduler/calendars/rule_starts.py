"""Which moments a rule names, counted from shortly before a span on (RFC 5545, section 3.3.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr

from scheduler.calendars.moments import Moment
from scheduler.calendars.spans import Span

MOST_A_DAY = 24
_MARGIN = timedelta(days=2)  # the clocks of two zones are 26 hours apart at most
_DAYS = {"DAILY": 1, "WEEKLY": 7}
_OF_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_CHOOSES_DAYS = {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER"}
_NO_COUNT = re.compile(r"-\d+")


def is_too_often(rule: str) -> bool:
    """Whether a rule may name more than 24 moments of a day."""
    named = _named(rule.upper())
    a_day = 1
    for name in _OF_A_DAY:
        a_day *= len(named.get(name, "").split(","))
    return named.get("FREQ", "").strip() in ("SECONDLY", "MINUTELY", "HOURLY") or a_day > MOST_A_DAY


def rule_starts(rule: str, start: Moment, near: Span, length: timedelta) -> Iterator[datetime]:
    """The beginning, and what of the rule may touch `near` if it lasts for `length`; clock times of its zone.

    Without a rule it is the beginning alone. Where the beginning does not fit the rule it counts too.

    Raises:
        ValueError: for a rule that is none.
    """
    named = _named(rule)
    last = _last(named.pop("UNTIL", ""), start)
    if last is None or start.at <= last:
        yield start.at
    if not named:
        return
    if _NO_COUNT.fullmatch(named.get("COUNT", "")):
        del named["COUNT"]
    first, end = near.start - length - _MARGIN, near.end + _MARGIN
    named, begin = _from_nearby(named, start.at, first)
    text = ";".join(f"{name}={value}" for name, value in named.items())
    for at in rrulestr(text, dtstart=begin).between(first, end, inc=True):
        if last is not None and at > last:
            return
        if at != start.at:
            yield at


def _named(rule: str) -> dict[str, str]:
    parts = (part.partition("=") for part in rule.split(";") if part)
    return {name.strip(): value for name, _, value in parts}


def _last(until: str, start: Moment) -> datetime | None:
    """The end of a rule in the clock time of its beginning; an end without a zone is meant in UTC by then."""
    if not until:
        return None
    if start.whole_day or len(until) == 8:
        at = datetime.strptime(until[:8], "%Y%m%d")
    else:
        at = datetime.strptime(until.removesuffix("Z"), "%Y%m%dT%H%M%S")
    if start.whole_day or start.zone in (None, "UTC"):
        return at
    return at.replace(tzinfo=UTC).astimezone(start.instant().tzinfo).replace(tzinfo=None)


def _from_nearby(named: dict[str, str], start: datetime, near: datetime) -> tuple[dict[str, str], datetime]:
    """A later beginning from which the rule names the same moments after `near`."""
    if "COUNT" in named or near <= start:
        return named, start
    every, freq = int(named.get("INTERVAL", "1")), named.get("FREQ", "")
    if days := _DAYS.get(freq):
        step = timedelta(days=days * every)
        return named, start + (near - start) // step * step
    if freq not in ("MONTHLY", "YEARLY"):
        return named, start
    months = every * (12 if freq == "YEARLY" else 1)
    passed = (near.year - start.year) * 12 + near.month - start.month - 1
    if passed < months:
        return named, start
    month = start.month - 1 + passed // months * months
    begin = start.replace(year=start.year + month // 12, month=month % 12 + 1, day=1)
    return named | _days_chosen(named, start), begin.replace(month=1) if freq == "YEARLY" else begin


def _days_chosen(named: dict[str, str], start: datetime) -> dict[str, str]:
    """The days that a rule of months or years takes from its beginning, where it names none."""
    if not _CHOOSES_DAYS.isdisjoint(named):
        return {}
    day = {"BYMONTHDAY": str(start.day)}
    return day if named["FREQ"] == "MONTHLY" else day | {"BYMONTH": named.get("BYMONTH", str(start.month))}
