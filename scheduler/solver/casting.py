"""Who plays which role when the sessions are given; where nobody can, which sessions stand in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time

from ortools.sat.python import cp_model

from scheduler.solver.crew import Role, Sessions, Staffed
from scheduler.solver.master import Spot
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.roster import Cast, Roster
from scheduler.solver.rules.booking import Booking
from scheduler.solver.rules.providers import keep_apart, limit_minutes
from scheduler.solver.run import Effort, run

Placed = tuple[int, Staffed]
"""An event's number and a session of it."""
Loss = Callable[[int, Staffed], Mapping[Role, float]]
"""About what each role of a session of an event (by number) adds to a plan's worth."""


def cast(
    problem: Problem, columns: Sequence[Sessions], watch: Watch, effort: Effort
) -> tuple[Cast | None, list[Placed]]:
    """The cheapest cast that is found of these columns, one an event; else sessions that cannot be cast.

    No cast and no sessions: there was no time to tell.
    """
    placed = [(number, session) for number, column in enumerate(columns) for session in column]
    by_hand = _by_hand(problem, columns)
    solved = _Casting(problem, placed).solve(watch, effort)
    if isinstance(solved, dict):
        return solved, []
    if by_hand is not None:
        return by_hand, []
    return None, _core(problem, placed, watch, effort) if solved == "infeasible" else []


def trimmed(
    problem: Problem, columns: Sequence[Sessions], loss: Loss, watch: Watch, effort: Effort
) -> tuple[tuple[Sessions, ...], Cast] | None:
    """The columns with smaller crews that can be cast, and their cast; what is left out loses little.

    None where there are not even enough hosts, or no time.
    """
    placed = [(number, session) for number, column in enumerate(columns) for session in column]
    model = _Casting(problem, placed, loss)
    solved = model.solve(watch, effort)
    if isinstance(solved, str):
        return None
    smaller = tuple(
        tuple(_as_cast(number, session, solved) for session in column)
        for number, column in enumerate(columns)
    )
    return smaller, solved


def _as_cast(number: int, session: Staffed, found: Cast) -> Staffed:
    spot = (number, session.start, session.place)
    for role, _ in session.crew:
        session = session.with_role(role, len(found.get((spot, role), ())))
    return session


def _by_hand(problem: Problem, columns: Sequence[Sessions]) -> Cast | None:
    roster = Roster(problem)
    if all(roster.put(number, column) for number, column in enumerate(columns)):
        return roster.cast
    return None


def _core(problem: Problem, placed: list[Placed], watch: Watch, effort: Effort) -> list[Placed]:
    """A deletion pass, by halves first: what is left cannot be cast, and all of it is needed for that."""
    kept, step = placed[:], max(1, len(placed) // 2)
    while step:
        n = 0
        while n < len(kept):
            rest = kept[:n] + kept[n + step :]
            if watch.is_over:
                return kept
            if _Casting(problem, rest).solve(watch, effort) == "infeasible":
                kept = rest
            else:
                n += step
        step //= 2
    return kept


class _Casting:
    """A CP-SAT model over who plays which role in sessions that are given."""

    def __init__(self, problem: Problem, placed: Sequence[Placed], loss: Loss | None = None) -> None:
        """With a `loss`, roles but those of hosts may be left open, at what that loses."""
        self._problem = problem
        self._model = cp_model.CpModel()
        self._midnight = datetime.combine(problem.instance.horizon.start, time())
        self._literal: dict[tuple[Spot, Role, str], cp_model.IntVar] = {}
        self._bookings: dict[str, list[Booking]] = defaultdict(list)
        self._loss = loss
        self._missing: list[tuple[cp_model.IntVar, float]] = []
        self._true = self._model.new_constant(1)
        for number, session in placed:
            self._cast_session(number, session)
        for name, bookings in self._bookings.items():
            keep_apart(self._model, bookings, problem.far_apart, problem.instance.travel_minutes)
            limit_minutes(self._model, bookings, problem.openings.providers[name])
        self._model.minimize(self._cost() if loss is None else self._lost())

    def _cost(self) -> cp_model.LinearExprT:
        """What the cast costs, in cents."""
        providers = self._problem.openings.providers
        return sum(
            round(providers[name].cost * 100) * literal for (_, _, name), literal in self._literal.items()
        )

    def _lost(self) -> cp_model.LinearExprT:
        """What is lost by roles left open, in ten-thousandths of the largest such loss."""
        most = max((loss for _, loss in self._missing), default=0.0) or 1.0
        return sum(max(1, round(10_000 * loss / most)) * literal for literal, loss in self._missing)

    def solve(self, watch: Watch, effort: Effort) -> Cast | str:
        """The cheapest cast, or how the search ended without one."""
        solved = run(self._model, watch, effort)
        if not solved.found:
            return solved.outcome
        cast: dict[tuple[Spot, Role], tuple[str, ...]] = defaultdict(tuple)
        for (spot, role, name), literal in self._literal.items():
            if solved.values[literal.index]:
                cast[spot, role] += (name,)
        return dict(cast)

    def _cast_session(self, number: int, session: Staffed) -> None:
        spot = (number, session.start, session.place)
        losses = {} if self._loss is None else self._loss(number, session)
        start = int((session.start - self._midnight).total_seconds()) // 60
        end = start + self._problem.events[number].minutes
        mine: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for role, wanted in session.crew:
            names = self._problem.choices[number].players_at(role, session)
            literals = [self._model.new_bool_var("") for _ in names]
            self._model.add(sum([*literals, *self._left_open(role, wanted, losses)]) == wanted)
            for name, literal in zip(names, literals, strict=True):
                self._literal[spot, role, name] = literal
                mine[name].append(literal)
        for name, literals in mine.items():
            self._model.add_at_most_one(literals)
            self._bookings[name].append(Booking(start, end, session.place, tuple(literals)))
        for name, _ in session.named:
            self._bookings[name].append(Booking(start, end, session.place, (self._true,)))

    def _left_open(self, role: Role, wanted: int, losses: Mapping[Role, float]) -> list[cp_model.LinearExprT]:
        """How many of a role are left open, as terms; a team of interpreters is whole or not there at all."""
        if self._loss is None or role.listed:
            return []
        if role.language is not None:
            none = self._model.new_bool_var("")
            self._missing.append((none, losses[role]))
            return [wanted * none]
        each = [self._model.new_bool_var("") for _ in range(wanted)]
        self._missing += [(one, losses[role] / wanted) for one in each]
        return [*each]
