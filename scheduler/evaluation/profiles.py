"""Families folded into profiles: those whom every plan includes alike become one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Adult, Event, Family, Instance
from scheduler.evaluation.availability import DayPatterns

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]


class Words:
    """Numbers the words of one vocabulary (languages, features, kinds, zones) in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {}

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
        return np.array([word in words for word in self._numbers], dtype=bool)

    def rows(self, sets: Sequence[frozenset[str]]) -> Bools:
        """Shape (sets, vocabulary)."""
        return np.array([self.row(words) for words in sets], dtype=bool).reshape(len(sets), len(self))


@dataclass(frozen=True)
class Profiles:
    """P profiles with A adults between them, each profile's adults in a row.

    `first_adult` (P,) and `profile_of` (A,) tie the two together; `family` (families,) gives each
    family's profile. Per profile: `size`, `zone`, `travels`, `invited` (events, P). Per adult: the
    other arrays, `day_pattern` (A, days) numbering rows of `patterns`.
    """

    family: Ints
    size: Floats
    zone: Ints
    travels: Bools
    invited: Bools
    first_adult: Ints
    profile_of: Ints
    in_person: Bools
    online: Bools
    phone: Bools
    children: Floats
    interpreter: Bools
    features: Bools
    supports: Bools
    day_pattern: Ints
    patterns: DayPatterns
    languages: Words
    feature_words: Words
    kinds: Words
    zones: Words


def invites(event: Event, family: Family) -> bool:
    return event.audience is None or not event.audience.isdisjoint(family.groups | family.audiences)


def fold(instance: Instance) -> Profiles:
    """Fold the families of an instance; the order of families does not matter to the sums."""
    patterns = DayPatterns(instance.horizon)
    words = {name: Words() for name in ("languages", "features", "kinds", "zones")}
    known: dict[tuple[object, ...], int] = {}
    members: list[Family] = []
    family_profile: list[int] = []
    invited_by_sets: dict[frozenset[str], tuple[int, ...]] = {}
    for family in instance.families:
        sets = family.groups | family.audiences
        if sets not in invited_by_sets:
            invited_by_sets[sets] = tuple(n for n, e in enumerate(instance.events) if invites(e, family))
        adults = tuple(_adult_key(adult, patterns) for adult in family.adults)
        key = (family.size, family.zone, family.travels, adults, invited_by_sets[sets])
        if key not in known:
            known[key] = len(members)
            members.append(family)
        family_profile.append(known[key])
    adults_of = [adult for family in members for adult in family.adults]
    for family in members:
        words["zones"].number(family.zone)
    for adult in adults_of:
        for name, used in (
            ("languages", adult.interpreter),
            ("features", adult.features),
            ("kinds", adult.supports),
        ):
            for word in sorted(used):
                words[name].number(word)
    counts = [len(family.adults) for family in members]
    days = 7 * instance.horizon.weeks
    return Profiles(
        family=np.array(family_profile, dtype=np.int32),
        size=np.array([family.size for family in members], dtype=float),
        zone=np.array([words["zones"].number(family.zone) for family in members], dtype=np.int32),
        travels=np.array([family.travels for family in members], dtype=bool),
        invited=np.array(
            [[invites(event, family) for family in members] for event in instance.events], dtype=bool
        ).reshape(len(instance.events), len(members)),
        first_adult=np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32)[: len(members)],
        profile_of=np.repeat(np.arange(len(members), dtype=np.int32), counts),
        in_person=np.array(["in_person" in adult.formats for adult in adults_of], dtype=bool),
        online=np.array(["online" in adult.formats for adult in adults_of], dtype=bool),
        phone=np.array(["phone" in adult.formats for adult in adults_of], dtype=bool),
        children=np.array([adult.children for adult in adults_of], dtype=float),
        interpreter=words["languages"].rows([adult.interpreter for adult in adults_of]),
        features=words["features"].rows([adult.features for adult in adults_of]),
        supports=words["kinds"].rows([adult.supports for adult in adults_of]),
        day_pattern=np.array([patterns.of_adult(adult) for adult in adults_of], dtype=np.int32).reshape(
            -1, days
        ),
        patterns=patterns,
        languages=words["languages"],
        feature_words=words["features"],
        kinds=words["kinds"],
        zones=words["zones"],
    )


def _adult_key(adult: Adult, patterns: DayPatterns) -> tuple[object, ...]:
    return (
        adult.formats,
        adult.features,
        adult.supports,
        adult.interpreter,
        adult.children,
        patterns.of_adult(adult).tobytes(),
    )
