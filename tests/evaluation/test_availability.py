"""Bit sets over the minutes of a day."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.instance import Adult, AvailabilityRow
from scheduler.evaluation.availability import DayPatterns, minutes_mask, starts_all_through, union_mask
from tests.builders.instances import EVENINGS, MONDAY


def test_a_session_may_start_only_while_enough_minutes_follow() -> None:
    starts = starts_all_through(minutes_mask(60, 150), 45)
    assert [minute for minute in range(1440) if starts >> minute & 1] == list(range(60, 106))


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200))), st.integers(1, 90))
def test_erosion_agrees_with_looking_at_every_minute(spans: list[tuple[int, int]], minutes: int) -> None:
    mask = union_mask(spans)
    free = {minute for start, end in spans for minute in range(start, end)}
    starts = {minute for minute in range(300) if free.issuperset(range(minute, minute + minutes))}
    assert {minute for minute in range(300) if starts_all_through(mask, minutes) >> minute & 1} == starts


def test_yes_all_through_is_the_best_level_and_partly_maybe_the_next() -> None:
    rows = (AvailabilityRow(17 * 60, 18 * 60, "yes"), AvailabilityRow(18 * 60, 19 * 60, "maybe"))
    patterns = DayPatterns(EVENINGS)
    (monday, tuesday, *_) = patterns.of_adult(Adult(frozenset(), {0: rows}))
    levels = patterns.levels(60)
    assert levels[monday].tolist() == [2, 1, 0, 0]
    assert levels[tuesday].tolist() == [0, 0, 0, 0]


def test_a_single_date_replaces_the_weekly_rows_of_that_day() -> None:
    rows = (AvailabilityRow(0, 1440, "yes"),)
    patterns = DayPatterns(EVENINGS)
    numbers = patterns.of_adult(Adult(frozenset(), {0: rows, 1: rows}, dates={MONDAY: ()}))
    assert np.all(patterns.levels(60)[numbers[0]] == 0)
    assert np.all(patterns.levels(60)[numbers[1]] == 2)
