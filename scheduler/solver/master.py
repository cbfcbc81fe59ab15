"""The master: one column an event, providers for its roles, every rule of the format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.plan import Session
from scheduler.solver.crew import Role, Sessions, Staffed
from scheduler.solver.pool import Pool
from scheduler.solver.rules.booking import Booking
from scheduler.solver.rules.choice import choose_between, choose_one, fill_role
from scheduler.solver.rules.clashes import forbid_overlaps
from scheduler.solver.rules.places import limit_parallel
from scheduler.solver.rules.providers import keep_apart, limit_minutes
from scheduler.solver.rules.sums import Sum, require_at_least, require_at_most

COST_SCALE = 1e8
RATE_SCALE = 1e11
"""Units of cost and of a rate in constraints: finer than the checker's tolerances (1e-6 and 1e-9)."""

Spot = tuple[int, datetime, str]
"""A session whatever its crew: event number, start, place."""


@dataclass(frozen=True)
class Solution:
    """A column for every event, and who plays which role in each spot."""

    columns: tuple[Sessions, ...]
    cast: Mapping[tuple[Spot, Role], tuple[str, ...]]

    def sessions(self, pool: Pool) -> tuple[Session, ...]:
        """The sessions of a plan, in the order of events."""
        return tuple(
            self._session(pool, number, session)
            for number, column in enumerate(self.columns)
            for session in column
        )

    def _session(self, pool: Pool, number: int, session: Staffed) -> Session:
        providers = pool.problem.openings.providers
        serving = dict(session.named)
        for role, _ in session.crew:
            for name in self.cast[(number, session.start, session.place), role]:
                serving[name] = role.language
        interprets = {
            name: language
            for name, language in serving.items()
            if language is not None and len(providers[name].languages) > 1
        }
        event = pool.problem.events[number]
        return Session(event.id, session.start, session.place, tuple(sorted(serving)), interprets)


