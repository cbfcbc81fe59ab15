"""The families of an event folded for some days of the week, and those who answered a date by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Event
from scheduler.domain.timegrid import minute_of_day
from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.day_patterns import Levels
from scheduler.whatif.folding import Indices, fold_columns, summed
from scheduler.whatif.households import Floats
from scheduler.whatif.kinds import Ints

ANSWERS: Final = 3
"""Availability is 0, 1 or 2."""
ELSEWHERE: Final = -1
FOLDED_FROM = 4_000
"""Fewer families are not folded, so that all days of the week are one."""
Days = npt.NDArray[np.unsignedinteger[Any]]
Said = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, eq=False)
class Cells:
    """C cells: families that no offer tells apart, who are in the same sets and say the same at M moments.

    `weight` (C,) is theirs, `member` (C, sets) as much of it as is in each set. A moment is a weekday and a
    minute; what a date has of its own is left out. `moment_of` (starts,) numbers the moments, ELSEWHERE for
    a start on another weekday. `example` (C,) is the place of one family of each cell, `said` (M, C) codes
    how its adults are available (`said_code`).
    """

    moment_of: Indices
    example: Indices
    weight: Floats
    member: Floats
    said: Said


@dataclass(frozen=True, eq=False)
class OwnDates:
    """X times that a family answered a date by itself: `date` (X,) is sorted, `place` (X,) is the family's.

    `usual` and `now` (slots, X) are the day patterns of its adults on that weekday and on that date.
    """

    date: Ints
    place: Indices
    usual: Days
    now: Days

    @classmethod
    def of(cls, invited: InvitedFamilies) -> OwnDates:
        households = invited.households
        date, family, slot, day = households.exceptions
        if not isinstance(invited.families, slice):
            at = np.searchsorted(invited.families, family)
            there = at < len(invited)
            there[there] = invited.families[at[there]] == family[there]
            date, family, slot, day = date[there], at[there], slot[there], day[there]
        found, which = np.unique(date * len(invited) + family.astype(np.int64), return_inverse=True)
        dates, places = np.divmod(found, max(len(invited), 1))
        numbers = places if isinstance(invited.families, slice) else invited.families[places]
        weekday = (dates + 6) % 7  # the calendar's first day, number 1, is a Monday
        usual: Days = households.weekdays[weekday, :, numbers].T
        now = usual.copy()
        now[slot, which] = day
        return cls(dates, places, usual, now)

    def meet(self, dates: Ints) -> tuple[Indices, Indices]:
        """Pairs of a row of `dates` and a number in 0..X of that date, by row."""
        first = np.searchsorted(self.date, dates)
        count = np.searchsorted(self.date, dates, side="right") - first
        row = np.repeat(np.arange(len(dates)), count)
        return row, np.arange(len(row)) + np.repeat(first - np.cumsum(count) + count, count)


def cells_by_day(
    event: Event,
    starts: Sequence[datetime],
    invited: InvitedFamilies,
    told_apart: tuple[Indices, int],
    member: Floats,
    maybe_value: float,
) -> Iterator[Cells]:
    """The cells of each weekday, or those of all, at the event's starts.

    `told_apart` numbers the families (n,): those of one number have the same ways everywhere; `member`
    (G, sets) is which signature is in which set.
    """
    if len(invited) < FOLDED_FROM:
        yield _cells(event, starts, invited, None, range(7), member, maybe_value)
        return
    for day in sorted({start.weekday() for start in starts}):
        yield _cells(event, starts, invited, told_apart, [day], member, maybe_value)


def _cells(
    event: Event,
    starts: Sequence[datetime],
    invited: InvitedFamilies,
    told_apart: tuple[Indices, int] | None,
    days: Sequence[int],
    member: Floats,
    maybe_value: float,
) -> Cells:
    moment_of, moments = _moments(starts, days)
    households = invited.households
    example, weight = np.arange(len(invited)), invited.weight
    if told_apart is not None:
        patterns = households.weekdays[days[0]][:, invited.families]
        said_alike = [(pattern, len(households.patterns)) for pattern in patterns]
        signature = invited.signature, len(households.signatures)
        cell, count = fold_columns([told_apart, signature, *said_alike])
        example = np.zeros(count, dtype=np.intp)
        example[cell] = np.arange(len(cell))
        weight = summed(cell, invited.weight, count)
    numbers = example if isinstance(invited.families, slice) else invited.families[example]
    usual = {day: np.take(households.weekdays[day], numbers, axis=1) for day in {day for day, _ in moments}}
    said = np.empty((len(moments), len(example)), dtype=np.min_scalar_type(ANSWERS**invited.slots))
    for row, (day, minute) in enumerate(moments):
        levels = households.patterns.levels(minute, event.minutes, maybe_value)
        said[row] = said_code([np.take(levels, mine, mode="clip") for mine in usual[day]])
    in_sets = member[invited.signature[example]] * weight[:, None]
    return Cells(moment_of, example, weight, in_sets, said)


def said_code(levels: Sequence[Levels]) -> Said:
    """How the adults of families are available as one number: `levels[slot]` (P,) are digits to base 3."""
    narrow = np.min_scalar_type(ANSWERS ** len(levels))
    code = levels[0].astype(narrow)
    for slot, level in enumerate(levels[1:], start=1):
        code += level * narrow.type(ANSWERS**slot)
    return code


def _moments(starts: Sequence[datetime], days: Sequence[int]) -> tuple[Indices, list[tuple[int, int]]]:
    """The number of each start's moment, ELSEWHERE on other days, and the moments."""
    known: dict[tuple[int, int], int] = {}
    numbers = [
        known.setdefault((start.weekday(), minute_of_day(start)), len(known))
        if start.weekday() in days
        else ELSEWHERE
        for start in starts
    ]
    return np.array(numbers, dtype=np.intp), list(known)
