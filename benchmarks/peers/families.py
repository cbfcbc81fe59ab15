"""The families that an event invites as small arrays: what they weigh, their size, when they are free.

Families alike in size, way of travelling, adults' needs and hours are one *kind*, whatever their groups.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.domain.family_sets import by_sets, invites, members
from scheduler.domain.instance import Adult, Family, Instance
from scheduler.evaluation.availability import DayPatterns, grid_starts

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]


class Likeness(NamedTuple):
    """What an adult needs, times left out; adults alike in this share their ways."""

    modes: frozenset[str]
    features: frozenset[str]
    supports: frozenset[str]
    languages: frozenset[str]
    has_children: bool
    zone: str | None
    travels: bool


@dataclass(frozen=True)
class Invited:
    """The families of one event in K kinds, with A adults between them, each kind's adults side by side.

    `weight` (K, sets) is what the families of a kind weigh in each set, in the order of `Season.set_names`;
    `size` (K,) counts people. `likeness` (A,) numbers `Families.likenesses`; `children` is (A,), and
    `first_adult` (K,) is where the adults of a kind begin.
    """

    weight: Floats
    size: Floats
    likeness: Indices
    children: Floats
    first_adult: Indices

    @property
    def everyone(self) -> Floats:
        """What the families of each kind weigh, shape (K,)."""
        return np.asarray(self.weight[:, -1])

    def best(self, of_adults: Floats) -> Floats:
        """The largest value among each kind's adults: (A,) to (K,)."""
        return np.maximum.reduceat(of_adults, self.first_adult) if len(self.first_adult) else np.zeros(0)


class Families:
    """The families of an instance, folded once; `of_event` and `worth` say what an event sees of them.

    `likenesses` are the distinct ones of their adults.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._patterns = DayPatterns(instance.horizon)
        kinds: dict[Hashable, int] = {}
        self._examples: list[Family] = []
        self._kind = np.zeros(len(instance.families), dtype=np.intp)
        for n, family in enumerate(instance.families):
            self._kind[n] = number = kinds.setdefault(self._needs(family), len(kinds))
            if number == len(self._examples):
                self._examples.append(family)
        self._by_sets = by_sets(instance)
        self._weight = _weight_in_sets(instance)
        numbers: dict[Likeness, int] = {}
        self._alike = [
            [numbers.setdefault(_likeness(family, adult), len(numbers)) for adult in family.adults]
            for family in self._examples
        ]
        self.likenesses = list(numbers)
        self.of_event = cache(self._of_event)
        self.worth = cache(self._worth)
        self._levels = cache(self._patterns.levels)
        self._days = cache(self._day_patterns)

    def _of_event(self, event: int) -> Invited:
        """Whom the event (by number) invites."""
        people, kinds = self._invited(event)
        weight = np.zeros((len(kinds), self._weight.shape[1]))
        np.add.at(weight, np.searchsorted(kinds, self._kind[people]), self._weight[people])
        examples = [self._examples[kind] for kind in kinds]
        count = [len(family.adults) for family in examples]
        return Invited(
            weight=weight,
            size=np.array([family.size for family in examples], dtype=float),
            likeness=np.array([n for kind in kinds for n in self._alike[kind]], dtype=np.intp),
            children=np.array(
                [adult.children for family in examples for adult in family.adults], dtype=float
            ),
            first_adult=np.cumsum([0, *count], dtype=np.intp)[:-1],
        )

    def _worth(self, event: int, start: datetime) -> Floats:
        """What the availability of each invited adult is worth for the event from `start`, shape (A,)."""
        horizon, minutes = self._instance.horizon, self._instance.events[event].minutes
        column = grid_starts(horizon, minutes).index(start.hour * 60 + start.minute)
        pattern = self._days(event)[:, (start.date() - horizon.start).days]
        of_level = np.array([0.0, self._instance.maybe_value, 1.0])
        return np.asarray(of_level[self._levels(minutes)[pattern, column]])

    def _day_patterns(self, event: int) -> npt.NDArray[np.int32]:
        """The pattern of each invited adult's days, shape (A, days)."""
        _, kinds = self._invited(event)
        rows = [self._patterns.of_adult(adult) for kind in kinds for adult in self._examples[kind].adults]
        return np.array(rows, dtype=np.int32).reshape(len(rows), 7 * self._instance.horizon.weeks)

    def _invited(self, event: int) -> tuple[Indices, Indices]:
        """The numbers of the families that the event invites, and of their kinds."""
        known = self._instance.events[event]
        asked = [some for sets, some in self._by_sets.items() if invites(known, sets)]
        people = np.array(list(chain.from_iterable(asked)), dtype=np.intp)
        return people, np.unique(self._kind[people])

    def _needs(self, family: Family) -> Hashable:
        """What families of one kind have in common."""
        return family.size, family.zone, family.travels, tuple(self._needs_of_adults(family.adults))

    def _needs_of_adults(self, adults: tuple[Adult, ...]) -> Iterator[Hashable]:
        for adult in adults:
            hours = self._patterns.of_adult(adult).tobytes()
            yield adult.formats, adult.features, adult.supports, adult.interpreter, adult.children, hours


def _likeness(family: Family, adult: Adult) -> Likeness:
    """What this adult of the family needs."""
    return Likeness(
        modes=adult.formats,
        features=adult.features,
        supports=adult.supports,
        languages=adult.interpreter,
        has_children=adult.children > 0,
        zone=family.zone,
        travels=family.travels,
    )


def _weight_in_sets(instance: Instance) -> Floats:
    """What each family weighs in each set that has a rate, `everyone` last, shape (families, sets)."""
    sets = members(instance).values()
    weight = np.zeros((len(instance.families), len(sets)))
    for number, people in enumerate(sets):
        weight[people, number] = [instance.families[n].weight for n in people]
    return weight