class Master:
    """A CP-SAT model over the columns of a pool, to which objectives and their levels are added."""

    def __init__(self, pool: Pool, *, in_parts: bool = False) -> None:
        """`in_parts`: columns are single sessions, of which an event has as many as it asks for.

        Then values do not add up, and floors and what families cost are left out.
        """
        self.pool = pool
        self._in_parts = in_parts
        self.problem = pool.problem
        self.model = cp_model.CpModel()
        self._midnight = datetime.combine(self.problem.instance.horizon.start, time())
        self.column = [
            [self.model.new_bool_var(f"column_{e}_{n}") for n in range(len(columns.columns))]
            for e, columns in enumerate(pool.events)
        ]
        for event, literals in zip(self.problem.events, self.column, strict=True):
            if in_parts:
                choose_between(self.model, literals, event.min_sessions, event.max_sessions)
            else:
                choose_one(self.model, literals)
        self._asking = self._columns_by_spot()
        self.spot = {spot: self._held(spot, asking) for spot, asking in self._asking.items()}
        self.cast: dict[tuple[Spot, Role, str], cp_model.IntVar] = {}
        for spot in self._asking:
            self._go_on()
            self._cast_spot(spot)
        self._add_place_rules()
        self._go_on()
        self._add_provider_rules()
        self._go_on()
        forbid_overlaps(self.model, self._bookings_by_event(), self.problem.clashes, not in_parts)
        self._add_sum_rules()

    def _go_on(self) -> None:
        """Raises TimeIsUp where the watch of the problem is over: all sites of large events take seconds."""
        if self._in_parts:
            self.problem.watch.stop_if_over()

    def value(self, which: int, scale: float, constant: float = 0.0) -> Sum:
        """The sum of one row of values (a set's number, or -1 for `weighted`) over the chosen columns."""
        total = Sum(scale, constant)
        for literals, columns in zip(self.column, self.pool.events, strict=True):
            total.include(literals, columns.valued.sums[:, which], exclusive=True)
        return total

    def cost(self, scale: float) -> Sum:
        """What places, families and providers cost."""
        total = Sum(scale)
        for literals, columns in zip(self.column, self.pool.events, strict=True):
            booked = columns.booking_cost(columns.columns) if self._in_parts else columns.valued.cost
            total.include(literals, booked, exclusive=not self._in_parts)
        providers = self.problem.openings.providers
        paid = [(literal, providers[name].cost) for (_, _, name), literal in self.cast.items()]
        total.include([literal for literal, _ in paid], np.array([cost for _, cost in paid]), exclusive=False)
        return total

    def hint(self, solution: Solution) -> None:
        """Start the next solve from a plan, whose columns need not all be in the pool."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for number, literals in enumerate(self.column):
            column = solution.columns[number]
            for literal, other in zip(literals, self.pool.events[number].columns, strict=True):
                self.model.add_hint(literal, other == column)
        held = {
            (number, session.start, session.place)
            for number, column in enumerate(solution.columns)
            for session in column
        }
        for spot, literal in self.spot.items():
            self.model.add_hint(literal, spot in held)
        for (spot, role, name), literal in self.cast.items():
            self.model.add_hint(literal, name in solution.cast.get((spot, role), ()))

    def read(self, value: Sequence[int]) -> Solution:
        """The solution in which variable number n has `value[n]`."""
        columns = tuple(
            next(
                column
                for column, literal in zip(known.columns, literals, strict=True)
                if value[literal.index]
            )
            for known, literals in zip(self.pool.events, self.column, strict=True)
        )
        cast: dict[tuple[Spot, Role], tuple[str, ...]] = defaultdict(tuple)
        for (spot, role, name), literal in self.cast.items():
            if value[literal.index]:
                cast[spot, role] += (name,)
        return Solution(columns, dict(cast))

    def _columns_by_spot(self) -> dict[Spot, list[tuple[cp_model.IntVar, Staffed]]]:
        asking: dict[Spot, list[tuple[cp_model.IntVar, Staffed]]] = defaultdict(list)
        for number, (columns, literals) in enumerate(zip(self.pool.events, self.column, strict=True)):
            for column, literal in zip(columns.columns, literals, strict=True):
                for session in column:
                    asking[number, session.start, session.place].append((literal, session))
        return dict(asking)

    def _held(self, spot: Spot, asking: Iterable[tuple[cp_model.IntVar, Staffed]]) -> cp_model.IntVar:
        held = self.model.new_bool_var(f"held_{spot}")
        self.model.add(sum(column for column, _ in asking) == held)
        return held

    def _cast_spot(self, spot: Spot) -> None:
        """Variables for who plays the roles that columns ask for in this spot; nobody plays two."""
        asking = self._asking[spot]
        choices = self.problem.choices[spot[0]]
        roles = dict.fromkeys(role for _, session in asking for role, _ in session.crew)
        parts: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for role in roles:
            players = choices.players_at(role, asking[0][1])
            for name in players:
                literal = self.cast[spot, role, name] = self.model.new_bool_var(f"cast_{spot}_{role}_{name}")
                parts[name].append(literal)
            fill_role(
                self.model,
                [self.cast[spot, role, name] for name in players],
                [(column, session.number(role)) for column, session in asking if session.number(role)],
            )
        for literals in parts.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    def _span(self, number: int, start: datetime) -> tuple[int, int]:
        begin = int((start - self._midnight).total_seconds()) // 60
        return begin, begin + self.problem.events[number].minutes

    def _add_place_rules(self) -> None:
        by_place: dict[str, list[Booking]] = defaultdict(list)
        for (number, start, place), held in self.spot.items():
            by_place[place].append(Booking(*self._span(number, start), place, (held,)))
        for place, bookings in by_place.items():
            limit_parallel(self.model, bookings, self.problem.openings.places[place].parallel)

    def _add_provider_rules(self) -> None:
        literals: dict[str, dict[Spot, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
        for (spot, _, name), literal in self.cast.items():
            literals[name][spot].append(literal)
        for spot, asking in self._asking.items():
            for name, _ in asking[0][1].named:
                literals[name][spot].append(self.spot[spot])
        for name, by_spot in literals.items():
            bookings = [
                Booking(*self._span(number, start), place, tuple(found))
                for (number, start, place), found in by_spot.items()
            ]
            keep_apart(self.model, bookings, self.problem.far_apart, self.problem.instance.travel_minutes)
            limit_minutes(self.model, bookings, self.problem.openings.providers[name])

    def _bookings_by_event(self) -> list[list[Booking]]:
        out: list[list[Booking]] = [[] for _ in self.problem.events]
        for (number, start, place), asking in self._asking.items():
            columns = tuple(column for column, _ in asking)
            out[number].append(Booking(*self._span(number, start), place, columns))
        return out

    def _add_sum_rules(self) -> None:
        instance, season = self.problem.instance, self.problem.season
        for floor in () if self._in_parts else instance.floors:
            which = season.set_names.index(floor.group)
            if season.invited[which] > 0:
                total = self.value(which, RATE_SCALE / season.invited[which])
                require_at_least(self.model, total, floor.rate * season.invited[which])
        if instance.budget is not None:
            require_at_most(self.model, self.cost(COST_SCALE), instance.budget)
