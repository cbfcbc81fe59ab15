"""Kinds of adults: all that decides about a way but the time, numbered."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Adult, Family

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

MODES = ("in_person", "online", "phone")
_SIZE, _CHILDREN, _TRAVELS, _ZONE = range(4)
_FIRST_MODE = 4
_FIRST_WORD = _FIRST_MODE + len(MODES)

Fact = tuple[str, str | None]
"""What a word column says: `("feature", "step_free")`, `("support", …)`, `("interpreter", "es")`."""


def facts_of(adult: Adult) -> frozenset[Fact]:
    """The adult's needs as facts."""
    return frozenset(
        [("feature", word) for word in adult.features]
        + [("support", word) for word in adult.supports]
        + [("interpreter", word) for word in adult.interpreter]
    )


@dataclass(frozen=True, eq=False)
class KindRows:
    """Some kinds as arrays, one row a kind; the last row is nobody, who has no mode.

    `words` name the columns of `facts`; `zones` are numbered by `zone`.
    """

    size: Ints
    children: Ints
    travels: Bools
    zone: Ints
    modes: Bools
    """(kinds, 3): can use in person, online, phone."""
    facts: Bools
    """(kinds, words): which facts hold."""
    words: tuple[Fact, ...]
    zones: tuple[str | None, ...]

    def zone_number(self, zone: str | None) -> int:
        """The zone's number, -1 where no family lives there."""
        return self.zones.index(zone) if zone in self.zones else -1

    def any_fact(self, what: str, words: Container[str | None], *, outside: bool = False) -> Bools:
        """Who needs one of the words, or with `outside` one that is not among them, shape (kinds,)."""
        columns = [n for n, (kind, w) in enumerate(self.words) if kind == what and (w in words) != outside]
        return np.asarray(self.facts[:, columns].any(axis=1))


class Kinds:
    """A table of distinct kinds, (kinds, columns) whole numbers; facts and zones are numbered words."""

    def __init__(self, rows: Ints, facts: Sequence[Fact], zones: Sequence[str | None]) -> None:
        self.rows = rows
        self.facts = list(facts)
        self.zones = list(zones)

    @classmethod
    def of(cls, people: Iterable[tuple[Family, Adult]]) -> tuple[Kinds, Ints]:
        """The kinds among adults and the number of each adult's kind, in the order given."""
        known: dict[tuple[object, ...], int] = {}
        examples: list[tuple[Family, Adult]] = []
        numbers: list[int] = []
        for family, adult in people:
            key = (
                family.size,
                family.zone,
                family.travels,
                adult.formats,
                adult.features,
                adult.supports,
                adult.interpreter,
                adult.children,
            )
            if key not in known:
                known[key] = len(examples)
                examples.append((family, adult))
            numbers.append(known[key])
        kinds = cls(np.zeros((0, _FIRST_WORD), dtype=np.int32), [], [])
        rows = [kinds._encoded(family, adult) for family, adult in examples]
        kinds.rows = np.zeros((len(rows), _FIRST_WORD + len(kinds.facts)), dtype=np.int32)
        for place, row in enumerate(rows):
            kinds.rows[place, : len(row)] = row
        return kinds, np.array(numbers, dtype=np.int32)

    def number(self, family: Family, adult: Adult) -> int:
        """The number of an adult's kind, a new one where it was not known."""
        row = self._encoded(family, adult)
        missing = len(row) - self.rows.shape[1]
        if missing:
            self.rows = np.pad(self.rows, ((0, 0), (0, missing)))
        number, self.rows = find_or_append(self.rows, row)
        return number

    def select(self, numbers: npt.NDArray[np.intp]) -> KindRows:
        """The kinds of those numbers, and nobody."""
        rows = np.zeros((len(numbers) + 1, self.rows.shape[1]), dtype=np.int32)
        rows[:-1] = self.rows[numbers]
        return KindRows(
            size=np.maximum(rows[:, _SIZE], 1),
            children=rows[:, _CHILDREN],
            travels=rows[:, _TRAVELS] > 0,
            zone=rows[:, _ZONE],
            modes=rows[:, _FIRST_MODE:_FIRST_WORD] > 0,
            facts=rows[:, _FIRST_WORD:] > 0,
            words=tuple(self.facts),
            zones=tuple(self.zones),
        )

    def _encoded(self, family: Family, adult: Adult) -> list[int]:
        if family.zone not in self.zones:
            self.zones.append(family.zone)
        facts = facts_of(adult)
        self.facts += sorted(facts.difference(self.facts), key=str)
        return [
            family.size,
            adult.children,
            family.travels,
            self.zones.index(family.zone),
            *(mode in adult.formats for mode in MODES),
            *(fact in facts for fact in self.facts),
        ]


def find_or_append(table: Ints, row: Sequence[int]) -> tuple[int, Ints]:
    """The number of a row in a table of distinct rows, and the table, with the row added where it was new."""
    found = np.flatnonzero((table == np.array(row, dtype=table.dtype)).all(axis=1))
    if len(found):
        return int(found[0]), table
    return len(table), np.vstack([table, np.array([row], dtype=table.dtype)])
