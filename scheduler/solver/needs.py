"""What each kind of adult needs of a crew, so that families who need the same can be counted together.

A *condition* is one thing that a crew may meet or not: an interpreter of one of some languages, a kind of
support, childcare, the bus of a zone. What an adult needs for one way is a set of conditions, kept as the
bits of a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Place, Provider
from scheduler.evaluation.households import Bools
from scheduler.evaluation.openings import IN_ROOM
from scheduler.solver.abilities import SHARED_KINDS, Abilities, Support
from scheduler.solver.problem import Problem

Masks = npt.NDArray[np.int64]
MOST_CONDITIONS = 62
"""Bits of a number; who needs anything beyond them is not counted together with others."""


@dataclass(frozen=True)
class Needs:
    """By which modes kinds of adults could take part at a place, and what each needs, shape (kinds,) each.

    Whether somebody `unsure` can come to a place that is one of many alike is not known.
    """

    room: Bools
    line: Bools
    of_room: Masks
    of_line: Masks
    unsure: Bools


class EventNeeds:
    """The conditions of one event's families, and which of them each kind of adult needs."""

    def __init__(self, problem: Problem, number: int, abilities: Abilities) -> None:
        self._problem, self._abilities = problem, abilities
        self._event, self._event_number = problem.events[number], number
        self._kinds = problem.season.attendance[number].invited.adult_kinds
        self._team = problem.choices[number].offers.needed
        self.charge: list[float] = []
        """The least that a crew which meets each condition costs; 0 where that is counted otherwise."""
        self._asked: list[frozenset[Support]] = []
        """The supports that may meet each condition."""
        self._anywhere = np.zeros(len(self._kinds), dtype=np.int64)
        self._lost = np.zeros(len(self._kinds), dtype=bool)
        self._ask_for_languages()
        self._ask_for_supports()
        self._children = self._condition(self._kinds.children > 0, [("childcare", None)])
        self.care: int = int(np.bitwise_or.reduce(self._children, initial=0))
        """The bit of childcare."""
        self.charge.append(0.0)  # places in childcare are paid for one by one
        self._rides = np.zeros(len(self._kinds), dtype=np.int64)
        for number, zone in enumerate(self._kinds.zones):
            stuck = ~self._kinds.travels & (self._kinds.zone == number)
            self._rides |= self._condition(stuck, [("transport", zone)])
            buses = [provider.cost for provider in self._of_kind("transport") if provider.zone == zone]
            self.charge.append(min(buses, default=0.0))
        self.dearest_last = self._dearest_last()
        """The conditions that cost, by what they cost for each family that needs them."""
        self.in_rooms = self.care | int(np.bitwise_or.reduce(self._rides, initial=0))
        """The bits of what is needed in rooms only."""

    def at(self, place: Place) -> Needs:
        """What is needed at a place."""
        kinds = self._kinds
        fits = kinds.in_person & ~(kinds.features & ~kinds.feature_words.row(place.features)).any(axis=1)
        away = ~kinds.travels & (kinds.zone != kinds.zones.find(place.zone))
        in_room = self._anywhere | self._children | np.where(away, self._rides, 0)
        return self._needs(place, fits & (place.format in IN_ROOM), in_room, self._lost)

    def at_any(self, place: Place) -> Needs:
        """What is needed at any place of this one's format."""
        kinds = self._kinds
        unsure = self._lost | (kinds.in_person & (~kinds.travels | kinds.features.any(axis=1)))
        in_room = self._anywhere | self._children
        room = kinds.in_person & (place.format in IN_ROOM)
        return self._needs(place, room, in_room, unsure if place.format in IN_ROOM else self._lost)

    def of_every_way(self, places: Sequence[Place]) -> Masks:
        """What each kind of adult needs in a session at any of these places, at least, shape (kinds,)."""
        out = np.full(len(self._kinds), -1, dtype=np.int64)
        for needs in map(self.at, places):
            out &= np.where(needs.room, needs.of_room, -1) & np.where(needs.line, needs.of_line, -1)
        return out

    def _needs(self, place: Place, room: Bools, in_room: Masks, unsure: Bools) -> Needs:
        return Needs(room, self._abilities.can_call(place.id), in_room, self._anywhere, unsure)

    def _ask_for_languages(self) -> None:
        wanted = self._kinds.interpreter
        follows = (wanted & self._kinds.languages.row(self._event.languages)).any(axis=1)
        needing = wanted.any(axis=1) & ~follows
        for row in np.unique(wanted[needing], axis=0):
            words = [str(word) for word, asked in zip(self._kinds.languages, row, strict=True) if asked]
            speaking = needing & (wanted == row).all(axis=1)
            self._anywhere |= self._condition(speaking, [("interpreter", word) for word in words])
            # one interpreter may serve all who know several languages, so that these are not charged
            self.charge.append(self._cost_of_team(words[0]) if len(words) == 1 else 0.0)

    def _ask_for_supports(self) -> None:
        for word, asking in zip(self._kinds.support_words, self._kinds.supports.T, strict=True):
            self._anywhere |= self._condition(asking, [("kind", word)])
            costs = [provider.cost for provider in self._of_kind(str(word))]
            self.charge.append(0.0 if word in SHARED_KINDS else min(costs, default=0.0))

    def _dearest_last(self) -> list[int]:
        invited = self._problem.season.attendance[self._event_number].invited
        needs = (self._anywhere | self._rides)[invited.homes[:, 0]][invited.kind]
        costing = [bit for bit, charge in enumerate(self.charge[:MOST_CONDITIONS]) if charge > 0]
        asking = {bit: float(invited.weight[(needs >> bit) & 1 == 1].sum()) for bit in costing}
        return sorted(costing, key=lambda bit: self.charge[bit] / max(asking[bit], 1e-9))

    def _cost_of_team(self, language: str) -> float:
        costs = sorted(p.cost for p in self._of_kind("interpreter") if language in p.languages)
        return float(sum(costs[: self._team(language)]))

    def _of_kind(self, kind: str) -> Iterator[Provider]:
        return (p for p in self._problem.openings.providers.values() if p.kind == kind)

    def supports_of(self, conditions: int) -> frozenset[Support]:
        """The supports that may meet some of these conditions, and none of the others."""
        met: set[Support] = set()
        others: set[Support] = set()
        for bit, asked in enumerate(self._asked):
            (met if conditions >> bit & 1 else others).update(asked)
        return frozenset(met - others)

    def _condition(self, asking: Bools, met_by: Sequence[Support]) -> Masks:
        """The next bit for those who ask for it."""
        bit = len(self._asked)
        self._asked.append(frozenset(met_by))
        if bit >= MOST_CONDITIONS:
            self._lost |= asking
            return np.zeros(len(asking), dtype=np.int64)
        return np.where(asking, np.int64(1) << bit, np.int64(0))


def charges(needs: EventNeeds, masks: Masks) -> Masks:
    """Of each set of conditions the one that costs most for a family that needs it, -1 where none costs."""
    first = np.full(len(masks), -1, dtype=np.int64)
    for bit in needs.dearest_last:
        first[(masks >> bit) & 1 == 1] = bit
    return first
