"""An instance made ready to solve: evaluation, openings and the choices of every event."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from scheduler.domain.instance import Event, Instance
from scheduler.evaluation import Season
from scheduler.evaluation.openings import IN_ROOM, Openings
from scheduler.solver.choices import EventChoices
from scheduler.solver.progress import Watch, endless

if TYPE_CHECKING:
    from scheduler.solver.potential import EventPotential


class Problem:
    """Everything about an instance that does not change while it is solved, and the watch of the work on it.

    Long evaluations heed `watch`: they end with TimeIsUp where it is over.
    """

    def __init__(self, instance: Instance, season: Season | None = None, watch: Watch | None = None) -> None:
        """Ends with TimeIsUp where the watch is over before all is ready."""
        self.instance = instance
        self.watch = watch or endless()
        self.season = season or Season(instance)
        self.openings = Openings(instance)
        self.choices = [self._choices_of(number) for number in range(len(instance.events))]
        self.clashes = self._clashes()
        self.potentials: dict[int, EventPotential] = {}
        """Those that were built, by the number of their event (`potential_of`)."""

    def aim(self, season: Season) -> None:
        """From now on the leximin of a season that differs in nothing else (`Season.aimed`)."""
        self.season = season

    @property
    def events(self) -> tuple[Event, ...]:
        return self.instance.events

    def _choices_of(self, number: int) -> EventChoices:
        self.watch.stop_if_over()
        return EventChoices(self.season, self.openings, number)

    def far_apart(self, one: str, other: str) -> bool:
        """Whether a provider needs the travel gap between sessions at these places."""
        places = self.openings.places
        return one != other and not IN_ROOM.isdisjoint((places[one].format, places[other].format))

    def _clashes(self) -> list[tuple[int, int]]:
        """Pairs of events that share so many families that they may not overlap."""
        invited = self.season.households.invited.astype(float).T
        shared = (invited * self.season.signature_weight) @ invited.T
        smaller = np.minimum.outer(shared.diagonal(), shared.diagonal())
        clash = shared > self.instance.clash_share * smaller + 1e-9
        return [(e, f) for e, f in combinations(range(len(self.events)), 2) if clash[e, f]]
