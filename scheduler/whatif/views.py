"""How the families of an event look to a session: which of them it cannot tell apart, whatever the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scheduler.domain.held_session import HeldSession
from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.cells import ANSWERS
from scheduler.whatif.day_patterns import Levels
from scheduler.whatif.folding import Codes, Indices, fold_columns
from scheduler.whatif.kinds import Bools
from scheduler.whatif.session_ways import NO_USE, SessionWays


@dataclass(frozen=True, eq=False)
class Beside:
    """The event's other sessions, which stay: their ways and how the families are available,
    `levels[session][slot]` (n,).
    """

    ways: tuple[SessionWays, ...]
    levels: tuple[Sequence[Levels], ...]

    @classmethod
    def of(cls, invited: InvitedFamilies, sessions: Sequence[HeldSession], maybe_value: float) -> Beside:
        ways = tuple(invited.ways(session) for session in sessions)
        levels = [
            invited.levels(session, way, maybe_value) for session, way in zip(sessions, ways, strict=True)
        ]
        return cls(ways, tuple(levels))

    def columns(self) -> Iterator[tuple[Levels, int]]:
        """The levels as columns to fold by."""
        return ((level, ANSWERS) for session in self.levels for level in session)


@dataclass(frozen=True, eq=False)
class View:
    """The families before sessions that look alike to them, but for what these hold.

    `told_apart` numbers the types by their ways, and says how many numbers there are; `able` (n,) is
    who has a way; `base` (n,) tells families apart by type and by the sessions beside, `examples` (bases,)
    is one family of each.
    """

    told_apart: tuple[Indices, int]
    able: Bools
    base: Indices
    examples: Indices
    slots: int

    @classmethod
    def of(cls, invited: InvitedFamilies, beside: Beside, ways: SessionWays) -> View:
        kinds = invited.kinds_of_type
        classes = [_told_apart(way) for way in (*beside.ways, ways)]
        of_type, types = fold_columns(
            (column[kinds[:, slot]], width) for column, width in classes for slot in range(invited.slots)
        )
        base, bases = fold_columns([(of_type[invited.type_of], types), *beside.columns()])
        examples = np.zeros(bases, dtype=np.intp)
        examples[base] = np.arange(len(base))
        able = np.asarray(ways.able[kinds].any(axis=1))
        return cls((of_type, types), able[invited.type_of], base, examples, invited.slots)

    @property
    def answers(self) -> int:
        return int(ANSWERS**self.slots)

    @property
    def codes(self) -> int:
        """How many codes there are: bases times answers."""
        return len(self.examples) * self.answers

    def code(self, place: Indices, said: npt.NDArray[np.unsignedinteger[Any]]) -> Codes:
        """Codes (..., P) of families by place (P,) whose adults said (..., P)."""
        return np.asarray(self.base[place] * self.answers + said)


def _told_apart(ways: SessionWays) -> tuple[Indices, int]:
    """Numbers of the kinds (N,) such that kinds of one number have the same ways, and how many numbers
    there are.
    """
    able = ways.able
    cares = (ways.use != NO_USE) & (ways.children > 0)
    columns = (ways.use + 1, ways.by_call, np.where(able, ways.size, 0), np.where(cares, ways.children, 0))
    return fold_columns((column.astype(np.int64), int(column.max()) + 1) for column in columns)
