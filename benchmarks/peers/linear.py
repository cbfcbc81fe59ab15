"""A linear model with whole and fractional variables, as every solver takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

INFINITY = float("inf")
Term = tuple[float, int]
"""A coefficient and the number of a variable."""


@dataclass(frozen=True, slots=True)
class Row:
    """`low <= sum of terms <= high`."""

    terms: tuple[Term, ...]
    low: float
    high: float


@dataclass(slots=True)
class Linear:
    """Variables from 0 to `high`, rows, and what to make large."""

    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    goal: tuple[Term, ...] = ()

    def binary(self) -> int:
        return self._variable(1, True)

    def fraction(self, high: float = 1) -> int:
        return self._variable(high, False)

    def at_most(self, terms: Iterable[Term], high: float) -> None:
        self.rows.append(Row(tuple(terms), -INFINITY, high))

    def at_least(self, terms: Iterable[Term], low: float) -> None:
        self.rows.append(Row(tuple(terms), low, INFINITY))

    def _variable(self, high: float, whole: bool) -> int:
        self.high.append(high)
        self.whole.append(whole)
        return len(self.high) - 1


class Solver(Protocol):
    """Solves within `seconds`; None where it found nothing. `start` is a solution of the same variables."""

    def __call__(
        self, model: Linear, seconds: float, threads: int, start: list[float] | None
    ) -> list[float] | None: ...
