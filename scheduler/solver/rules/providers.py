"""A provider is in one session at a time, keeps the travel gap and the contract's minutes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from scheduler.domain.instance import Provider
from scheduler.solver.rules.booking import Booking, crowded_moments, literals_of

MINUTES_PER_DAY = 1440


def keep_apart(
    model: cp_model.CpModel,
    bookings: Sequence[Booking],
    far_apart: Callable[[str, str], bool],
    travel_minutes: int,
) -> None:
    """`bookings` are those of one provider."""
    for together in crowded_moments(bookings):
        if len(together) > 1:
            model.add_at_most_one(literals_of(together))
    arriving: dict[tuple[int, str], list[Booking]] = defaultdict(list)
    for booking in bookings:
        arriving[booking.start, booking.place].append(booking)
    by_end = sorted(bookings, key=lambda booking: booking.end)
    ends = [booking.end for booking in by_end]
    for (start, place), group in arriving.items():
        just_ended = by_end[bisect_right(ends, start - travel_minutes) : bisect_right(ends, start)]
        leaving = [booking for booking in just_ended if far_apart(booking.place, place)]
        if all(one.start < other.end and other.start < one.end for one, other in combinations(leaving, 2)):
            if leaving:
                model.add_at_most_one(literals_of([*leaving, *group]))
        else:
            for booking in leaving:
                model.add_at_most_one(literals_of([booking, *group]))


def limit_minutes(model: cp_model.CpModel, bookings: Sequence[Booking], provider: Provider) -> None:
    """Contract minutes a day, a week (Monday to Sunday) and a season, `extra_minutes` counted.

    The horizon starts on a Monday, so that week n starts at minute n * 7 * 1440.
    """
    spans = (
        (provider.minutes_per_day, MINUTES_PER_DAY),
        (provider.minutes_per_week, 7 * MINUTES_PER_DAY),
        (provider.minutes_per_season, None),
    )
    for limit, span in spans:
        if limit is None:
            continue
        within: dict[int, list[Booking]] = defaultdict(list)
        for booking in bookings:
            within[booking.start // span if span else 0].append(booking)
        for group in within.values():
            _limit_sum(model, group, provider.extra_minutes, limit)


def _limit_sum(model: cp_model.CpModel, group: Iterable[Booking], extra_minutes: int, limit: int) -> None:
    group = list(group)
    spent = [booking.end - booking.start + extra_minutes for booking in group]
    if sum(spent) > limit:
        model.add(
            sum(minutes * sum(booking.literals) for minutes, booking in zip(spent, group, strict=True))
            <= limit
        )
