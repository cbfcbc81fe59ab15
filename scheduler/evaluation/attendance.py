"""Inclusion with crowding, for many columns of one event at once (exchange format, "Crowding").

A column is all the sessions of one event, each given as an `Offer`. Arrays of a batch have the
columns first, (C, A) over adults of rows of families or (C, R) over rows; an array that is the same
for every column of the batch may have one row there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

import numpy as np

from scheduler.domain.instance import Instance, Place
from scheduler.evaluation.crowds import Folded, Folds, Invited, Rows
from scheduler.evaluation.households import Bools, Floats, Households
from scheduler.evaluation.offers import Offer

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

    def __init__(
        self, instance: Instance, households: Households, event_number: int, most_apart: int, folds: Folds
    ) -> None:
        """An event that invites more than `most_apart` families folds those that are alike."""
        self.event = instance.events[event_number]
        self.invited = Invited(instance, households, event_number)
        self._kinds = self.invited.adult_kinds
        self._able: dict[tuple[object, ...], tuple[Bools, Bools, Bools]] = {}
        self._places = {place.id: place for place in instance.places}
        self.is_folded = len(self.invited) > most_apart
        self._most_alike = int(households.alike.max(initial=0)) + 1
        self._number, self._folds = event_number, folds

    @cached_property
    def _apart(self) -> Rows:
        """Every family in a row of its own; millions of families never ask for it."""
        return self.invited.each_family()

    def inclusion(self, columns: Sequence[Sequence[Offer]]) -> Iterator[tuple[list[int], Floats]]:
        """Inclusion of every invited family, batch by batch: numbers of columns (C,), inclusion (C, F).

        Columns without sessions are left out; they include nobody.
        """
        if not len(self.invited):
            return
        held = _held(columns)
        if self.is_folded:
            yield from self._inclusion_folded(columns, held)
        else:
            yield from self._inclusion_apart(columns, held)

    def _inclusion_apart(
        self, columns: Sequence[Sequence[Offer]], held: list[int]
    ) -> Iterator[tuple[list[int], Floats]]:
        rows = self._apart
        order = sorted(held, key=lambda n: len(columns[n]))
        for sessions, numbers in groupby(order, key=lambda n: len(columns[n])):
            for batch in _batches(list(numbers), BATCH_CELLS // (len(rows.adult_kind) * sessions) + 1):
                offers = [[columns[n][k] for n in batch] for k in range(sessions)]
                worth = [self._worth(rows, [offer.start for offer in one]) for one in offers]
                yield batch, self._crowded(rows, offers, worth)

    def _inclusion_folded(
        self, columns: Sequence[Sequence[Offer]], held: list[int]
    ) -> Iterator[tuple[list[int], Floats]]:
        for numbers, folded, included in self._rows_included(columns, held):
            row = folded.row_of_family
            for n, one in zip(numbers, included, strict=True):
                yield [n], one[row][None, :]

    def weight_included(self, columns: Sequence[Sequence[Offer]]) -> Iterator[tuple[int, Floats]]:
        """Weight that is included of families with the same groups, by column with sessions.

        The number of the column and shape (`Households.alike`,); of an event that folds its families.
        """
        for numbers, folded, included in self._rows_included(columns, _held(columns)):
            for n, one in zip(numbers, included, strict=True):
                weight = folded.weight * one[folded.row]
                yield n, np.bincount(folded.alike, weight, self._most_alike).astype(float)

    def _rows_included(
        self, columns: Sequence[Sequence[Offer]], held: list[int]
    ) -> Iterator[tuple[list[int], Folded, Floats]]:
        """Inclusion of rows of families (C, R), batch by batch: numbers of columns (C,), what was folded."""
        by_starts: dict[tuple[datetime, ...], list[int]] = defaultdict(list)
        for n in held:
            by_starts[tuple(offer.start for offer in columns[n])].append(n)
        for starts, numbers in by_starts.items():
            folded = self.folded(starts)
            rows = folded.rows
            worth = [self.invited.worth_of_level[level][None, :] for level in folded.levels]
            for batch in _batches(numbers, BATCH_CELLS // (len(rows.adult_kind) * len(starts)) + 1):
                offers = [[columns[n][k] for n in batch] for k in range(len(starts))]
                yield batch, folded, self._crowded(rows, offers, worth)

    def folded(self, starts: tuple[datetime, ...]) -> Folded:
        """The families in rows of those that sessions at these starts cannot tell apart."""
        return self._folds.of(self._number, self.invited, starts)

    def ways_of_families(self, offer: Offer) -> Bools:
        """Which invited families have a way into a session, crowding left out, shape (F,)."""
        if not len(self.invited):
            return np.zeros(0, dtype=bool)
        folded = self.folded((offer.start,))
        in_person, by_call, _ = self._able_adults(folded.rows, [offer])
        ways = self.invited.worth_of_level[folded.levels[0]] * (in_person | by_call)[0]
        return np.asarray((folded.rows.best(ways) > 0)[folded.row_of_family])

    def _worth(self, rows: Rows, starts: Sequence[datetime]) -> Floats:
        """What each adult's availability is worth at each start, shape (starts, A)."""
        return np.asarray(self.invited.worth_of_level[self.invited.levels_of_adults(rows, starts)])

    def _able_kinds(self, offer: Offer) -> tuple[Bools, Bools, Bools]:
        """Which kinds of adults could take part if free: in person, by call, in person by bus only."""
        key = (offer.place, offer.languages, offer.kinds, tuple(zone for zone, _ in offer.buses))
        if key not in self._able:
            kinds, place = self._kinds, self._places[offer.place]
            spoken = kinds.languages.row(offer.languages)
            follows = ~kinds.interpreter.any(axis=1) | (kinds.interpreter & spoken).any(axis=1)
            lacks = (kinds.supports & ~kinds.support_words.row(offer.kinds)).any(axis=1)
            served = follows & ~lacks
            in_person = served & self._fits_place(place)
            if "childcare" not in offer.kinds:
                in_person &= kinds.children == 0
            near = kinds.travels | (kinds.zone == kinds.zones.find(place.zone))
            runs = np.isin(kinds.zone, [kinds.zones.find(zone) for zone, _ in offer.buses])
            by_bus = in_person & ~near & runs
            by_call = np.zeros(len(kinds), dtype=bool)
            if place.format in ("online", "hybrid"):
                by_call = served & kinds.online
            elif place.format == "phone":
                by_call = served & kinds.phone
            self._able[key] = (in_person & near) | by_bus, by_call, by_bus
        return self._able[key]

    def _able_adults(self, rows: Rows, offers: Sequence[Offer]) -> tuple[Bools, Bools, Bools]:
        """Which adults of rows could take part if free: in person, by call, by bus only, each (C, A)."""
        able = [self._able_kinds(offer) for offer in offers]
        in_person, by_call, by_bus = (
            np.array(flags)[:, rows.adult_kind] for flags in zip(*able, strict=True)
        )
        return in_person, by_call, by_bus

    def _fits_place(self, place: Place) -> Bools:
        kinds = self._kinds
        if place.format not in ("in_person", "hybrid"):
            return np.zeros(len(kinds), dtype=bool)
        lacking = ~kinds.feature_words.row(place.features)
        return np.asarray(kinds.in_person & ~(kinds.features & lacking).any(axis=1))

    def _bus_capacity(self, offers: Sequence[Offer]) -> tuple[Bools, Floats]:
        """Whether a bus of the session goes to each zone, and its capacity, each (C, zones)."""
        runs = np.zeros((len(offers), len(self._kinds.zones)), dtype=bool)
        capacity = np.zeros(runs.shape)
        for row, o in enumerate(offers):
            for zone, people in o.buses:
                number = self._kinds.zones.find(zone)
                if number >= 0:
                    runs[row, number], capacity[row, number] = True, people
        return runs, capacity

    def _ways(self, rows: Rows, offers: Sequence[Offer], worth: Floats) -> tuple[_Ways, _Ways]:
        in_person, by_call, by_bus = self._able_adults(rows, offers)
        size, children = self._kinds.size[rows.adult_kind], self._kinds.children[rows.adult_kind]
        hold = _limits([self._places[o.place].capacity for o in offers])[:, None] / size
        line = _limits([self._places[o.place].online_capacity for o in offers])[:, None] / size
        cares = children > 0
        if cares.any():
            childcare = np.array([[float(o.childcare)] for o in offers])
            hold[:, cares] = np.minimum(hold[:, cares], childcare / children[cares])
        if by_bus.any():
            bus = self._bus_capacity(offers)[1][:, self._kinds.zone[rows.adult_kind]] / size
            hold = np.where(by_bus, np.minimum(hold, bus), hold)
        return _Ways(worth * in_person, hold, by_bus), _Ways(worth * by_call, line, None)

    def _crowded(self, rows: Rows, sessions: Sequence[Sequence[Offer]], worth: Sequence[Floats]) -> Floats:
        """Inclusion of each row (C, R), from the offers of each session by column and worth (C or 1, A)."""
        ways = [
            pair for one, free in zip(sessions, worth, strict=True) for pair in self._ways(rows, one, free)
        ]
        best = rows.best(np.maximum.reduce([way.worth for way in ways]))
        parts = _spread(rows, ways, best)
        served = np.zeros(ways[0].worth.shape)
        for one, in_person, way, by_call in zip(sessions, parts[::2], ways[::2], parts[1::2], strict=True):
            assert way.by_bus is not None
            served += in_person * self._share_in_person(rows, one, in_person, way.by_bus)
            served += by_call * self._share_by_call(rows, one, by_call)
        return np.asarray(best * rows.total(served))

    def _share_in_person(self, rows: Rows, offers: Sequence[Offer], part: Floats, by_bus: Bools) -> Floats:
        """The smallest share among room, childcare and bus, for whoever uses them, (C, A)."""
        kinds, kind = self._kinds, rows.adult_kind
        coming = part * rows.load[rows.row_of_adult]
        people = coming * kinds.size[kind]
        room = _limits([self._places[o.place].capacity for o in offers])
        share = np.broadcast_to(_share(room, people.sum(axis=1))[:, None], part.shape).copy()
        cares = kinds.children[kind] > 0
        if cares.any():
            childcare = np.array([float(o.childcare) for o in offers])
            cared = _share(childcare, coming @ kinds.children[kind])
            share[:, cares] = np.minimum(share[:, cares], cared[:, None])
        if by_bus.any():
            _, capacity = self._bus_capacity(offers)
            zones = (kinds.zone[kind][:, None] == np.arange(len(kinds.zones))).astype(float)
            riders = ((people * by_bus) @ zones)[:, kinds.zone[kind]]
            share = np.where(by_bus, np.minimum(share, _share(capacity[:, kinds.zone[kind]], riders)), share)
        return share

    def _share_by_call(self, rows: Rows, offers: Sequence[Offer], part: Floats) -> Floats:
        line = _limits([self._places[o.place].online_capacity for o in offers])
        people = part @ (rows.load[rows.row_of_adult] * self._kinds.size[rows.adult_kind])
        return _share(line, people)[:, None]


