"""Families alike folded into rows: codes to consecutive numbers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
TABLE_CELLS = 2_000_000
"""Codes below this are numbered through a table, which is quicker than sorting."""
MOST_CODES = 2**50


def fold(code: npt.NDArray[np.integer], space: int) -> tuple[Indices, Indices]:
    """Consecutive numbers of codes from range(space), in the codes' order, and the codes that occur."""
    if space <= TABLE_CELLS:
        seen = np.zeros(space, dtype=bool)
        seen[code] = True
        numbers = np.cumsum(seen) - 1
        return numbers[code], np.flatnonzero(seen)
    found, numbers = np.unique(code, return_inverse=True)
    return numbers, found


def fold_columns(columns: Iterable[tuple[npt.NDArray[np.integer], int]]) -> tuple[Indices, int]:
    """The same for several columns of codes at once, each with its space."""
    code, space = np.zeros(0, dtype=np.int64), 0
    for column, width in columns:
        if not space:
            code, space = column.astype(np.int64), width
            continue
        if space * width > MOST_CODES:
            code, found = fold(code, space)
            space = len(found)
        code, space = code * width + column, space * width
    numbers, found = fold(code, max(space, 1))
    return numbers, len(found)


def summed(numbers: npt.NDArray[np.integer], weight: Floats, count: int) -> Floats:
    """The weights of each number in range(count); no weights at all are floats too."""
    return np.asarray(np.bincount(numbers, weight, minlength=count), dtype=np.float64)
