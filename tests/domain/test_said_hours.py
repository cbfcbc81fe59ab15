"""Hours as a caregiver said them: what was said last holds, what was not said stays open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.answers import Times
from scheduler.domain.said_hours import LEVELS, SaidHours, differing, level_throughout, settled
from tests.builders.answers import hours

MONDAY = date(2026, 3, 2)

some_hours = st.builds(
    lambda start, length, level: hours(start, min(24, start + length), level),
    st.integers(0, 23),
    st.integers(1, 6),
    st.sampled_from(LEVELS),
)
some_rows = st.lists(some_hours, max_size=6)


def level_at(rows, hour):
    return level_throughout(rows, hour * 60, hour * 60 + 60)


def test_exact_times_hold_where_they_overlap_the_week():
    assert settled([hours(17, 21), hours(18, 19, "no")]) == (
        hours(17, 18),
        hours(18, 19, "no"),
        hours(19, 21),
    )


def test_hours_that_touch_and_agree_join():
    assert settled([hours(12, 17), hours(7, 12)]) == (hours(7, 17),)


@pytest.mark.parametrize(("start", "end"), [(60, 60), (120, 60), (-1, 60), (0, 24 * 60 + 1)])
def test_hours_lie_inside_one_day_and_end_after_they_start(start, end):
    with pytest.raises(ValueError, match="no hours of one day"):
        SaidHours(start, end, "yes")


@given(some_rows)
def test_every_hour_has_the_level_that_was_said_last(rows):
    last_said = {}
    for row in rows:
        last_said |= dict.fromkeys(range(row.start // 60, row.end // 60), row.level)
    assert {hour: level_at(settled(rows), hour) for hour in range(24)} == {
        hour: last_said.get(hour) for hour in range(24)
    }


@given(some_rows, some_rows)
def test_a_difference_laid_over_the_usual_hours_gives_the_special_ones_back(usual, special):
    usual, special = settled(usual), settled(special)
    left = differing(special, usual)
    assert settled([*usual, *left]) == settled([*usual, *special])
    assert all(level_at(usual, row.start // 60) != row.level for row in left)


def test_a_single_date_keeps_the_rest_of_its_usual_day():
    times = Times.of([(0, hours(8, 12)), (0, hours(17, 21))], [(MONDAY, hours(17, 21, "no"))])
    assert times.on(MONDAY) == (hours(8, 12), hours(17, 21, "no"))


def test_a_date_that_says_what_every_week_says_is_no_difference():
    assert Times.of([(0, hours(17, 21))], [(MONDAY, hours(18, 20))]) == Times.of([(0, hours(17, 21))])
