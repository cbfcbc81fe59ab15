"""Sums over families at the sites of one place, or at every time for places that are alike.

Places that are narrow share one table for each format: of families who could come to any such place, and of
those who would come to each of them whatever the crew, features and zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from scheduler.evaluation.households import Bools, Floats, Indices
from scheduler.solver.tally import BLOCK_CELLS, Groups, Singles

Mode = Literal["room", "line"]
MODES: tuple[Mode, ...] = ("room", "line")


@dataclass(frozen=True)
class Able:
    """Kinds of adults who could take part by one mode: any crew (rows or 1, kinds), none (kinds,)."""

    any_crew: Bools
    no_crew: Bools


@dataclass(frozen=True)
class Used:
    """Of one mode, by row: `users` (rows, cells), the potentials of those who could use it.

    `forced` (rows, cells) are those of families who do whatever the crew; `load` (rows,) are their people.
    """

    users: Singles
    forced: Singles
    load: Floats


@dataclass
class Standing:
    """A table with one row a site or time: `times` (rows,), who is able by mode, who stays by mode (F,).

    Families count as forced at `least_level` or better. `potentials` (rows, cells) are of any mode.
    """

    times: Indices
    able: Mapping[Mode, Able]
    stay: Mapping[Mode, Bools]
    least_level: int
    people: Floats
    """How many people weight 1 of each cell is expected to be, shape (cells,)."""
    potentials: Singles = field(init=False)
    used: dict[Mode, Used] = field(init=False)

    def __post_init__(self) -> None:
        shape = len(self.times), len(self.people)
        self.potentials = np.zeros(shape, dtype=np.float32)
        self.used = {
            mode: Used(
                np.zeros(shape, dtype=np.float32),
                np.zeros(shape, dtype=np.float32),
                np.zeros(len(self.times)),
            )
            for mode in self.stay
        }

    def add(self, groups: Groups) -> None:
        """Count the families of these groups."""
        for rows in _blocks(len(self.times), len(groups.kinds)):
            times, cells = self.times[rows], len(self.people)
            able = {mode: groups.subsets(_rows(self.able[mode].any_crew, rows)) for mode in MODES}
            both = np.broadcast_to(able["room"] | able["line"], (len(times), len(groups.kinds)))
            self.potentials[rows] += groups.potentials(both, times, cells)
            for mode, used in self.used.items():
                mine = np.broadcast_to(able[mode], both.shape)
                used.users[rows] += groups.potentials(mine, times, cells)
                free = groups.subsets(self.able[mode].no_crew)
                stay = self.stay[mode][groups.family]
                for worth, weight in groups.kept(mine, free, stay, self.least_level, times, cells):
                    used.forced[rows] += worth
                    used.load[rows] += weight @ self.people


def _rows(able: Bools, rows: slice) -> Bools:
    return able if len(able) == 1 else able[rows]


def _blocks(rows: int, groups: int) -> Iterator[slice]:
    step = max(1, BLOCK_CELLS // (groups + 1))
    for first in range(0, rows, step):
        yield slice(first, first + step)
