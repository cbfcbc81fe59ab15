"""The families whom one event invites, with what decides about their ways made small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.held_session import HeldSession
from scheduler.domain.timegrid import minute_of_day
from scheduler.whatif.day_patterns import Levels
from scheduler.whatif.folding import Indices
from scheduler.whatif.households import NOBODY, Floats, Households
from scheduler.whatif.kinds import Ints, KindRows
from scheduler.whatif.session_ways import SessionWays, session_ways


@dataclass(frozen=True, eq=False)
class InvitedFamilies:
    """n families by number: `families` is sorted, or a slice for all of them.

    `type_of` (n,) numbers the types among them; `kinds_of_type` (types, slots) numbers the kinds among
    them, the last of which is nobody.
    """

    households: Households
    families: Ints | slice
    weight: Floats
    signature: Ints
    type_of: Indices
    kinds_of_type: Indices
    kinds: KindRows

    @classmethod
    def of(cls, households: Households, numbers: Ints) -> InvitedFamilies:
        families = slice(None) if len(numbers) == len(households) else numbers
        type_of, types = _renumbered(households.type_of[families], len(households.types))
        kinds_of_type = households.types[types]
        there = kinds_of_type != NOBODY
        local, kinds = _renumbered(kinds_of_type[there], len(households.kinds.rows))
        numbered = np.full(kinds_of_type.shape, len(kinds), dtype=np.intp)
        numbered[there] = local
        return cls(
            households=households,
            families=families,
            weight=households.weight[families],
            signature=households.signature_of[families],
            type_of=type_of,
            kinds_of_type=numbered,
            kinds=households.kinds.select(kinds),
        )

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def slots(self) -> int:
        return int(self.kinds_of_type.shape[1])

    def ways(self, session: HeldSession) -> SessionWays:
        return session_ways(session, self.kinds)

    def levels(self, session: HeldSession, ways: SessionWays, maybe_value: float) -> Sequence[Levels]:
        """By slot: how the adults who have a way into the session are available, (n,) each."""
        able = ways.able[self.kinds_of_type]
        return [
            self.households.levels(
                session.start.date(),
                [minute_of_day(session.start)],
                session.event.minutes,
                maybe_value,
                self.families,
                slot,
            )[0]
            * able[:, slot].astype(np.uint8)[self.type_of]
            for slot in range(self.slots)
        ]


def _renumbered(numbers: Ints, space: int) -> tuple[Indices, Indices]:
    """Consecutive numbers for those that occur, and the old ones in their order."""
    seen = np.zeros(space, dtype=bool)
    seen[numbers] = True
    return (np.cumsum(seen) - 1)[numbers], np.flatnonzero(seen)
