"""How the adults of a season could take part, and what must be there for it: the textbook's sets.

A *need* is a support that a session has or lacks: `("interpreter", language)`, `("kind", kind)` or
`("bus", zone)`. A *way* is a mode with the needs that it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.peers.families import Families, Indices, Likeness
from scheduler.domain.held_session import OFFERS
from scheduler.domain.instance import Event, Instance, Mode, Place, Provider

Need = tuple[str, str | None]
Needs = frozenset[Need]
CHILDCARE: Need = ("kind", "childcare")


@dataclass(frozen=True, slots=True)
class Way:
    """A mode and its needs, with the invited adults of one event (their numbers) who could use it."""

    mode: Mode
    needs: Needs
    adults: Indices


def supplies(provider: Provider) -> list[Need]:
    """Each need that this provider can serve; an interpreter serves one language a session."""
    if provider.kind == "interpreter":
        return [("interpreter", language) for language in provider.languages]
    if provider.kind == "transport":
        return [("bus", provider.zone)]
    return [("kind", provider.kind)]


class Ways:
    """The ways into every event and place, worked out once for adults who are alike."""

    def __init__(self, instance: Instance, families: Families) -> None:
        self._instance = instance
        self._families = families
        self._served = {need for provider in instance.providers for need in supplies(provider)}

    def into(self, event_number: int, place: Place) -> list[Way]:
        """The ways of the event's adults at this place, those with the fewest needs first."""
        event, alike = self._instance.events[event_number], self._families.of_event(event_number).likeness
        likenesses = self._families.likenesses
        numbers: dict[tuple[Mode, Needs], list[int]] = defaultdict(list)
        for number in np.unique(alike).tolist():
            for mode, needs in _ways_of(likenesses[number], event, place):
                if needs <= self._served:
                    numbers[mode, needs].append(number)
        order = sorted(numbers, key=lambda way: (len(way[1]), way[0], sorted(map(repr, way[1]))))
        return [Way(*way, np.flatnonzero(np.isin(alike, numbers[way]))) for way in order]


def teams_needed(instance: Instance, event: Event, need: Need) -> int:
    """How many providers it takes to serve the need in a session of the event."""
    sizes = [
        team.interpreters
        for team in instance.teams
        if need == ("interpreter", team.language) and event.minutes > team.over_minutes
    ]
    return max(sizes, default=1)


def _ways_of(adult: Likeness, event: Event, place: Place) -> Iterator[tuple[Mode, Needs]]:
    follows = not adult.languages or not event.languages.isdisjoint(adult.languages)
    choices: list[Needs] = (
        [frozenset()] if follows else [frozenset({("interpreter", x)}) for x in adult.languages]
    )
    supports: Needs = frozenset(("kind", kind) for kind in adult.supports)
    for mode in OFFERS[place.format]:
        if mode not in adult.modes:
            continue
        needs = supports
        if mode == "in_person":
            if not adult.features <= place.features:
                continue
            if not adult.travels and adult.zone != place.zone:
                needs |= {("bus", adult.zone)}
            if adult.has_children:
                needs |= {CHILDCARE}
        for languages in choices:
            yield mode, needs | languages
