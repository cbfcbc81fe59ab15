"""Floors and budget: limits on sums over the chosen columns, in whole units.

The scales are so fine that rounding, which favours the plan, stays within the tolerance of the exact
check that every plan passes through before it is returned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from scheduler.evaluation.households import Floats


class Sum:
    """A linear sum over columns (and assignments), in units of 1 / `scale`."""

    def __init__(self, scale: float, constant: float = 0.0) -> None:
        self.scale = scale
        self._constant = constant
        self._literals: list[cp_model.IntVar] = []
        self._amounts: list[int] = []
        self._rounding = 0.0

    def include(self, literals: Sequence[cp_model.IntVar], amounts: Floats, exclusive: bool) -> None:
        """Add amount * literal; `exclusive` says that at most one of these literals is true."""
        exact = np.asarray(amounts, dtype=float) * self.scale
        whole = np.rint(exact)
        self._literals += literals
        self._amounts += whole.astype(np.int64).tolist()
        rounding = np.abs(exact - whole)
        self._rounding += float(rounding.max(initial=0.0) if exclusive else rounding.sum())

    @property
    def expression(self) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self._literals, self._amounts) + round(
            self._constant * self.scale
        )

    @property
    def error(self) -> int:
        """By how many units rounding can move the sum of any plan, at most."""
        return int(self._rounding + 0.5) + 1


def require_at_least(model: cp_model.CpModel, total: Sum, least: float) -> None:
    model.add(total.expression >= int(np.floor(least * total.scale)) - total.error)


def require_at_most(model: cp_model.CpModel, total: Sum, most: float) -> None:
    model.add(total.expression <= int(np.ceil(most * total.scale)) + total.error)
