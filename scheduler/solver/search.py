"""One run: list or grow the columns, climb over them, bound what they leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from scheduler.domain.plan import Level, Objective, Session
from scheduler.solver.beginning import Beginning, InfeasibleProven
from scheduler.solver.enumeration import MOST_COLUMNS, complete_pool
from scheduler.solver.exchange import Exchange
from scheduler.solver.given import Given
from scheduler.solver.goals import ORDERED, Aim, compared_levels, level_values, reported_values
from scheduler.solver.growing import Growing
from scheduler.solver.master import Solution
from scheduler.solver.masters import Masters
from scheduler.solver.nearest import cost_bound, near_pool, nearest_as_good
from scheduler.solver.out_of_reach import floor_out_of_reach, is_plainly_out_of_reach
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import TimeIsUp, Watch
from scheduler.solver.relaxation import Relaxed, Unkept
from scheduler.solver.restricted import Restricted
from scheduler.solver.run import Effort
from scheduler.solver.side_by_side import side_by_side
from scheduler.solver.spread import spread
from scheduler.solver.stages import Incumbent, climb, is_better, trivial_bound

SPREAD = 40
"""Columns without supports that each event starts with."""
BOUNDS_SHARE = 0.06
"""Of all the time, what is kept for bounds."""
NEAR_SHARE = 0.15
"""Of all the time, what is kept for coming back to a given plan."""
NEAR_COLUMNS = 40
"""Columns of each event that keep sessions of the given plan and may come back, about."""
FIRST_SHARE = 0.35
GROWTH_SHARE = 0.4
EARLY_SHARE = 0.05
EXCHANGE_SHARE = 0.1
STEP_SHARE = 0.15
"""Of the time that is left, how much growth at the first level, growth at later ones, one early local search,
one later and one level of the master may take."""
ORDERED_SHARE, ORDERED_STEP_SHARE = 0.8, 0.5
"""Of the time that is left, what raising all groups at once may take at first, and a step of it."""
ORDERED_ROUNDS, ORDERED_NODES = 2, 2000
"""Rounds of growth for all groups at once, and nodes of the master's search tree, at first."""
QUICK_SECONDS = 0.5
FIRST_ROUNDS = 3
LATER_ROUNDS = 1
"""Rounds of growth for the first level and for some later ones."""
LEAST_NODES, MOST_NODES = 50, 25_600
"""Of the master's search tree for one level, in the first turn and in the last."""
LEAST_GAP = 1e-9
MOST_RAISES = 5
"""Times that the master raises one level before the next, at most."""
POLISHING_ROUNDS = 4
"""Times that local search and master take turns, at most."""


def _summing_up(levels: int) -> list[int]:
    """The levels that sum up all groups, and everyone: bounds on these alone bound the others too."""
    return list(dict.fromkeys(level for level in (levels - 3, levels - 2) if level > 0))


def _told_apart(levels: int) -> list[int]:
    """Later levels at whose prices columns are grown and bounds proven: ever further apart, and the last."""
    return sorted({1, 3, 7, 15, 31, levels - 3, levels - 2, levels - 1} & set(range(1, levels)))


