"""A series that began long ago repeats in the season as dateutil says, from whenever it is counted."""

from datetime import datetime, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendars.busy_reading import read_busy
from tests.calendars.test_busy import FIRST, LAST, ZONE, calendar, march

DAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True)
STARTS = st.datetimes(datetime(1999, 1, 1), datetime(2026, 3, 10)).map(
    lambda at: at.replace(hour=18, minute=0, second=0, microsecond=0)
)
RULES = st.builds(
    lambda freq, every, days, week, until: ";".join(
        [f"FREQ={freq}", *every, *(f"BYDAY={','.join(each)}" for each in days), *week, *until]
    ),
    st.sampled_from(["DAILY", "WEEKLY"]),
    st.lists(st.integers(1, 60).map(lambda n: f"INTERVAL={n}"), max_size=1),
    st.lists(DAYS, max_size=1),
    st.lists(st.sampled_from(["WKST=SU", "WKST=MO"]), max_size=1),
    st.lists(st.sampled_from(["UNTIL=20260307T180000", "UNTIL=20260120T180000"]), max_size=1),
)


@settings(deadline=None, max_examples=50)
@given(STARTS, RULES)
def test_every_repetition_is_where_it_was(start: datetime, rule: str) -> None:
    said = f"DTSTART;TZID=America/New_York:{start:%Y%m%dT%H%M%S}\nDURATION:PT1H\nRRULE:{rule}"
    season = datetime(2026, 3, 2), datetime(2026, 3, 16)
    due = set(rrulestr(rule, dtstart=start).between(*season, inc=True))
    if season[0] <= start < season[1]:
        due.add(start)  # the first one counts even where its own rule leaves it out
    assert read_busy(calendar(said), ZONE, FIRST, LAST) == tuple(march(at.day, 18, 19) for at in sorted(due))


def test_what_lasts_for_weeks_is_not_cut_off() -> None:
    said = "DTSTART;VALUE=DATE:20100105\nDTEND;VALUE=DATE:20100310\nRRULE:FREQ=WEEKLY;INTERVAL=52"
    began = datetime(2010, 1, 5) + 16 * timedelta(weeks=52)
    last = began + timedelta(days=63)
    days = [began + timedelta(days=n) for n in range(64)]
    inside = [day.day for day in days if datetime(2026, 3, 2) <= day < datetime(2026, 3, 16)]
    assert last.month >= 2
    assert read_busy(calendar(said), ZONE, FIRST, LAST) == tuple(march(day, 0, 24) for day in inside)
