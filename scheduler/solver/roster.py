"""Who works where: checks by hand, and fast, whether a column fits beside the columns of other events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from scheduler.solver.crew import Role, Sessions, Staffed
from scheduler.solver.master import Spot
from scheduler.solver.matching import assign
from scheduler.solver.problem import Problem

Cast = dict[tuple[Spot, Role], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Duty:
    """A provider's or place's session."""

    event: int
    start: datetime
    end: datetime
    place: str


class Roster:
    """The sessions of a plan in the making, one column an event, every role cast."""

    def __init__(self, problem: Problem, wanted: Mapping[Spot, Collection[str]] | None = None) -> None:
        """Providers who are `wanted` in a spot are asked before all others."""
        self._problem = problem
        self._wanted = wanted or {}
        self._cast: dict[int, Cast] = {}
        self._columns: dict[int, Sessions] = {}
        self._clashing: dict[int, set[int]] = defaultdict(set)
        for one, other in problem.clashes:
            self._clashing[one].add(other)
            self._clashing[other].add(one)
        self._players = cache(self._cheapest_players)

    @property
    def cast(self) -> Cast:
        return {key: names for cast in self._cast.values() for key, names in cast.items()}

    @property
    def columns(self) -> dict[int, Sessions]:
        return self._columns

    def copy(self) -> Roster:
        """Another roster that starts from the same plan."""
        other = Roster(self._problem, self._wanted)
        other._cast, other._columns, other._players = dict(self._cast), dict(self._columns), self._players
        return other

    def load(self, columns: tuple[Sessions, ...], cast: Cast) -> None:
        """Take over a plan."""
        for number, column in enumerate(columns):
            self._columns[number] = column
            self._cast[number] = {key: names for key, names in cast.items() if key[0][0] == number}

    def drop(self, number: int) -> None:
        self._columns.pop(number, None)
        self._cast.pop(number, None)

    def put(self, number: int, column: Sessions) -> bool:
        """Give the event this column if its sessions fit and its roles can be cast, cheapest first."""
        self.drop(number)
        cast: Cast = {}
        duties = self._duties()
        for session in column:
            if not self._place_is_free(number, session, column) or self._clashes(number, session):
                return False
            if not self._cast_session(number, session, duties, cast):
                return False
        self._columns[number], self._cast[number] = column, cast
        return True

    def crew_cost(self, number: int) -> float:
        """What the providers in the event's roles cost."""
        providers = self._problem.openings.providers
        return sum(providers[name].cost for names in self._cast[number].values() for name in names)

    def _cast_session(self, number: int, session: Staffed, duties: dict[str, list[Duty]], cast: Cast) -> bool:
        start, end = self._span(number, session)
        duty = Duty(number, start, end, session.place)
        spot = (number, session.start, session.place)
        for name, _ in session.named:
            if not self._can_work(name, duty, duties[name]):
                return False
            duties[name].append(duty)
        found = assign(
            [
                (
                    wanted,
                    [
                        name
                        for name in self._players(number, role, session.start, session.place, session.named)
                        if self._can_work(name, duty, duties[name])
                    ],
                )
                for role, wanted in session.crew
            ]
        )
        for (role, _), names in zip(session.crew, found or (), strict=False):
            cast[spot, role] = names
            for name in names:
                duties[name].append(duty)
        return found is not None

    def _cheapest_players(
        self, number: int, role: Role, start: datetime, place: str, named: tuple[tuple[str, str | None], ...]
    ) -> list[str]:
        providers = self._problem.openings.providers
        players = self._problem.choices[number].players_at(role, Staffed(start, place, (), named))
        wanted = self._wanted.get((number, start, place), ())
        return sorted(
            players,
            key=lambda name: (name not in wanted, providers[name].cost, len(providers[name].languages), name),
        )

    def _can_work(self, name: str, duty: Duty, others: list[Duty]) -> bool:
        provider = self._problem.openings.providers[name]
        travel = timedelta(minutes=self._problem.instance.travel_minutes)
        for other in others:
            gap = travel if self._problem.far_apart(duty.place, other.place) else timedelta(0)
            if duty.start < other.end + gap and other.start < duty.end + gap:
                return False
        limits = (
            (provider.minutes_per_day, datetime.toordinal),
            (provider.minutes_per_week, _monday),
            (provider.minutes_per_season, _season),
        )
        for limit, span in limits:
            if limit is not None:
                same = [other for other in [*others, duty] if span(other.start) == span(duty.start)]
                worked = sum((other.end - other.start) // timedelta(minutes=1) for other in same)
                if worked + len(same) * provider.extra_minutes > limit:
                    return False
        return True

    def _duties(self) -> dict[str, list[Duty]]:
        """What every provider does in the sessions so far."""
        duties: dict[str, list[Duty]] = defaultdict(list)
        for number, column in self._columns.items():
            for session in column:
                duty = Duty(number, *self._span(number, session), session.place)
                for name, _ in session.named:
                    duties[name].append(duty)
                for role, _ in session.crew:
                    for name in self._cast[number][(number, session.start, session.place), role]:
                        duties[name].append(duty)
        return duties

    def _place_is_free(self, number: int, session: Staffed, column: Sessions) -> bool:
        parallel = self._problem.openings.places[session.place].parallel
        mine = [(number, other) for other in column]
        others = [(n, other) for n, known in self._columns.items() for other in known]
        spans = [self._span(n, other) for n, other in [*mine, *others] if other.place == session.place]
        start, end = self._span(number, session)
        moments = [moment for moment, _ in spans if start <= moment < end]
        return all(sum(a <= moment < b for a, b in spans) <= parallel for moment in moments)

    def _clashes(self, number: int, session: Staffed) -> bool:
        start, end = self._span(number, session)
        return any(
            start < other_end and other_start < end
            for n in self._clashing[number] & self._columns.keys()
            for other_start, other_end in (self._span(n, other) for other in self._columns[n])
        )

    def _span(self, number: int, session: Staffed) -> tuple[datetime, datetime]:
        minutes = self._problem.events[number].minutes
        return session.start, session.start + timedelta(minutes=minutes)


def _monday(moment: datetime) -> int:
    return moment.toordinal() - moment.weekday()


def _season(_: datetime) -> int:
    return 0
