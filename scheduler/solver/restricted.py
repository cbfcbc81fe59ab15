"""The restricted master: the best plan from a pool's columns, level by level, as a mixed-integer program.

Its rows ask one column an event, steps, floors and budget, and that places and clashing events never overlap.
Providers are counted by role only; a choice of columns that cannot be cast adds a row that forbids its cause
(a combinatorial Benders cut, Codato and Fischetti 2006).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from itertools import chain

import numpy as np

from scheduler.domain.instance import Mode
from scheduler.domain.plan import Objective
from scheduler.evaluation.households import Floats, Indices
from scheduler.evaluation.season import STEP_TOLERANCE
from scheduler.solver.casting import Loss, Placed, cast, trimmed
from scheduler.solver.crew import Role, Staffed
from scheduler.solver.early import keeps_sums
from scheduler.solver.frontier import level_names
from scheduler.solver.goals import (
    ORDERED,
    Aim,
    compared_levels,
    compared_sets,
    largest_step,
    level_values,
    ordered_weights,
)
from scheduler.solver.master import Solution
from scheduler.solver.pool import Pool
from scheduler.solver.program import Program, Rows, Solved, Variables
from scheduler.solver.progress import Watch
from scheduler.solver.rules.clashes import cover_by_cliques
from scheduler.solver.run import Effort
from scheduler.solver.shifts import Shifts
from scheduler.solver.side_by_side import Tries
from scheduler.solver.stages import Incumbent, is_better

CASTS = 12
"""Choices of columns that are tried for one level, at most."""
FINER = 0.5
"""Of the tolerance for steps: what rounding may take."""

Span = tuple[int, int, int]
"""A column's number, and the minutes from which and up to which one of its sessions lasts."""


