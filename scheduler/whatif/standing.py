"""One event of the plan that stands, summed so that one family's answer changes it without walking the
others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.domain.instance import Event
from scheduler.whatif.forecast import Forecast
from scheduler.whatif.households import Floats
from scheduler.whatif.kinds import Ints
from scheduler.whatif.spreading import Spread


@dataclass(eq=False)
class Standing:
    """`families` (n,) are the invited families, sorted; `worth_by_signature` (G, uses) sums weight * worth.

    Inclusion is linear in the shares of the uses, and so are its sums: a family that comes or goes changes
    the forecast's load and one row of `worth_by_signature`, whatever the size of the audience.
    """

    event: Event
    families: Ints
    forecast: Forecast
    worth_by_signature: Floats

    def by_signature(self) -> Floats:
        """Sums of weight * inclusion, shape (G,)."""
        return np.asarray(self.worth_by_signature @ self.forecast.shares)

    def place_of(self, family: int) -> int | None:
        """Where the family stands among the invited ones; None where it is not invited."""
        place = int(np.searchsorted(self.families, family))
        return place if place < len(self.families) and self.families[place] == family else None

    def take_out(self, place: int, signature: int, weight: float) -> None:
        """The sums lose what the family at that place gives them."""
        self._count(int(self.forecast.row_of[place]), signature, -weight)

    def put_in(self, family: int, signature: int, weight: float, alone: Spread) -> None:
        """The family, whose own spread over the same sessions is `alone`, counts (again)."""
        found = self.forecast
        row = len(found.spread.worth)
        found.spread = Spread(
            np.vstack([found.spread.worth, alone.worth]), np.vstack([found.spread.takes, alone.takes])
        )
        place = self.place_of(family)
        if place is None:
            place = int(np.searchsorted(self.families, family))
            self.families = np.insert(self.families, place, family)
            found.row_of = np.insert(found.row_of, place, row)
        found.row_of[place] = row
        self._count(row, signature, weight)

    def forget(self, place: int) -> None:
        """The event does not invite the family at that place any more."""
        self.families = np.delete(self.families, place)
        self.forecast.row_of = np.delete(self.forecast.row_of, place)

    def make_room(self, signatures: int) -> None:
        """There are more signatures than before."""
        missing = signatures - len(self.worth_by_signature)
        if missing:
            self.worth_by_signature = np.pad(self.worth_by_signature, ((0, missing), (0, 0)))

    def _count(self, row: int, signature: int, weight: float) -> None:
        self.forecast.load += weight * self.event.turnout * self.forecast.spread.takes[row]
        self.worth_by_signature[signature] += weight * self.forecast.spread.worth[row]
