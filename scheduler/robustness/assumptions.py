"""What a simulated season assumes about people: none of it is known from anybody's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scheduler.domain.instance import Provider

USUAL_SICK: Final = 0.03
"""An assumption, not a measurement: a booked interpreter misses about one session in thirty."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The chances that a season is drawn with.

    `sick` is the chance by kind of provider that one who is booked misses a session, drawn for each
    provider and session apart; `sick_people` gives it by provider id and goes before the kind. `maybe`
    is the chance that a `maybe` becomes a yes; None takes the instance's `maybe_value`. Where `people_vary`
    is False nothing of that is drawn: turnout is its expected share and a `maybe` its worth, as in a plan's
    rate.

    Raises ValueError for a chance outside 0..1.
    """

    sick: Mapping[str, float] = field(default_factory=lambda: {"interpreter": USUAL_SICK})
    sick_people: Mapping[str, float] = field(default_factory=dict)
    maybe: float | None = None
    people_vary: bool = True

    def __post_init__(self) -> None:
        chances = [*self.sick.values(), *self.sick_people.values()]
        if self.maybe is not None:
            chances.append(self.maybe)
        if not all(0 <= chance <= 1 for chance in chances):
            raise ValueError("a chance lies between 0 and 1")

    def chance_sick(self, provider: Provider) -> float:
        """The chance that the provider misses a session."""
        return self.sick_people.get(provider.id, self.sick.get(provider.kind, 0.0))