def _held(columns: Sequence[Sequence[Offer]]) -> list[int]:
    """The numbers of columns with sessions."""
    return [n for n, column in enumerate(columns) if column]


def _spread(rows: Rows, ways: Sequence[_Ways], best: Floats) -> list[Floats]:
    """The part of each family that takes each way: by what its best ways hold."""
    goal = best[:, rows.row_of_adult]
    counted = [(way.worth == goal) & (way.worth > 0) for way in ways]
    endless = [use & np.isinf(way.hold) for use, way in zip(counted, ways, strict=True)]
    finite = [
        np.where(use & ~no_limit, way.hold, 0.0)
        for use, no_limit, way in zip(counted, endless, ways, strict=True)
    ]
    number_endless = rows.total(np.sum(endless, axis=0, dtype=float))
    total = rows.total(np.sum(finite, axis=0))
    number = rows.total(np.sum(counted, axis=0, dtype=float))
    to_endless = _inverse_where(number_endless, number_endless > 0)[:, rows.row_of_adult]
    by_hold = _inverse_where(total, (number_endless == 0) & (total > 0))[:, rows.row_of_adult]
    evenly = _inverse_where(number, (number_endless == 0) & (total == 0) & (number > 0))[:, rows.row_of_adult]
    return [
        no_limit * to_endless + hold * by_hold + use * evenly
        for use, no_limit, hold in zip(counted, endless, finite, strict=True)
    ]


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
