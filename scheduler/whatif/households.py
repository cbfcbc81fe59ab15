"""The families of an instance as compact arrays, of which one family's row can be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from scheduler.domain.family_sets import invites
from scheduler.domain.instance import Adult, Event, Family, Instance
from scheduler.whatif.day_patterns import NEVER, DayPatterns, Levels
from scheduler.whatif.kinds import Ints, Kinds, find_or_append

Floats = npt.NDArray[np.float64]
Strings = npt.NDArray[np.str_]
NOBODY = -1


@dataclass
class Households:
    """F families; each has up to K adults, in slots, sorted by kind. Families of one *type* differ in time
    only.

    `ids` (F,) sorted and `order` (F,) find a family by its id. `types` (T, K) are kinds of adults (-1 for
    nobody), `type_of` (F,) the families' types. `signatures` (G, groups) are distinct memberships of
    groups (0, 1),
    `signature_of` (F,) the families' own. `weekdays` (7, K, F) number days of `patterns`; `exceptions` (4,
    X) are (date's ordinal, family, slot, day), by date. `past` is (F, 2).
    """

    ids: Strings
    order: Ints
    weight: Floats
    past: Floats
    type_of: Ints
    signature_of: Ints
    weekdays: npt.NDArray[np.unsignedinteger[Any]]
    exceptions: Ints
    types: Ints
    signatures: Ints
    kinds: Kinds
    patterns: DayPatterns

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def slots(self) -> int:
        return int(self.types.shape[1])

    def find(self, family_id: str) -> int:
        """The family's number. Raises KeyError where there is none of that id."""
        place = int(np.searchsorted(self.ids, family_id))
        if place == len(self.ids) or self.ids[place] != family_id:
            raise KeyError(family_id)
        return int(self.order[place])

    def levels(
        self,
        on: date,
        starts: Sequence[int],
        minutes: int,
        maybe_value: float,
        families: Ints | slice,
        slot: int,
    ) -> Levels:
        """How the adults in a slot are available (0, 1, 2) from `starts` on, shape (starts, families).

        `families` are sorted numbers; a slice means all.
        """
        of_day = [self.patterns.levels(start, minutes, maybe_value) for start in starts]
        usual = self.weekdays[on.weekday(), slot, families]
        at, days = self.differing(on, families, slot)
        said = np.empty((len(of_day), len(usual)), dtype=np.uint8)
        for row, levels in zip(said, of_day, strict=True):
            np.take(levels, usual, out=row, mode="clip")
            row[at] = levels[days]
        return said

    def differing(self, on: date, families: Ints | slice, slot: int) -> tuple[Ints, Ints]:
        """Places in `families` whose adult of the slot answered that date by itself, and their days."""
        first, last = np.searchsorted(self.exceptions[0], [on.toordinal(), on.toordinal() + 1])
        _, family, of_slot, days = self.exceptions[:, first:last]
        mine = of_slot == slot
        family, days = family[mine], days[mine]
        if isinstance(families, slice):
            return family, days
        at = np.searchsorted(families, family)
        there = at < len(families)
        there[there] = families[at[there]] == family[there]
        return at[there].astype(np.int32), days[there]

    def replace(self, number: int, family: Family, group_ids: Sequence[str]) -> None:
        """The family of that number says something new (its id stays)."""
        kinds = [self.kinds.number(family, adult) for adult in family.adults]
        order = sorted(range(len(kinds)), key=kinds.__getitem__)
        self._make_room(len(kinds))
        row = [*(kinds[place] for place in order), *[NOBODY] * (self.slots - len(kinds))]
        self.type_of[number], self.types = find_or_append(self.types, row)
        membership = [group in family.groups for group in group_ids]
        self.signature_of[number], self.signatures = find_or_append(self.signatures, membership)
        self.weight[number] = family.weight
        self.past[number] = family.past
        self._replace_days(number, [family.adults[place] for place in order])

    def _make_room(self, adults: int) -> None:
        missing = adults - self.slots
        if missing > 0:
            self.types = np.pad(self.types, ((0, 0), (0, missing)), constant_values=NOBODY)
            self.weekdays = np.pad(self.weekdays, ((0, 0), (0, missing), (0, 0)), constant_values=NEVER)

    def _replace_days(self, number: int, adults: Sequence[Adult]) -> None:
        week = np.full((7, self.slots), NEVER)
        different = []
        for slot, adult in enumerate(adults):
            week[:, slot] = [self.patterns.number(adult.weekly.get(day, ())) for day in range(7)]
            different += [
                (on.toordinal(), number, slot, self.patterns.number(rows)) for on, rows in adult.dates.items()
            ]
        if len(self.patterns) > np.iinfo(self.weekdays.dtype).max:
            self.weekdays = self.weekdays.astype(np.uint32)
        self.weekdays[:, :, number] = week
        was = self.exceptions[1] == number
        if not different and not was.any():
            return
        others = self.exceptions[:, ~was]
        new = np.array(sorted(different), dtype=np.int32).reshape(-1, 4).T
        self.exceptions = np.insert(others, np.searchsorted(others[0], new[0]), new, axis=1)


def gather(instance: Instance) -> Households:
    """The families of an instance, numbered in its order."""
    families = instance.families
    kinds, kind_of = Kinds.of((family, adult) for family in families for adult in family.adults)
    patterns = DayPatterns()
    slots = max((len(family.adults) for family in families), default=1)
    weekdays = np.full((7, slots, len(families)), NEVER, dtype=np.uint32)
    types: dict[tuple[int, ...], int] = {}
    type_of: list[int] = []
    different: list[tuple[int, int, int, int]] = []
    next_adult = 0
    for number, family in enumerate(families):
        mine = kind_of[next_adult : next_adult + len(family.adults)].tolist()
        next_adult += len(family.adults)
        order = sorted(range(len(mine)), key=mine.__getitem__)
        type_of.append(types.setdefault(tuple(mine[place] for place in order), len(types)))
        for slot, place in enumerate(order):
            adult = family.adults[place]
            for day, rows in adult.weekly.items():
                weekdays[day, slot, number] = patterns.number(rows)
            different += [
                (on.toordinal(), number, slot, patterns.number(rows)) for on, rows in adult.dates.items()
            ]
    padded = [(*row, *[NOBODY] * (slots - len(row))) for row in types]
    groups: dict[frozenset[str], int] = {}
    signature_of = [groups.setdefault(family.groups, len(groups)) for family in families]
    ids: Strings = np.array([family.id for family in families], dtype=np.str_)
    order_of_ids = np.argsort(ids, kind="stable").astype(np.int32)
    narrow = len(patterns) <= np.iinfo(np.uint16).max
    return Households(
        ids=ids[order_of_ids],
        order=order_of_ids,
        weight=np.array([family.weight for family in families], dtype=float),
        past=np.array([family.past for family in families], dtype=float).reshape(-1, 2),
        type_of=np.array(type_of, dtype=np.int32),
        signature_of=np.array(signature_of, dtype=np.int32),
        weekdays=weekdays.astype(np.uint16) if narrow else weekdays,
        exceptions=np.array(sorted(different), dtype=np.int32).reshape(-1, 4).T.copy(),
        types=np.array(padded, dtype=np.int32).reshape(-1, slots),
        signatures=np.array(
            [[group.id in row for group in instance.groups] for row in groups], dtype=np.int32
        ).reshape(len(groups), len(instance.groups)),
        kinds=kinds,
        patterns=patterns,
    )


def invited_by(event: Event, families: Sequence[Family]) -> Ints:
    """The sorted numbers of the families that an event invites."""
    if event.audience is None:
        return np.arange(len(families), dtype=np.int32)
    return np.array(
        [n for n, family in enumerate(families) if invites(event, (family.groups, family.audiences))],
        dtype=np.int32,
    )
