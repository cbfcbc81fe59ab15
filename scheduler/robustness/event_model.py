"""One event of a plan, made ready: what each invited family chooses from, with everybody there or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from scheduler.domain.crowd import Crowd
from scheduler.domain.held_session import CHILDCARE, LINE, ROOM, HeldSession, Thing
from scheduler.domain.hours import Hours
from scheduler.domain.instance import Event, Instance
from scheduler.robustness.absences import Booking, Loss, without
from scheduler.robustness.choices import MAYBE, Choice, Route, choose, free, openings
from scheduler.robustness.family_kinds import FamilyKinds, Floats, Ints

NO_WAY: Final = -1


@dataclass(frozen=True, slots=True)
class Cells:
    """Families that choose alike and are in the same sets, by weight; and what the sessions hold.

    Shapes: `choice` (its number in the event), `sure` (whether a way is left if every maybe becomes a no),
    `maybes` (how many there are), `worth`, `kind` and `weight` (cells,), `capacity` (things,), infinite where
    there is no limit.
    """

    choice: Ints
    sure: npt.NDArray[np.bool_]
    maybes: Ints
    worth: Floats
    kind: Ints
    weight: Floats
    capacity: Floats


class EventModel:
    """An event with its sessions of the plan."""

    def __init__(
        self,
        instance: Instance,
        crowd: Crowd,
        kinds: FamilyKinds,
        event: Event,
        sessions: Sequence[HeldSession],
    ) -> None:
        self.event = event
        self.sessions = sessions
        self.things = [(n, thing) for n, held in enumerate(sessions) for thing in _things(held)]
        self._slots = {key: slot for slot, key in enumerate(self.things)}
        self._instance = instance
        self._kinds = kinds
        self._choices: list[Choice] = []
        self._known: dict[Choice, int] = {}
        self._routes: dict[tuple[int, int], Route] = {}
        self._hours = [Hours(session.start, event.minutes, MAYBE) for session in sessions]
        self._by_need = _by_need(crowd, event) if sessions else {}
        self._people: Ints = np.array([n for people in self._by_need.values() for n in people], np.int64)
        self._usual = {need: self._choose(people, sessions) for need, people in self._by_need.items()}

    def capacity(self, sessions: Sequence[HeldSession | None]) -> Floats:
        """What each thing holds (things,)."""
        held = [(sessions[n], thing) for n, thing in self.things]
        limits = [None if session is None else session.capacity(thing) for session, thing in held]
        return np.array([np.inf if limit is None else limit for limit in limits], dtype=np.float64)

    def cells(self, absent: Sequence[Booking] = ()) -> Cells:
        """The families by what they choose from when those absent are away."""
        sessions, loss = without(self.sessions, absent)
        chosen = self._usual if loss == Loss() else self._changed(sessions, loss)
        choice = np.concatenate([np.empty(0, np.int64), *chosen.values()])
        able = choice != NO_WAY
        people = self._people[able]
        keys, cell = np.unique(
            choice[able] * self._kinds.inside.shape[1] + self._kinds.kind[people], return_inverse=True
        )
        weight = np.bincount(cell, self._kinds.weight[people], minlength=len(keys)).astype(np.float64)
        which, kind = np.divmod(keys, max(1, self._kinds.inside.shape[1]))
        choices = [self._choices[number] for number in which]
        return Cells(
            choice=which,
            sure=np.array([bool(each.sure) for each in choices], dtype=np.bool_),
            maybes=np.array([len(each.unsure) for each in choices], dtype=np.int64),
            worth=np.array([each.worth for each in choices], dtype=np.float64),
            kind=kind,
            weight=weight,
            capacity=self.capacity(sessions),
        )

    def route(self, choice: int, outcome: int) -> Route:
        """How families with that choice spread when their maybes come out so."""
        key = choice, outcome
        if key not in self._routes:
            self._routes[key] = self._choices[choice].route(outcome)
        return self._routes[key]

    def _changed(self, sessions: Sequence[HeldSession | None], loss: Loss) -> dict[int, Ints]:
        families = self._instance.families
        return {
            need: self._choose(people, sessions) if loss.touches(families[people[0]]) else self._usual[need]
            for need, people in self._by_need.items()
        }

    def _choose(self, people: Sequence[int], sessions: Sequence[HeldSession | None]) -> Ints:
        """For each of some families of one need the number of its choice, NO_WAY where it has none."""
        families = self._instance.families
        held = [(n, session) for n, session in enumerate(sessions) if session is not None]
        opened = openings(families[people[0]], held, self._slots)
        known: dict[tuple[float, ...], int] = {}
        chosen = []
        for n in people:
            answers = free(families[n], opened, self._hours)
            if answers not in known:
                known[answers] = self._number(choose(opened, answers, self._instance.maybe_value))
            chosen.append(known[answers])
        return np.array(chosen, dtype=np.int64)

    def _number(self, choice: Choice | None) -> int:
        if choice is None:
            return NO_WAY
        number = self._known.setdefault(choice, len(self._choices))
        if number == len(self._choices):
            self._choices.append(choice)
        return number


def _by_need(crowd: Crowd, event: Event) -> dict[int, list[int]]:
    """The families that the event invites, by their need."""
    invited: dict[int, list[int]] = defaultdict(list)
    for need, people in crowd.invited(event):
        invited[need].extend(people)
    return invited


def _things(session: HeldSession) -> list[Thing]:
    """What of a session can fill up."""
    things: list[Thing] = [LINE] if set(session.modes) & {"online", "phone"} else []
    if "in_person" not in session.modes:
        return things
    childcare = [CHILDCARE] if "childcare" in session.kinds else []
    zones = dict.fromkeys(provider.zone for provider in session.crew if provider.kind == "transport")
    return [ROOM, *things, *childcare, *(("bus", zone) for zone in zones)]
