"""Which adults could take part at the sites of an event, whatever crew is there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import Literal

import numpy as np

from scheduler.evaluation.households import Bools, Indices
from scheduler.evaluation.openings import IN_ROOM
from scheduler.solver.crew import Role
from scheduler.solver.problem import Problem

SHARED_KINDS = frozenset({"host", "interpreter", "childcare", "transport"})
"""Kinds that come with other roles too; where a family asks for one as such, it counts as there."""

Support = tuple[Literal["interpreter", "childcare", "transport", "kind"], str | None]
"""What a family may need of a crew: a language, childcare, the bus of a zone, or another kind."""


def support_of(role: Role) -> Support:
    if role.kind == "interpreter":
        return "interpreter", role.language
    if role.kind == "childcare":
        return "childcare", None
    if role.kind == "transport":
        return "transport", role.zone
    return "kind", role.kind


class Abilities:
    """The kinds of adults who could take part at the sites of one event.

    `room` and `line` (sites, kinds) count every support that is free at a site.
    """

    def __init__(self, problem: Problem, number: int) -> None:
        choices = problem.choices[number]
        self._kinds = problem.season.attendance[number].invited.adult_kinds
        self._places = problem.openings.places
        self._languages = problem.events[number].languages
        self.open: dict[Support, Bools] = {}
        """Where each support can be had at all, by site."""
        for role, players in zip(choices.roles, choices.players, strict=True):
            least = choices.offers.needed(role.language) if role.language is not None else 1
            support = support_of(role)
            there = self.open.get(support, np.zeros(len(players), dtype=bool))
            self.open[support] = there | (players >= least)
        self._supports = list(self.open)
        table = np.array([self.open[support] for support in self._supports], dtype=bool)
        table = table.reshape(len(self._supports), len(choices.sites)).T
        classes, class_of_site = np.unique(table, axis=0, return_inverse=True)
        self._class_of_site = class_of_site.reshape(-1)
        self._there = [set(compress(self._supports, row)) for row in classes]
        self._served = [self._is_served(there) for there in self._there]
        self._rooms: dict[str, Bools] = {}
        self._lines: dict[str, Bools] = {}

    def classes(self, sites: Indices) -> Indices:
        """Numbers that are equal for sites at which the same supports are open, shape (sites,)."""
        return np.asarray(self._class_of_site[sites])

    def room(self, place: str, sites: Indices) -> Bools:
        """Kinds of adults who could take part in person at these sites of one place."""
        if place not in self._rooms:
            rows = [
                self._in_room(place, there, served)
                for there, served in zip(self._there, self._served, strict=True)
            ]
            self._rooms[place] = self._of_classes(rows)
        return np.asarray(self._rooms[place][self._class_of_site[sites]])

    def line(self, place: str, sites: Indices) -> Bools:
        """Kinds of adults who could take part by call at these sites of one place."""
        if place not in self._lines:
            self._lines[place] = self._of_classes([served & self.can_call(place) for served in self._served])
        return np.asarray(self._lines[place][self._class_of_site[sites]])

    def can_call(self, place: str) -> Bools:
        """Kinds of adults who can use the kind of call at the place, shape (kinds,)."""
        form = self._places[place].format
        if form == "phone":
            return self._kinds.phone
        return self._kinds.online if form in ("online", "hybrid") else np.zeros(len(self._kinds), dtype=bool)

    def asking(self, place: str, support: Support) -> Bools:
        """Kinds of adults who ask for a support at the place, shape (kinds,)."""
        kinds, (kind, word) = self._kinds, support
        if kind == "interpreter":
            followed = (kinds.interpreter & kinds.languages.row(self._languages)).any(axis=1)
            speaking = kinds.languages.row(frozenset({str(word)}))
            return np.asarray((kinds.interpreter & speaking).any(axis=1) & ~followed)
        if kind == "kind":
            return np.asarray(kinds.supports[:, kinds.support_words.find(word)])
        if kind == "childcare":
            return np.asarray((kinds.children > 0) & ~self.can_call(place))
        away = ~kinds.travels & (kinds.zone != kinds.zones.find(self._places[place].zone))
        return np.asarray(away & (kinds.zone == kinds.zones.find(word)) & ~self.can_call(place))

    def _of_classes(self, rows: Sequence[Bools]) -> Bools:
        return np.array(rows, dtype=bool).reshape(len(rows), len(self._kinds))

    def _is_served(self, there: set[Support]) -> Bools:
        """Kinds of adults who could follow and have their other supports, shape (kinds,)."""
        kinds = self._kinds
        spoken = {str(word) for kind, word in there if kind == "interpreter"}
        follows = (kinds.interpreter & kinds.languages.row(self._languages | spoken)).any(axis=1)
        others = {str(word) for kind, word in there if kind == "kind"}
        lacks = (kinds.supports & ~kinds.support_words.row(SHARED_KINDS | others)).any(axis=1)
        return np.asarray((follows | ~kinds.interpreter.any(axis=1)) & ~lacks)

    def _in_room(self, place: str, there: set[Support], served: Bools) -> Bools:
        kinds, where = self._kinds, self._places[place]
        if where.format not in IN_ROOM:
            return np.zeros(len(kinds), dtype=bool)
        fits = kinds.in_person & ~(kinds.features & ~kinds.feature_words.row(where.features)).any(axis=1)
        cared = ("childcare", None) in there or kinds.children == 0
        zones = [kinds.zones.find(word) for kind, word in there if kind == "transport"]
        near = kinds.travels | np.isin(kinds.zone, [kinds.zones.find(where.zone), *zones])
        return np.asarray(served & fits & cared & near)
