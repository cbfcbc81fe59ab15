"""Who comes to the sessions of one event, crowding counted, as sums to which families can be added one by
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Event
from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.folding import Indices, fold_columns
from scheduler.whatif.households import Floats
from scheduler.whatif.session_ways import SessionWays, shares_of_uses
from scheduler.whatif.spreading import Spread, spread


@dataclass(eq=False)
class Forecast:
    """One event at some sessions.

    `row_of` (n,) gives each invited family's row of `spread`; `load` (things,) is what all families
    take, `limits` (things,) of each session what there is. Inclusion is linear in the shares of the uses.
    """

    limits: tuple[Floats, ...]
    row_of: Indices
    spread: Spread
    load: Floats

    @property
    def shares(self) -> Floats:
        """The share that is served of each use, shape (uses,)."""
        return shares_of_uses(self.limits, self.load)

    def inclusion(self) -> Floats:
        """Of each invited family, in the audience's order, shape (n,)."""
        return np.asarray((self.spread.worth @ self.shares)[self.row_of])


def forecast(
    event: Event, invited: InvitedFamilies, sessions: Sequence[HeldSession], maybe_value: float
) -> Forecast:
    """The families who are invited at the sessions of the event."""
    ways = tuple(invited.ways(session) for session in sessions)
    row_of, spread_rows = spread_of(invited, sessions, ways, maybe_value)
    weight = np.bincount(row_of, invited.weight, minlength=len(spread_rows.takes))
    limits = tuple(way.limits for way in ways)
    return Forecast(limits, row_of, spread_rows, weight @ spread_rows.takes * event.turnout)


def spread_of(
    invited: InvitedFamilies,
    sessions: Sequence[HeldSession],
    ways: Sequence[SessionWays],
    maybe_value: float,
) -> tuple[Indices, Spread]:
    """Each family's row, and how the rows spread. Families of a row have the same adults and availability."""
    levels = [invited.levels(session, way, maybe_value) for session, way in zip(sessions, ways, strict=True)]
    columns = [(invited.type_of, len(invited.kinds_of_type))]
    row_of, rows = fold_columns([*columns, *((level, 3) for session in levels for level in session)])
    example = np.zeros(rows, dtype=np.intp)
    example[row_of] = np.arange(len(row_of))
    kinds = invited.kinds_of_type[invited.type_of[example]]
    return row_of, spread(ways, kinds, [[level[example] for level in s] for s in levels], maybe_value)


def worth_by_signature(found: Forecast, invited: InvitedFamilies, signatures: int) -> Floats:
    """The sums of weight * worth by signature and use, shape (G, uses)."""
    worth = found.spread.worth
    columns = [
        np.bincount(invited.signature, invited.weight * column[found.row_of], minlength=signatures)
        for column in worth.T
    ]
    return np.column_stack([*columns, np.zeros((signatures, 0))])
