"""The families of an instance as arrays: each a kind of household with a calendar an adult.

Few kinds of household (needs, size, zone) and few signatures (groups and audiences) repeat over many
families, so what depends on these alone is computed once a kind and looked up a family.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Adult, Family, Instance, Mode
from scheduler.evaluation.availability import DayPatterns

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
Indices = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.unsignedinteger[Any]]
"""As small as what they number allows."""

Key = TypeVar("Key")

NOBODY = -1
"""Stands for the adult that a household does not have."""


class Words:
    """Numbers the words of one vocabulary (languages, features, kinds, zones) in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {}
        self._rows: dict[frozenset[str], Bools] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str | None]:
        return iter(self._numbers)

    def number(self, word: str | None) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def find(self, word: str | None) -> int:
        """The word's number, -1 where it is not known."""
        return self._numbers.get(word, -1)

    def row(self, words: frozenset[str]) -> Bools:
        """Which known words are in `words`, shape (vocabulary,)."""
        known = self._rows.get(words)
        if known is None or len(known) != len(self):
            known = self._rows[words] = np.array([word in words for word in self._numbers], dtype=bool)
        return known

    def rows(self, sets: Sequence[frozenset[str]]) -> Bools:
        """Shape (sets, vocabulary)."""
        return np.array([self.row(words) for words in sets], dtype=bool).reshape(len(sets), len(self))


@dataclass(frozen=True)
class AdultKinds:
    """What adults need who are alike in a household alike; every array has one row a kind.

    `interpreter`, `features` and `supports` have one column a word of their vocabulary; `zone` is a
    number of `zones`.
    """

    in_person: Bools
    online: Bools
    phone: Bools
    children: Floats
    size: Floats
    travels: Bools
    zone: Ints
    interpreter: Bools
    features: Bools
    supports: Bools
    languages: Words
    feature_words: Words
    support_words: Words
    zones: Words

    def __len__(self) -> int:
        return len(self.size)

    def only(self, numbers: Indices) -> AdultKinds:
        """Some of the kinds, with the same vocabularies."""
        return replace(
            self,
            in_person=self.in_person[numbers],
            online=self.online[numbers],
            phone=self.phone[numbers],
            children=self.children[numbers],
            size=self.size[numbers],
            travels=self.travels[numbers],
            zone=self.zone[numbers],
            interpreter=self.interpreter[numbers],
            features=self.features[numbers],
            supports=self.supports[numbers],
        )


@dataclass(frozen=True)
class Households:
    """F families whose households have at most J adults.

    Per family: `kind` and `signature` (F,), `weight` (F,), `past` (F, 2), `calendar` (F, J), which
    numbers columns of `day_pattern` (days, calendars), which numbers rows of `patterns`. Per kind of
    household: `adults` (kinds, J), numbers of `adult_kinds` or NOBODY. Per signature: `groups`, its
    priority groups, `alike`, a number for those with the same groups, and `invited` (signatures, events).
    """

    kind: Ints
    signature: Ints
    weight: Floats
    past: Floats
    calendar: Ints
    adults: Ints
    adult_kinds: AdultKinds
    groups: tuple[frozenset[str], ...]
    alike: Indices
    invited: Bools
    day_pattern: Numbers
    patterns: DayPatterns

    def __len__(self) -> int:
        return len(self.kind)


class _AdultNeeds(NamedTuple):
    """What tells kinds of adults apart, whatever their household."""

    formats: frozenset[Mode]
    features: frozenset[str]
    supports: frozenset[str]
    interpreter: frozenset[str]
    children: int


class _Home(NamedTuple):
    """What tells kinds of households apart."""

    size: int
    zone: str | None
    travels: bool
    adults: tuple[_AdultNeeds, ...]


class _Numbered(dict[Key, int], Generic[Key]):
    """Numbers keys in order of first use."""

    def __missing__(self, key: Key) -> int:
        self[key] = number = len(self)
        return number


