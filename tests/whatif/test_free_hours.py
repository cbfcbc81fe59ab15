"""How many families are free in each hour, counted again one by one from what they said."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from scheduler.domain.family_sets import members
from scheduler.domain.hours import Hours
from scheduler.domain.instance import Horizon, Instance
from scheduler.domain.timegrid import horizon_days
from scheduler.whatif import Board
from scheduler.whatif.free_hours import free_hours, hour_starts, set_sizes
from tests.builders.instances import MONDAY, a_family, a_group, an_adult, an_instance, at, free
from tests.strategies import instances


def one_by_one(instance: Instance, starts: list[int]) -> np.ndarray:
    """By set, weekday and hour: families with an adult free all through it, on average over the weeks."""
    sets = members(instance)
    found = np.zeros((len(sets), 7, len(starts)))
    for day in horizon_days(instance.horizon):
        for n, minute in enumerate(starts):
            start = at(0) + (day - MONDAY) + timedelta(minutes=minute)
            hour = Hours(start, 60, 1)
            can = {k for k, f in enumerate(instance.families) if any(hour.availability(a) for a in f.adults)}
            found[:, day.weekday(), n] += [len(can.intersection(people)) for people in sets.values()]
    return found / instance.horizon.weeks


@settings(deadline=None, max_examples=40)
@given(instances())
def test_hours_are_counted_as_families_said_them(instance: Instance) -> None:
    board = Board.of(instance, ())
    starts = hour_starts(board)
    assert free_hours(board, starts) == pytest.approx(one_by_one(instance, starts))
    assert set_sizes(board).tolist() == [len(people) for people in members(instance).values()]


def test_a_family_counts_once_and_a_date_that_differs_for_its_week_alone() -> None:
    two = an_adult(weekly=free(0)), an_adult(weekly=free(0), dates={MONDAY: ()})
    away = an_adult(weekly=free(0), dates={MONDAY: ()})
    families = a_family("a", *two, groups=frozenset({"g1"})), a_family("b", away)
    evenings = Horizon(MONDAY, 2, 17 * 60, 19 * 60, 60)
    board = Board.of(an_instance(horizon=evenings, groups=(a_group(),), families=families), ())
    assert hour_starts(board) == [17 * 60, 18 * 60]
    found = dict(zip(board.sets.names, free_hours(board, [17 * 60]), strict=True))
    assert (found["g1"][0, 0], found["no_group"][0, 0], found["everyone"][0, 0]) == (1, 0.5, 1.5)
    assert found["everyone"][1:].sum() == 0
