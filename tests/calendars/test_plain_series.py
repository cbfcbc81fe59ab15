"""A series is read as `recurring_ical_events` reads it from its beginning, in a small part of its time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.calendars.busy import BusyTime
from scheduler.calendars.busy_reading import read_busy
from scheduler.calendars.spans import Span, by_date, joined
from tests.calendars.test_busy import FIRST, LAST, ZONE, calendar, march

SEASON = Span(datetime.combine(FIRST, time.min), datetime.combine(LAST, time.max))
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
STARTS = st.datetimes(datetime(1999, 1, 1), datetime(2026, 3, 20)).map(
    lambda at: at.replace(minute=0, second=0, microsecond=0)
)


def listed(name: str, values: list[str], most: int) -> st.SearchStrategy[list[str]]:
    """The rule's part with some of the values, or no such part."""
    some = st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)
    return st.lists(some.map(lambda chosen: f"{name}={','.join(chosen)}"), max_size=1)


RULES = st.builds(
    lambda freq, *parts: ";".join([f"FREQ={freq}", *(each for part in parts for each in part)]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    listed("INTERVAL", ["1", "2", "3", "7", "13", "60"], 1),
    listed("BYDAY", DAYS, 4),
    listed("BYMONTH", ["2", "3", "4", "11"], 3),
    listed("BYMONTHDAY", ["1", "3", "10", "14", "28", "-1"], 3),
    listed("BYSETPOS", ["1", "-1"], 1),
    listed("WKST", ["SU", "MO"], 1),
    st.sampled_from([[], ["COUNT=9"], ["COUNT=900"], ["UNTIL=20260308T235959Z"]]),
)
ZONES = st.sampled_from(["America/New_York", "Europe/Paris", "Asia/Tokyo", "Pacific/Auckland"])
TAKEN_OUT = st.lists(st.integers(0, 13), max_size=3)


def in_full(data: bytes) -> tuple[BusyTime, ...]:
    """What the library says, from the beginning of each series."""
    spans = []
    margin = timedelta(days=1)
    events = recurring_ical_events.of(Calendar.from_ical(data))
    for event in events.between(SEASON.start - margin, SEASON.end + margin):
        at = [event[name].dt.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) for name in ("DTSTART", "DTEND")]
        spans.append(Span(*at))
    until = datetime.combine(LAST + timedelta(days=1), time.min)
    return tuple(BusyTime(*each) for each in by_date(joined(spans), Span(SEASON.start, until)))


@settings(deadline=None, max_examples=60)
@given(STARTS, ZONES, RULES, TAKEN_OUT, st.integers(0, 13))
@example(datetime(2004, 2, 29, 18), "Europe/Paris", "FREQ=YEARLY;INTERVAL=2", [], 0)
@example(datetime(2001, 1, 31, 9), "Asia/Tokyo", "FREQ=MONTHLY;BYMONTHDAY=-1;INTERVAL=13", [], 0)
@example(datetime(2000, 1, 1), "America/New_York", "FREQ=YEARLY", [0], 0)
@example(datetime(2026, 3, 1, 2), "America/New_York", "FREQ=WEEKLY", [], 7)
def test_every_repetition_is_where_the_library_finds_it(
    start: datetime, zone: str, rule: str, gone: list[int], moved: int
) -> None:
    def at(name: str, day: int) -> str:
        on = date(2026, 3, 2) + timedelta(days=day)
        return f"{name};TZID={zone}:{datetime.combine(on, start.time()):%Y%m%dT%H%M%S}"

    said = f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\nDURATION:PT1H\nRRULE:{rule}"
    series = "\n".join([said, *(at("EXDATE", day) for day in gone)])
    other = f"{at('RECURRENCE-ID', moved)}\nDTSTART;TZID={zone}:20260312T050000\nDURATION:PT2H"
    for events in ([series], [series, other]):
        data = calendar(*events).replace(b"UID:1", b"UID:0")
        assert read_busy(data, ZONE, FIRST, LAST) == in_full(data)


def test_what_lasts_for_weeks_is_not_cut_off() -> None:
    said = "DTSTART;VALUE=DATE:20100126\nDTEND;VALUE=DATE:20100331\nRRULE:FREQ=WEEKLY;INTERVAL=52"
    ends = datetime(2010, 3, 31) + 16 * timedelta(weeks=52)
    assert ends == datetime(2026, 3, 11)
    days = tuple(march(day, 0, 24) for day in range(2, ends.day))
    assert read_busy(calendar(said), ZONE, FIRST, LAST) == days