def fold(instance: Instance) -> Households:
    """The families of an instance as arrays, in its order."""
    families = instance.families
    kinds: _Numbered[_Home] = _Numbered()
    signatures: _Numbered[tuple[frozenset[str], frozenset[str]]] = _Numbered()
    group_sets: _Numbered[frozenset[str]] = _Numbered()
    most = max((len(family.adults) for family in families), default=1)
    days = _Calendars(instance)
    kind = np.empty(len(families), dtype=np.int32)
    signature = np.empty(len(families), dtype=np.int32)
    calendar = np.zeros((len(families), most), dtype=np.int32)
    for n, family in enumerate(families):
        kind[n] = kinds[_home(family)]
        signature[n] = signatures[family.groups, family.audiences]
        for j, adult in enumerate(family.adults):
            calendar[n, j] = days.number(adult)
    adult_kinds, adults = _tabulate(list(kinds), most)
    return Households(
        kind=kind,
        signature=signature,
        weight=np.array([family.weight for family in families], dtype=float),
        past=np.array([family.past for family in families], dtype=float).reshape(-1, 2),
        calendar=calendar,
        adults=adults,
        adult_kinds=adult_kinds,
        groups=tuple(groups for groups, _ in signatures),
        alike=np.array([group_sets[groups] for groups, _ in signatures], dtype=np.intp),
        invited=np.array(
            [
                [e.audience is None or not e.audience.isdisjoint(groups | more) for e in instance.events]
                for groups, more in signatures
            ],
            dtype=bool,
        ).reshape(len(signatures), len(instance.events)),
        day_pattern=days.table(),
        patterns=days.patterns,
    )


class _Calendars:
    """Numbers the calendars of adults: a weekly answer, with the dates that differ."""

    def __init__(self, instance: Instance) -> None:
        self.patterns = DayPatterns(instance.horizon)
        self._weeks = instance.horizon.weeks
        self._count = 0
        self._of_week = array("i")
        """Seven patterns a calendar, one after another."""
        self._other: list[tuple[int, int, int]] = []
        """Day, calendar and pattern of each date that differs."""
        self._by_week: dict[int, int] = {}

    def number(self, adult: Adult) -> int:
        # weekly answers without other dates are told apart by identity: readers share those that are equal
        known = None if adult.dates else self._by_week.get(id(adult.weekly))
        if known is None:
            known, self._count = self._count, self._count + 1
            self._of_week.extend(self.patterns.of_week(adult))
            self._other += [(day, known, number) for day, number in self.patterns.of_dates(adult)]
            if not adult.dates:
                self._by_week[id(adult.weekly)] = known
        return known

    def table(self) -> Numbers:
        """The pattern of each day of each calendar, shape (days, calendars)."""
        small = np.min_scalar_type(len(self.patterns))
        week = np.array(self._of_week, dtype=small).reshape(self._count, 7).T
        days = np.tile(week, (self._weeks, 1))
        if self._other:
            day, calendar, pattern = np.array(self._other).T
            days[day, calendar] = pattern
        return days


def _home(family: Family) -> _Home:
    adults = tuple(
        _AdultNeeds(adult.formats, adult.features, adult.supports, adult.interpreter, adult.children)
        for adult in family.adults
    )
    return _Home(family.size, family.zone, family.travels, adults)


def _tabulate(homes: Sequence[_Home], most: int) -> tuple[AdultKinds, Ints]:
    """The kinds of adults in these households, and which each household has (homes, most)."""
    known: _Numbered[tuple[_Home, _AdultNeeds]] = _Numbered()
    adults = np.full((len(homes), most), NOBODY, dtype=np.int32)
    for n, home in enumerate(homes):
        for j, needs in enumerate(home.adults):
            adults[n, j] = known[home._replace(adults=()), needs]
    zones, features, supports, languages = Words(), Words(), Words(), Words()
    for home, needs in known:
        zones.number(home.zone)
        for vocabulary, used in (
            (features, needs.features),
            (supports, needs.supports),
            (languages, needs.interpreter),
        ):
            for word in sorted(used):
                vocabulary.number(word)
    kinds = AdultKinds(
        in_person=np.array(["in_person" in needs.formats for _, needs in known], dtype=np.bool_),
        online=np.array(["online" in needs.formats for _, needs in known], dtype=np.bool_),
        phone=np.array(["phone" in needs.formats for _, needs in known], dtype=np.bool_),
        children=np.array([needs.children for _, needs in known], dtype=np.float64),
        size=np.array([home.size for home, _ in known], dtype=np.float64),
        travels=np.array([home.travels for home, _ in known], dtype=np.bool_),
        zone=np.array([zones.number(home.zone) for home, _ in known], dtype=np.int32),
        interpreter=languages.rows([needs.interpreter for _, needs in known]),
        features=features.rows([needs.features for _, needs in known]),
        supports=supports.rows([needs.supports for _, needs in known]),
        languages=languages,
        feature_words=features,
        support_words=supports,
        zones=zones,
    )
    return kinds, adults