class Restricted:
    """Improves plans over the columns of a pool."""

    def __init__(
        self,
        pool: Pool,
        objective: Objective,
        effort: Effort,
        nodes: int,
        loss: Loss,
        conflicts: list[list[Placed]],
        shifts: Shifts,
    ) -> None:
        """`nodes` of the search tree are looked at for one level, at most.

        Where crews cannot be cast, what loses little is left out, and the cause joins `conflicts`.
        """
        self._loss, self._conflicts = loss, conflicts
        self._pool, self._problem, self._objective, self._effort = pool, pool.problem, objective, effort
        self._season, self._nodes = pool.problem.season, nodes
        self._midnight = datetime.combine(pool.problem.instance.horizon.start, time())
        counts = [len(columns.columns) for columns in pool.events]
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(int)
        self._sums = np.vstack([columns.valued.sums for columns in pool.events])
        self._cost = np.concatenate([columns.valued.least_cost for columns in pool.events])
        self._variables, self._rows = Variables(), Rows()
        self._shifts = shifts
        for _ in range(int(self._first[-1])):
            self._variables.add(0.0, 1.0, True)
        self._choose()
        self._keep_places()
        self._keep_clashes_apart()
        self._keep_shifts()
        self._keep_floors_and_budget()
        for conflict in conflicts:
            self._forbid(conflict)
        self._steps = self._count_steps() if objective == "leximin" else {}

    def finding(self, watch: Watch) -> Tries[Incumbent | None]:
        """A plan that is good on the first level, if one is found."""
        for _ in range(CASTS):
            solved = yield self._program(0, 0, None)
            if solved is None:
                break
            found, _ = self._incumbent(solved, watch)
            if found is not None:
                return found
        return None

    def improving(self, level: Aim, best: Incumbent, watch: Watch) -> Tries[Incumbent]:
        """A plan that is no worse, better on this level (by number) if one is found.

        Where a weighted sum of all group levels leads to a plan that is behind on one of them, the levels up
        to that one are held, and it is tried again.
        """
        held = 1 if level == ORDERED else level
        for _ in range(CASTS):
            solved = yield self._program(level, held, best)
            if solved is None:
                break
            found, is_cast = self._incumbent(solved, watch)
            if found is not None and is_better(self._objective, found.rates, best.rates):
                return found
            if is_cast:
                behind = None if found is None or level != ORDERED else self._first_behind(found, best)
                if behind is None:
                    break
                held = behind + 1
        return best

    def _first_behind(self, found: Incumbent, best: Incumbent) -> int | None:
        """The first group level by number on which a plan is behind another, if there is one."""
        groups = compared_levels(self._season)
        values = [self._values(plan)[:groups] for plan in (found, best)]
        pairs = enumerate(zip(*values, strict=True))
        return next((n for n, ((_, mine), (_, theirs)) in pairs if mine < theirs - STEP_TOLERANCE), None)

    def _values(self, plan: Incumbent) -> list[tuple[str, float]]:
        return level_values(self._season, self._objective, plan.rates)

    def knows(self, plan: Incumbent) -> bool:
        """Whether all columns of the plan are in the pool."""
        return all(
            columns.knows(column)
            for columns, column in zip(self._pool.events, plan.solution.columns, strict=True)
        )

    def _program(self, level: Aim, held: int, best: Incumbent | None) -> Program:
        """Which column of each event is best on a level, where `held` levels are as in the best plan."""
        variables, rows = self._variables.copy(), self._rows.copy()
        for name, value in [] if best is None else self._values(best)[:held]:
            terms, low = self._held(name, value, variables, rows)
            rows.add([v for v, _ in terms], [f for _, f in terms], low, np.inf)
        names = level_names(self._season, self._objective)
        goal = self._goal(ORDERED if level == ORDERED else names[level], variables, rows)
        hint = None if best is None else self._hint(best, len(variables.low))
        return Program(variables, rows, goal, hint, self._nodes)

    def _hint(self, best: Incumbent, variables: int) -> Floats:
        """The plan's columns and the steps that it reaches, shape (variables,)."""
        hint = np.zeros(variables)
        for number, column in enumerate(best.solution.columns):
            hint[self._first[number] + self._pool.events[number].find(column)] = 1.0
        sums = self._sums.T @ hint[: int(self._first[-1])]
        for which, step in self._steps.items():
            hint[step] = self._reached(which, float(sums[which]))
        return hint

    def _incumbent(self, solved: Solved, watch: Watch) -> tuple[Incumbent | None, bool]:
        """The plan of the columns that were taken, and whether it has all of their crews.

        Where it cannot, the cause is forbidden from now on, and crews are smaller.
        """
        chosen = [
            int(np.argmax(solved.values[a:b])) for a, b in zip(self._first, self._first[1:], strict=False)
        ]
        columns = tuple(known.columns[n] for known, n in zip(self._pool.events, chosen, strict=True))
        found, conflict = cast(self._problem, columns, watch, self._effort)
        is_cast = found is not None
        if found is None:
            if conflict:
                self._conflicts.append(conflict)
                self._forbid(conflict)
            smaller = trimmed(self._problem, columns, self._loss, watch, self._effort)
            if smaller is None:
                return None, False
            columns, found = smaller
        plan = Incumbent.of(Solution(columns, found), self._pool)
        if keeps_sums(self._problem.instance, plan.rates):
            return plan, is_cast
        if is_cast:
            everything = [self._first[event] + n for event, n in enumerate(chosen)]
            self._rows.add(everything, [1.0] * len(everything), -np.inf, len(everything) - 1)
        return None, False

    def _forbid(self, conflict: Sequence[Placed]) -> None:
        """Sessions that cannot be cast together, or with larger crews at the same places and times."""
        counts: dict[int, float] = defaultdict(float)
        for event, session in conflict:
            for n, column in enumerate(self._pool.events[event].columns):
                if any(_asks_for(other, session) for other in column):
                    counts[int(self._first[event]) + n] += 1.0
        if counts:
            self._rows.add(list(counts), list(counts.values()), -np.inf, len(conflict) - 1)

    def _choose(self) -> None:
        for first, end in zip(self._first, self._first[1:], strict=False):
            self._rows.add(range(first, end), [1.0] * int(end - first), 1.0, 1.0)

    def _spans(self, event: int) -> Iterator[tuple[int, Staffed, int, int]]:
        """Every session of every column of an event, with the minutes that it lasts."""
        minutes = self._problem.events[event].minutes
        for n, column in enumerate(self._pool.events[event].columns):
            for session in column:
                start = int((session.start - self._midnight).total_seconds()) // 60
                yield int(self._first[event]) + n, session, start, start + minutes

    def _keep_places(self) -> None:
        by_place: dict[str, list[Span]] = defaultdict(list)
        for event in range(len(self._pool.events)):
            for n, session, start, end in self._spans(event):
                by_place[session.place].append((n, start, end))
        for place, spans in by_place.items():
            parallel = self._problem.openings.places[place].parallel
            self._limit_moments(spans, _always(parallel), together=True)

    def _keep_clashes_apart(self) -> None:
        spans = [
            [(n, start, end) for n, _, start, end in self._spans(event)]
            for event in range(len(self._pool.events))
        ]
        for clique in cover_by_cliques(self._problem.clashes):
            mine = [span for event in clique for span in spans[event]]
            self._limit_moments(mine, _always(1), together=False)

    def _keep_shifts(self) -> None:
        """At no moment, and in no day or week, are more providers of a team asked for than there are."""
        of_roles: dict[tuple[Role, Mode], list[Span]] = defaultdict(list)
        for n, session, start, end in chain.from_iterable(map(self._spans, range(len(self._pool.events)))):
            mode = self._shifts.mode_of(session)
            for role, number in session.crew:
                of_roles[role, mode] += [(n, start, end)] * number
        for team in self._shifts.teams:
            mine = (spans for (role, mode), spans in of_roles.items() if team.is_asked(role, mode))
            asked = list(chain.from_iterable(mine))
            self._limit_moments(asked, partial(self._shifts.free_at, team), together=True)
            for length, extra, most in self._shifts.limits(team):
                self._limit_work(asked, length, extra, most)

    def _limit_work(self, asked: Sequence[Span], length: int, extra: int, most: int) -> None:
        """Work in each day or week of so many minutes, with `extra` minutes a session."""
        work: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for n, start, end in asked:
            work[start // length][n] += end - start + extra
        for minutes in work.values():
            columns, spent = np.array(list(minutes)), np.array(list(minutes.values()))
            if self._most_of_events(columns, spent) > most:
                unit = max(1.0, float(most))
                self._rows.add(columns.tolist(), (spent / unit).tolist(), -np.inf, most / unit)

    def _limit_moments(self, spans: Sequence[Span], most_at: Callable[[int], int], together: bool) -> None:
        """At most so many of the spans' columns at each moment; `together`: a column counts once a span."""
        table = np.array(spans, dtype=np.int64).reshape(-1, 3)
        seen: set[tuple[int, bytes]] = set()
        previous: set[tuple[int, float]] = set()
        before = 0
        for moment, at_most in self._most_at_moments(table, together):
            most = most_at(moment)
            if at_most <= most:
                continue
            there = table[(table[:, 1] <= moment) & (moment < table[:, 2]), 0]
            columns, counts = np.unique(there, return_counts=True)
            factors = counts.astype(float) if together else np.ones(len(columns))
            if self._most_of_events(columns, factors) <= most:
                continue
            key = most, columns.tobytes() + factors.tobytes()
            now = set(zip(columns.tolist(), factors.tolist(), strict=True))
            if key in seen or (now <= previous and most >= before):
                continue
            seen.add(key)
            previous, before = now, most
            self._rows.add(columns.tolist(), factors.tolist(), -np.inf, float(most))

    def _most_at_moments(self, table: Indices, together: bool) -> Iterator[tuple[int, float]]:
        """Each moment at which a span (spans, 3) starts, and no less than one column of each event asks
        then."""
        starts = np.unique(table[:, 1])
        event = np.searchsorted(self._first, table[:, 0], side="right") - 1
        begun = np.zeros((len(starts) + 1, len(self._pool.events)), dtype=np.int64)
        np.add.at(begun, (np.searchsorted(starts, table[:, 1]), event), 1)
        np.add.at(begun, (np.searchsorted(starts, table[:, 2]), event), -1)
        most = np.zeros(len(self._pool.events))
        np.maximum.at(most, event, np.bincount(table[:, 0])[table[:, 0]] if together else 1.0)
        at_most = (begun.cumsum(axis=0) > 0) @ most
        yield from zip(starts.tolist(), at_most.tolist(), strict=False)

    def _most_of_events(self, columns: Indices, factors: Floats) -> float:
        """The most that one column of each event can add up to."""
        event = np.searchsorted(self._first, columns, side="right") - 1
        most = np.zeros(len(self._pool.events))
        np.maximum.at(most, event, factors)
        return float(most.sum())

    def _keep_floors_and_budget(self) -> None:
        instance, everything = self._problem.instance, range(int(self._first[-1]))
        for floor in instance.floors:
            which = self._season.set_names.index(floor.group)
            invited = float(self._season.invited[which])
            if invited > 0:
                self._rows.add(everything, (self._sums[:, which] / invited).tolist(), floor.rate, np.inf)
        if instance.budget is not None:
            unit = max(1.0, instance.budget)
            self._rows.add(everything, (self._cost / unit).tolist(), -np.inf, instance.budget / unit)

    def _count_steps(self) -> dict[int, int]:
        """For every compared set a whole number of steps that its rate reaches."""
        steps = {}
        for which in compared_sets(self._season):
            step = self._variables.add(0.0, largest_step(self._season), True)
            past, before = self._season.past[which]
            whole = float(before + self._season.invited[which]) * self._season.instance.resolution
            columns = np.arange(int(self._first[-1]))
            self._rows.add(
                [*columns.tolist(), step],
                [*(self._sums[:, which] / whole).tolist(), -1.0],
                -float(past) / whole - FINER * STEP_TOLERANCE,
                np.inf,
            )
            steps[which] = step
        return steps

    def _reached(self, which: int, total: float) -> int:
        past, before = self._season.past[which]
        whole = float(before + self._season.invited[which]) * self._season.instance.resolution
        return int((float(past) + total) / whole + FINER * STEP_TOLERANCE)

    def _goal(self, name: str, variables: Variables, rows: Rows) -> list[tuple[int, float]]:
        if name.startswith("smallest"):
            return self._smallest(int(name.split()[1]), variables, rows)
        if name == ORDERED:
            weights = enumerate(ordered_weights(compared_levels(self._season)), 1)
            return [(v, w * factor) for k, w in weights for v, factor in self._smallest(k, variables, rows)]
        if name == "cost":
            unit = max(1.0, float(self._cost.max(initial=1.0)))
            return [(n, -float(cost) / unit) for n, cost in enumerate(self._cost)]
        which = -1 if name == "weighted" else self._season.everyone
        unit = max(1e-9, float(self._season.invited[self._season.everyone]))
        return [(n, float(value) / unit) for n, value in enumerate(self._sums[:, which])]

    def _held(
        self, name: str, value: float, variables: Variables, rows: Rows
    ) -> tuple[list[tuple[int, float]], float]:
        """Terms that are at least a number where a level is at least its value."""
        terms = self._goal(name, variables, rows)
        if name.startswith("smallest"):
            return terms, value / self._season.instance.resolution - 1e-6
        unit = max(1e-9, float(self._season.invited[self._season.everyone]))
        if name == "everyone":
            past, before = self._season.past[self._season.everyone]
            value = value * float(before + self._season.invited[self._season.everyone]) - float(past)
        return terms, value / unit - 1e-9

    def _smallest(self, k: int, variables: Variables, rows: Rows) -> list[tuple[int, float]]:
        """The sum of the k smallest steps as terms: k * level less what each step is below it."""
        most = float(largest_step(self._season))
        level = variables.add(0.0, most, False)
        terms = [(level, float(k))]
        for step in self._steps.values():
            below = variables.add(0.0, most, False)
            rows.add([below, step, level], [1.0, 1.0, -1.0], 0.0, np.inf)
            terms.append((below, -1.0))
        return terms


def _asks_for(one: Staffed, other: Staffed) -> bool:
    """Whether a session is held where and when another is, with a crew that is no smaller in any role."""
    return (one.start, one.place) == (other.start, other.place) and all(
        one.number(role) >= number for role, number in other.crew
    )


def _always(most: int) -> Callable[[int], int]:
    return lambda _: most
