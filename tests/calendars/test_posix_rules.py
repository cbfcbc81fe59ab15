"""POSIX TZ strings, as the tzdata package ends its files with."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.calendars.posix_rules import parse_rule


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_new_york_changes_on_the_second_sunday_of_march_and_the_first_of_november():
    rule = parse_rule("EST5EDT,M3.2.0,M11.1.0")

    assert rule.changes(2026) == [
        (datetime(2026, 3, 8, 7, tzinfo=UTC), hours(-4)),
        (datetime(2026, 11, 1, 6, tzinfo=UTC), hours(-5)),
    ]


def test_summer_in_the_south_spans_the_new_year():
    rule = parse_rule("AEST-10AEDT,M10.1.0,M4.1.0/3")

    assert rule.utc_offset(datetime(2026, 1, 1, tzinfo=UTC)) == hours(11)
    assert rule.utc_offset(datetime(2026, 7, 1, tzinfo=UTC)) == hours(10)


def test_the_last_sunday_is_found_in_a_month_of_four_and_of_five():
    rule = parse_rule("CET-1CEST,M3.5.0,M10.5.0/3")

    assert [rule.changes(year)[0][0].day for year in (2024, 2025, 2026)] == [31, 30, 29]


def test_a_clock_time_may_lie_on_the_day_before_or_days_after():
    nuuk = parse_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0")
    gaza = parse_rule("EET-2EEST,M3.4.4/50,M10.4.4/50")

    assert nuuk.daylight.starts.in_year(2026) == datetime(2026, 3, 28, 23)
    assert gaza.daylight.starts.in_year(2026) == datetime(2026, 3, 28, 2)


def test_names_in_brackets_and_offsets_with_minutes_are_read():
    rule = parse_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")

    assert (rule.standard.name, rule.standard.utc_offset) == ("+1030", hours(10.5))
    assert (rule.daylight.name, rule.daylight.utc_offset) == ("+11", hours(11))


def test_a_zone_without_changes_has_one_clock():
    rule = parse_rule("<+0545>-5:45")

    assert rule.daylight is None
    assert rule.utc_offset(datetime(2026, 7, 1, tzinfo=UTC)) == hours(5.75)


@pytest.mark.parametrize("text", ["EST5EDT,J60,J300", "EST5EDT,59,299", "EST5EDT", "", "nonsense,"])
def test_a_string_of_another_form_is_no_rule(text):
    assert parse_rule(text) is None
