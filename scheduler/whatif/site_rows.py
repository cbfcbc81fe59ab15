"""The families of an event as rows: those of one type, as far as a view tells, who are free alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.cells import ELSEWHERE, Cells
from scheduler.whatif.folding import Codes, Indices, fold, fold_columns, summed
from scheduler.whatif.households import Floats
from scheduler.whatif.views import View


@dataclass(frozen=True, eq=False)
class Crowd:
    """The families in K parts whom no offer tells apart and who are in the same sets.

    `example` (K,) is the place of one of each; their weight, and as much of it as is in each set (K, sets).
    """

    example: Indices
    weight: Floats
    member: Floats

    @classmethod
    def of(cls, invited: InvitedFamilies, told_apart: tuple[Indices, int], member: Floats) -> Crowd:
        """`told_apart` numbers the families (n,), `member` (G, sets) says which signature is in which set."""
        signature = invited.signature, len(invited.households.signatures)
        part, count = fold_columns([told_apart, signature])
        example = np.zeros(count, dtype=np.intp)
        example[part] = np.arange(len(part))
        weight = summed(part, invited.weight, count)
        return cls(example, weight, member[invited.signature[example]] * weight[:, None])


@dataclass(frozen=True, eq=False)
class Still:
    """Families who have ways into the other sessions alone, or none: they have one code at all moments.

    `code` (codes,) with their weight and, by set, `member` (codes, sets).
    """

    code: Codes
    weight: Floats
    member: Floats

    @classmethod
    def of(cls, crowd: Crowd, view: View) -> Still:
        them = np.flatnonzero(~view.able[crowd.example])
        which, bases = fold(view.base[crowd.example[them]], len(view.examples))
        order = np.argsort(which, kind="stable")
        first = np.searchsorted(which[order], np.arange(len(bases)))
        member = crowd.member[them[order]]
        return cls(
            code=bases * view.answers,
            weight=summed(which, crowd.weight[them], len(bases)),
            member=np.add.reduceat(member, first) if len(first) else member,
        )


@dataclass(frozen=True, eq=False)
class Rows:
    """The cells of some days as one view sees them: `code` (M, C) of those who have ways into the session.

    `moment_of` (starts,) numbers the moments M at which the view's sites start, below 0 for all other starts.
    """

    moment_of: Indices
    codes: int
    code: Codes
    weight: Floats
    member: Floats
    still: Still

    @classmethod
    def of(cls, view: View, cells: Cells, still: Still, starts: Indices) -> Rows:
        """At those of the cells' starts."""
        moment_of = np.full(len(cells.moment_of), ELSEWHERE)
        moments, moment_of[starts] = np.unique(cells.moment_of[starts], return_inverse=True)
        mine = np.flatnonzero(view.able[cells.example])
        return cls(
            moment_of=moment_of,
            codes=view.codes,
            code=view.code(cells.example[mine], np.take(cells.said[moments], mine, axis=1)),
            weight=cells.weight[mine],
            member=cells.member[mine],
            still=still,
        )

    @cached_property
    def listed(self) -> Floats:
        """The weight of each row at each moment where all rows are listed, shape (M, codes)."""
        return self.by_row(self.code, self.still.code, self.codes)

    def by_row(self, code: Codes, still: Codes, rows: int) -> Floats:
        """The weight of each row at each moment (M, rows), from the rows of the cells."""
        flat = (code + np.arange(len(code))[:, None] * rows).ravel()
        each = np.broadcast_to(self.weight, code.shape).ravel()
        weights = summed(flat, each, len(code) * rows).reshape(len(code), rows)
        weights[:, still] += self.still.weight
        return weights