class Search:
    """Looks for the best plan of a problem; `best` is the best so far and only ever improves."""

    def __init__(
        self,
        problem: Problem,
        objective: Objective,
        watch: Watch,
        effort: Effort,
        most_columns: int = MOST_COLUMNS,
        start: Sequence[Session] = (),
        nearest: bool = False,
        otherwise: Sequence[Session] = (),
        first_only: bool = False,
        known: Solution | None = None,
        improved: Callable[[Incumbent], None] = lambda _: None,
    ) -> None:
        """Up to `most_columns` columns are listed in full, so that the master is exact.

        `start` are the sessions of a plan to begin with, which need not be valid here; `nearest`: of plans
        that include families alike, the one that keeps most of it is sought. `otherwise` are those of another
        plan to begin with, `known` one that is valid as it is. `first_only`: later levels do not matter.
        Each plan that becomes `best` is told to `improved`.
        """
        self._problem = problem
        self._objective = objective
        self._watch = watch
        self._effort = effort
        self._most_columns = most_columns
        self._given = Given(problem, start) if start else None
        self._nearest = nearest and bool(start)
        self._first_only = first_only
        given = [Given(problem, sessions) for sessions in (start, otherwise) if sessions]
        self._beginning = Beginning(problem, watch, effort, known, given)
        self._improved = improved
        self.best: Incumbent | None = None
        self._growing: Growing | None = None
        self._listed: list[tuple[float, float]] = []
        """Of the best plan over all columns, where they are listed: value and bound of each level."""
        self.unkept: Unkept | None = None
        """Where there is no plan: floors and the budget that nothing which was looked at keeps together."""
        self._told = -float("inf")
        self._masters = Masters(problem, objective, effort)

    def run(self) -> list[Level]:
        """The levels of `best` with proven bounds, none without a plan; raises InfeasibleProven."""
        pool = self._complete_pool()
        if pool is not None:
            self._climb_complete(pool)
        else:
            try:
                self._climb_grown()
            finally:
                if self._growing is not None:
                    self._growing.end()
        return [] if self.best is None else self.levels(self.best)

    def levels(self, plan: Incumbent) -> list[Level]:
        """The levels of a plan that was `best` at some time, with what the run has proven about them."""
        values = reported_values(self._problem.season, self._objective, plan.rates)
        return [
            Level(name, value, min(value, bound) if name == "cost" else max(value, bound))
            for (name, value), bound in zip(values, self._bounds(plan), strict=True)
        ]

    def _bounds(self, plan: Incumbent) -> list[float]:
        levels = level_values(self._problem.season, self._objective, plan.rates)
        values = [value for _, value in levels]
        trivial = [trivial_bound(self._problem.season, name) for name, _ in levels]
        if self._growing is not None:
            return self._growing.bounds(values, trivial, self._watch)
        # what was proven about the best plan holds up to the first level on which this one is behind it
        ahead = (n for n, (best, _) in enumerate(self._listed) if values[n] < best)
        known = [bound for _, bound in self._listed][: next(ahead, len(values)) + 1]
        return [*known, *trivial[len(known) :]]

    def _complete_pool(self) -> Pool | None:
        if not all(choices.possible for choices in self._problem.choices):
            raise InfeasibleProven
        return complete_pool(self._problem, self._most_columns)

    def _climb_complete(self, pool: Pool) -> None:
        if not all(columns.columns for columns in pool.events):
            raise InfeasibleProven
        with self._within(self._watch):
            self._begin(pool)
        found = climb(pool, self._objective, self._watch, self._effort, self.best, 0.5, True, self._improved)
        if found.infeasible:
            raise InfeasibleProven
        self.best = found.incumbent
        if self.best is None:
            return
        bounds = list(found.bounds)
        if self._nearest and not self._watch.is_over:
            assert self._given is not None
            self._keep(
                nearest_as_good(pool, self._objective, self.best, self._given, self._watch, self._effort)
            )
            bounds[-1] = cost_bound(pool, self._objective, self.best, self._watch, self._effort)
        self._listed = [(value, bound) for (_, value), bound in zip(self._values(), bounds, strict=True)]

    def _climb_grown(self) -> None:
        """Grow, improve and prove, level by level."""
        pool = Pool(self._problem)
        with self._within(self._watch):
            self._find_first(pool)
            if self.best is not None:
                self._exchange(pool, pool, EARLY_SHARE)
        with self._within(self._watch.part(1 - BOUNDS_SHARE - self._nearest * NEAR_SHARE)) as watch:
            self._growing = Growing(self._problem, pool, self._objective, self._effort.threads)
            self._improve(self._growing, pool, watch)
        if self.best is not None and self._growing is not None and self._nearest:
            with self._within(self._watch.part(NEAR_SHARE / (NEAR_SHARE + BOUNDS_SHARE))) as watch:
                self._come_back(self._growing, watch)

    @contextmanager
    def _within(self, watch: Watch) -> Iterator[Watch]:
        """Work that ends, wherever it is, when the watch is over; `best` is kept."""
        self._problem.watch = watch
        with suppress(TimeIsUp):
            yield watch

    def _improve(self, growing: Growing, pool: Pool, watch: Watch) -> None:
        growing.seed(watch.part(FIRST_SHARE))
        growing.grow(0, [], 0, watch)
        if self.best is not None:
            self._exchange(growing.promising(self.best), pool, EARLY_SHARE)
        first = growing.grow(0, [], FIRST_ROUNDS, watch.part(FIRST_SHARE))
        if self.best is None:
            first = self._look_further(growing, pool, first, watch)
        if self.best is None:
            self._look_for_conflict(growing)
            return
        self._raise([0], growing, pool, LEAST_NODES, watch.part(FIRST_SHARE))
        growing.prove(first, watch)
        self._report(0, growing)
        if not self._first_only:
            self._grow_at(_summing_up(len(self._values())), growing, watch, hold=False)
        if self._is_ordered:
            growing.grow(ORDERED, self._held(ORDERED), ORDERED_ROUNDS, watch.part(GROWTH_SHARE))
            self._raise([0, ORDERED], growing, pool, ORDERED_NODES, watch.part(ORDERED_SHARE))
        self._polish(growing, pool, LEAST_NODES, watch)
        self._take_turns(growing, pool, len(pool), watch)

    def _look_further(self, growing: Growing, pool: Pool, first: Relaxed, watch: Watch) -> Relaxed:
        """A first plan that keeps floors and the budget, from columns that pay at their prices.

        Returns the latest relaxation of the first level. Raises InfeasibleProven.
        """
        if growing.unkept() is None:
            self._take(self._masters.first(growing, pool, ORDERED_NODES, watch.part(FIRST_SHARE)))
        if self.best is not None:
            pool.add(self.best.solution.columns)
        else:
            if floor_out_of_reach(self._problem) is not None:
                raise InfeasibleProven
            self._look_for_conflict(growing)
            self._take(self._beginning.of_bare_sessions(pool, FIRST_SHARE))
        before = 0
        while self.best is None and not watch.is_over and len(growing) > before:
            before = len(growing)
            self._take(self._beginning.of_columns(pool, watch))
            if self.best is None:
                first = growing.grow(0, [], FIRST_ROUNDS, watch)
        return first

    def _look_for_conflict(self, growing: Growing) -> None:
        """Raises InfeasibleProven where floors and the budget are proven to be too much at once."""
        self.unkept = growing.unkept()
        if too_much := growing.too_much():
            raise InfeasibleProven(too_much)

    def _come_back(self, growing: Growing, watch: Watch) -> None:
        """Exchange `best` for a plan that is as good and nearer to the given one, if there is one."""
        assert self.best is not None
        assert self._given is not None
        pool = near_pool(growing.promising(self.best), self.best, self._given, NEAR_COLUMNS)
        self._keep(nearest_as_good(pool, self._objective, self.best, self._given, watch, self._effort))

    def _keep(self, found: Incumbent) -> None:
        if found is not self.best:
            self.best = found
            self._improved(found)

    def _take_turns(self, growing: Growing, pool: Pool, size: int, watch: Watch) -> None:
        """Grow, prove and polish in turns, until nothing changes in a turn that looked at all closely."""
        nodes, before = LEAST_NODES, None
        while not watch.is_over and not all(self._is_closed(n, growing) for n in self._levels()):
            apart = before is None and not self._first_only
            levels: Sequence[Aim] = _told_apart(len(self._values())) if apart else self._sought()
            self._grow_at(levels, growing, watch)
            self._polish(growing, pool, nodes, watch)
            if self.best is before and len(growing) == size and nodes >= MOST_NODES:
                break
            before, size, nodes = self.best, len(growing), min(MOST_NODES, 8 * nodes)

    def _grow_at(self, levels: Iterable[Aim], growing: Growing, watch: Watch, hold: bool = True) -> None:
        """Grow and prove at the prices of levels, on their own or given the best plan's values before.

        What has begun to grow when its share of the time is over is still proven, and so are levels on their
        own: their proofs bound all others.
        """
        part = watch.part(GROWTH_SHARE)
        for level in levels:
            if hold and part.is_over:
                break
            relaxed = growing.grow(level, self._held(level) if hold else [], LATER_ROUNDS, part)
            growing.prove(relaxed, watch)
            if level != ORDERED:
                self._report(level, growing)

    def _polish(self, growing: Growing, pool: Pool, nodes: int, watch: Watch) -> None:
        """Let the restricted master and local search take turns while that helps and there is time."""
        for _ in range(POLISHING_ROUNDS):
            before = self.best
            self._raise(self._sought(), growing, pool, nodes, watch)
            assert self.best is not None
            self._exchange(growing.promising(self.best), pool, EXCHANGE_SHARE)
            if self.best is before or watch.is_over:
                break

    def _raise(self, levels: Iterable[Aim], growing: Growing, pool: Pool, nodes: int, watch: Watch) -> None:
        """Raise levels one after another in the master over promising columns."""
        masters: list[Restricted] = []
        for level in levels:
            if watch.is_over:
                break
            for _ in range(MOST_RAISES):
                before = self.best
                assert before is not None
                if watch.is_over or (level != ORDERED and self._is_closed(level, growing)):
                    break
                if not masters or not masters[0].knows(before):
                    masters = self._masters.over_promising(growing, before, nodes)
                share = ORDERED_STEP_SHARE if level == ORDERED else STEP_SHARE
                searches = [master.improving(level, before, watch) for master in masters]
                for found in side_by_side(searches, watch, share * watch.seconds_left):
                    pool.add(found.solution.columns)
                    self._take(found)
                if self.best is before:
                    break
            if level != ORDERED:
                self._report(level, growing)

    def _is_closed(self, level: int, growing: Growing) -> bool:
        name, value = self._values()[level]
        bound = self._bound(level, growing)
        return (value - bound if name == "cost" else bound - value) <= LEAST_GAP

    def _bound(self, level: int, growing: Growing) -> float:
        name, _ = self._values()[level]
        known = trivial_bound(self._problem.season, name)
        return growing.bound(level, [value for _, value in self._values()], known, QUICK_SECONDS)

    def _values(self) -> list[tuple[str, float]]:
        assert self.best is not None
        return level_values(self._problem.season, self._objective, self.best.rates)

    @property
    def _is_ordered(self) -> bool:
        """Whether there are levels after the first that compare groups and are sought."""
        several = self._objective == "leximin" and compared_levels(self._problem.season) > 1
        return several and not self._first_only

    def _levels(self) -> range:
        """The levels that are to be raised."""
        return range(1 if self._first_only else len(self._values()))

    def _sought(self) -> list[Aim]:
        """The levels in the order in which they are raised: after the first, all of groups at once."""
        first, *later = self._levels()
        return [first, ORDERED, *later] if self._is_ordered else [first, *later]

    def _held(self, level: Aim) -> list[float]:
        return [value for _, value in self._values()[: 1 if level == ORDERED else level]]

    def _report(self, level: int, growing: Growing) -> None:
        name, value = self._values()[level]
        self._tell(name, value, self._bound(level, growing))

    def _find_first(self, pool: Pool) -> None:
        """A first plan: by hand if one is found so, else from the spread columns."""
        spread(pool, SPREAD)
        self._begin(pool)
        if self.best is None and is_plainly_out_of_reach(self._problem):
            raise InfeasibleProven
        if self.best is None and not self._problem.instance.floors:
            self._take(self._beginning.of_columns(pool, self._watch.part(FIRST_SHARE)))

    def _begin(self, pool: Pool) -> None:
        """Take the best of the plans to begin with."""
        for found in self._beginning.plans(pool):
            self._take(found)
        if self.best is not None:
            pool.add(self.best.solution.columns)

    def _tell(self, name: str, value: float, bound: float | None) -> None:
        """Report a level; the first never falls, though equally good plans may differ by a rounding error."""
        first, _ = self._values()[0]
        if name == first != "cost":
            self._told = value = max(value, self._told)
        self._watch.report(name, value, bound)

    def _exchange(self, promising: Pool, pool: Pool, share: float) -> None:
        """Improve the best plan by local search over promising columns."""
        assert self.best is not None
        watch = self._watch.part(share)
        self._take(Exchange(promising, self._objective, self.best).improve(watch))
        pool.add(self.best.solution.columns)

    def _take(self, found: Incumbent | None) -> None:
        """Keep a plan that is better than the best so far, and tell of it."""
        if found is not None and (
            self.best is None or is_better(self._objective, found.rates, self.best.rates)
        ):
            self._keep(found)
            name, value = level_values(self._problem.season, self._objective, found.rates)[0]
            self._tell(name, value, None)
