"""The slot grid and what stands on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.domain.instance import Interval, WeeklyRow
from scheduler.domain.timegrid import (
    horizon_days,
    in_horizon,
    in_window,
    monday_of,
    on_grid,
    open_throughout,
    overlap,
    slots,
    span,
    starts,
)
from tests.builders.instances import EVENINGS, MONDAY, SUNDAY, an_event, an_instance, at

GRID = replace(EVENINGS, day_start=17 * 60 + 15, slot_minutes=30)


def test_a_horizon_is_whole_weeks() -> None:
    days = list(horizon_days(replace(EVENINGS, weeks=2)))
    assert (days[0], days[-1], len(days)) == (MONDAY, MONDAY + timedelta(days=13), 14)


def test_slots_are_counted_from_the_start_of_the_day() -> None:
    assert list(slots(replace(GRID, day_end=18 * 60 + 30))) == [1035, 1065, 1095]
    assert on_grid(GRID, at(17, 45))
    assert not on_grid(GRID, at(18, 0))


def test_a_session_lies_inside_the_hours_of_one_day_of_the_horizon() -> None:
    assert in_horizon(EVENINGS, at(20), 60)
    assert not in_horizon(EVENINGS, at(20), 90)
    assert not in_horizon(EVENINGS, at(16), 60)
    assert in_horizon(EVENINGS, at(17, day=6), 60)
    assert not in_horizon(EVENINGS, at(17, day=7), 60)
    assert not in_horizon(EVENINGS, at(17, day=-1), 60)


def test_both_ends_of_a_window_are_in_it() -> None:
    event = an_event(window=(MONDAY, SUNDAY))
    assert in_window(event, MONDAY)
    assert in_window(event, SUNDAY)
    assert not in_window(event, SUNDAY + timedelta(days=1))


def test_the_starts_of_an_event_leave_out_closed_time_and_what_runs_over_the_day() -> None:
    event = an_event(minutes=120, window=(MONDAY, MONDAY), closed=(Interval(at(17), at(18)),))
    assert list(starts(an_instance(), event)) == [at(18), at(19)]
    assert list(starts(an_instance(closed=(Interval(at(20, 59), at(23)),)), event)) == [at(18)]


def test_an_event_whose_window_misses_the_horizon_has_no_start() -> None:
    assert list(starts(an_instance(), an_event(window=(date(2028, 1, 3), date(2028, 1, 9))))) == []


def test_intervals_are_half_open() -> None:
    assert not overlap(span(at(17), 60), span(at(18), 60))
    assert overlap(span(at(17), 61), span(at(18), 60))


@pytest.mark.parametrize(("minutes_between", "too_close"), [(29, True), (30, False)])
def test_a_gap_must_lie_between_on_either_side(minutes_between: int, too_close: bool) -> None:
    first = span(at(17), 60)
    second = span(at(18) + timedelta(minutes=minutes_between), 60)
    gap = timedelta(minutes=30)
    assert overlap(first, second, gap) is overlap(second, first, gap) is too_close


def test_a_place_is_open_only_where_one_row_covers_the_session() -> None:
    rows = (WeeklyRow(0, 17 * 60, 19 * 60), WeeklyRow(1, 17 * 60, 18 * 60))
    assert open_throughout(rows, at(17), 120)
    assert not open_throughout(rows, at(18), 90)
    assert not open_throughout(rows, at(17, day=2), 60)


def test_a_week_begins_on_monday() -> None:
    assert monday_of(SUNDAY) == MONDAY
    assert monday_of(SUNDAY + timedelta(days=1)) == MONDAY + timedelta(days=7)
