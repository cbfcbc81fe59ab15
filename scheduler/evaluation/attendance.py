"""Inclusion with crowding, for many columns of one event at once (instance-format.md, "Crowding").

A column is all the sessions of one event, each given as an `Offer`. Arrays of a batch have the
columns first: (C, A) over adults of invited families, (C, P) over their profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from scheduler.domain.instance import Instance
from scheduler.evaluation.availability import grid_starts
from scheduler.evaluation.offers import Offer
from scheduler.evaluation.profiles import Bools, Floats, Ints, Profiles

BATCH_CELLS = 400_000


@dataclass(frozen=True)
class _Ways:
    """The ways of one mode into one session of every column: worth (0 where there is none) and hold.

    `hold` is how many families like this one the way could take, infinite where nothing fills up.
    """

    worth: Floats
    hold: Floats
    by_bus: Bools | None


class EventAttendance:
    """Evaluates columns of one event of an instance."""

    def __init__(self, instance: Instance, profiles: Profiles, weight: Floats, event_number: int) -> None:
        """`weight` (P,) is the weight of the families of each profile."""
        event = instance.events[event_number]
        self.event = event
        self.invited = np.flatnonzero(profiles.invited[event_number])
        """The profiles that the event invites, in the order of the results' columns."""
        adults = np.flatnonzero(profiles.invited[event_number][profiles.profile_of])
        renumbered = np.zeros(len(profiles.size), dtype=np.int32)
        renumbered[self.invited] = np.arange(len(self.invited), dtype=np.int32)
        self._profile = renumbered[profiles.profile_of[adults]]
        self._first = np.searchsorted(self._profile, np.arange(len(self.invited)))
        self._profiles = profiles
        self._adults = adults
        self._places = {place.id: place for place in instance.places}
        self._size = profiles.size[self.invited][self._profile]
        self._children = profiles.children[adults]
        self._load = (weight[self.invited] * event.turnout)[self._profile]
        self._zone = profiles.zone[self.invited][self._profile]
        self._travels = profiles.travels[self.invited][self._profile]
        self._interpreter = profiles.interpreter[adults].astype(np.float32)
        self._needs_interpreter = profiles.interpreter[adults].any(axis=1)
        self._supports = profiles.supports[adults].astype(np.float32)
        self._patterns: Ints = profiles.day_pattern[adults].T
        self._start = instance.horizon.start
        self._columns = {minute: n for n, minute in enumerate(grid_starts(instance.horizon, event.minutes))}
        self._worth = profiles.patterns.worth(event.minutes, instance.maybe_value)

    @property
    def adults(self) -> npt.NDArray[np.intp]:
        """The number of each invited adult in the profiles' arrays, shape (A,)."""
        return self._adults

    @property
    def zones(self) -> list[str | None]:
        """The zone of each adult's family, length A."""
        words = list(self._profiles.zones)
        return [words[number] for number in self._zone]

    @property
    def profile_of_adult(self) -> Ints:
        """The place of each adult's profile in `invited`, shape (A,)."""
        return self._profile

    def best_of_profile(self, of_adults: Floats) -> Floats:
        """The largest value among each profile's adults: (..., A) to (..., P)."""
        if not len(self._first):
            return np.zeros((*of_adults.shape[:-1], 0))
        return np.maximum.reduceat(of_adults, self._first, axis=-1)

    def worth(self, offers: Sequence[Offer]) -> Floats:
        """What each adult's availability is worth at each offer's start, shape (C, A)."""
        days = np.array([(o.start.date() - self._start).days for o in offers], dtype=np.intp)
        starts = np.array([self._columns[o.start.hour * 60 + o.start.minute] for o in offers], dtype=np.intp)
        return np.asarray(self._worth[self._patterns[days], starts[:, None]])

    def inclusion(self, columns: Sequence[Sequence[Offer]]) -> Floats:
        """Inclusion of every invited profile by column, shape (columns, P)."""
        out = np.zeros((len(columns), len(self.invited)))
        if not len(self.invited):
            return out
        order = sorted(range(len(columns)), key=lambda n: len(columns[n]))
        for sessions, numbers in groupby(order, key=lambda n: len(columns[n])):
            if sessions:
                for batch in _batches(list(numbers), BATCH_CELLS // (len(self._adults) * sessions) + 1):
                    out[batch] = self._crowded([columns[n] for n in batch])
        return out

    def able(self, offers: Sequence[Offer]) -> tuple[Bools, Bools, Bools]:
        """Who could take part if free: in person, by call, and in person by bus only, each (C, A)."""
        p, adults = self._profiles, self._adults
        spoken = np.array([p.languages.row(o.languages) for o in offers], dtype=np.float32)
        follows = ~self._needs_interpreter | (spoken @ self._interpreter.T > 0)
        missing = ~np.array([p.kinds.row(o.kinds) for o in offers], dtype=bool)
        served = follows & (missing.astype(np.float32) @ self._supports.T == 0)
        in_person = served & np.array([self._fits_place(o.place) for o in offers])
        cared = np.array(["childcare" in o.kinds for o in offers], dtype=bool)
        in_person &= cared[:, None] | (self._children == 0)
        zones = np.array([p.zones.find(self._places[o.place].zone) for o in offers])
        near = self._travels | (self._zone == zones[:, None])
        by_bus = in_person & ~near & self._bus_capacity(offers)[0]
        formats = [self._places[o.place].format for o in offers]
        online = np.array([form in ("online", "hybrid") for form in formats])
        phone = np.array([form == "phone" for form in formats])
        by_call = served & ((online[:, None] & p.online[adults]) | (phone[:, None] & p.phone[adults]))
        return (in_person & near) | by_bus, by_call, by_bus

    def _fits_place(self, place_id: str) -> Bools:
        place, p = self._places[place_id], self._profiles
        if place.format not in ("in_person", "hybrid"):
            return np.zeros(len(self._adults), dtype=bool)
        lacking = ~p.feature_words.row(place.features)
        return np.asarray(p.in_person[self._adults] & ~(p.features[self._adults] & lacking).any(axis=1))

    def _bus_capacity(self, offers: Sequence[Offer]) -> tuple[Bools, Floats]:
        """Whether a bus of the session goes to each adult's zone, and its capacity, each (C, A)."""
        runs = np.zeros((len(offers), len(self._profiles.zones)), dtype=bool)
        capacity = np.zeros(runs.shape)
        for row, o in enumerate(offers):
            for zone, people in o.buses:
                number = self._profiles.zones.find(zone)
                if number >= 0:
                    runs[row, number], capacity[row, number] = True, people
        return runs[:, self._zone], capacity[:, self._zone]

    def _ways(self, offers: Sequence[Offer]) -> tuple[_Ways, _Ways]:
        worth = self.worth(offers)
        in_person, by_call, by_bus = self.able(offers)
        room = _limits([self._places[o.place].capacity for o in offers])[:, None] / self._size
        line = _limits([self._places[o.place].online_capacity for o in offers])[:, None] / self._size
        childcare = np.array([[float(o.childcare)] for o in offers])
        cares = self._children > 0
        hold = room.copy()
        hold[:, cares] = np.minimum(room[:, cares], childcare / self._children[cares])
        bus = self._bus_capacity(offers)[1] / self._size
        hold = np.where(by_bus, np.minimum(hold, bus), hold)
        return _Ways(worth * in_person, hold, by_bus), _Ways(worth * by_call, line, None)

    def _crowded(self, columns: Sequence[Sequence[Offer]]) -> Floats:
        sessions = [[column[n] for column in columns] for n in range(len(columns[0]))]
        ways = [pair for offers in sessions for pair in self._ways(offers)]
        best = self.best_of_profile(np.maximum.reduce([way.worth for way in ways]))
        parts = self._spread(ways, best)
        served = np.zeros(ways[0].worth.shape)
        for offers, in_person, way, by_call in zip(sessions, parts[::2], ways[::2], parts[1::2], strict=True):
            assert way.by_bus is not None
            served += in_person * self._share_in_person(offers, in_person, way.by_bus)
            served += by_call * self._share_by_call(offers, by_call)
        return np.asarray(best * self._sum_of_profile(served))

    def _spread(self, ways: Sequence[_Ways], best: Floats) -> list[Floats]:
        """The part of each family that takes each way: by what its best ways hold."""
        goal = best[:, self._profile]
        counted = [(way.worth == goal) & (way.worth > 0) for way in ways]
        endless = [use & np.isinf(way.hold) for use, way in zip(counted, ways, strict=True)]
        finite = [
            np.where(use & ~no_limit, way.hold, 0.0)
            for use, no_limit, way in zip(counted, endless, ways, strict=True)
        ]
        number_endless = self._sum_of_profile(np.sum(endless, axis=0, dtype=float))
        total = self._sum_of_profile(np.sum(finite, axis=0))
        number = self._sum_of_profile(np.sum(counted, axis=0, dtype=float))
        to_endless = _inverse_where(number_endless, number_endless > 0)[:, self._profile]
        by_hold = _inverse_where(total, (number_endless == 0) & (total > 0))[:, self._profile]
        evenly = _inverse_where(number, (number_endless == 0) & (total == 0) & (number > 0))[:, self._profile]
        return [
            no_limit * to_endless + hold * by_hold + use * evenly
            for use, no_limit, hold in zip(counted, endless, finite, strict=True)
        ]

    def _share_in_person(self, offers: Sequence[Offer], part: Floats, by_bus: Bools) -> Floats:
        """The smallest share among room, childcare and bus, for whoever uses them, (C, A)."""
        coming = part * self._load
        people = coming * self._size
        room = _limits([self._places[o.place].capacity for o in offers])
        share = np.broadcast_to(_share(room, people.sum(axis=1))[:, None], part.shape).copy()
        cares = self._children > 0
        if cares.any():
            childcare = np.array([float(o.childcare) for o in offers])
            cared = _share(childcare, coming @ self._children)
            share[:, cares] = np.minimum(share[:, cares], cared[:, None])
        if by_bus.any():
            _, capacity = self._bus_capacity(offers)
            zones = (self._zone[:, None] == np.arange(len(self._profiles.zones))).astype(float)
            riders = ((people * by_bus) @ zones)[:, self._zone]
            share = np.where(by_bus, np.minimum(share, _share(capacity, riders)), share)
        return share

    def _share_by_call(self, offers: Sequence[Offer], part: Floats) -> Floats:
        line = _limits([self._places[o.place].online_capacity for o in offers])
        return _share(line, (part * self._load * self._size).sum(axis=1))[:, None]

    def _sum_of_profile(self, of_adults: Floats) -> Floats:
        return np.asarray(np.add.reduceat(of_adults, self._first, axis=-1))


def _limits(capacities: Sequence[int | None]) -> Floats:
    return np.array([np.inf if capacity is None else capacity for capacity in capacities], dtype=float)


def _share(capacity: Floats, load: Floats) -> Floats:
    """min(1, capacity / load), 1 where nothing is asked."""
    return np.asarray(np.where(load <= capacity, 1.0, capacity / np.where(load > 0, load, 1.0)))


def _inverse_where(value: Floats, wanted: Bools) -> Floats:
    return np.asarray(np.where(wanted, 1.0 / np.where(wanted, value, 1.0), 0.0))


def _batches(numbers: list[int], size: int) -> Iterator[list[int]]:
    for first in range(0, len(numbers), size):
        yield numbers[first : first + size]
