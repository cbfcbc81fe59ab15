"""Where a search begins: plans that are given or put together by hand, bare sessions, or a proof of none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.solver.crew import Sessions
from scheduler.solver.early import fitted, keeps_sums
from scheduler.solver.enumeration import MOST_COLUMNS, complete_pool
from scheduler.solver.given import Given
from scheduler.solver.master import Solution
from scheduler.solver.out_of_reach import floor_out_of_reach, too_dear
from scheduler.solver.pool import Pool
from scheduler.solver.problem import Problem
from scheduler.solver.progress import Watch
from scheduler.solver.relaxation import Unkept
from scheduler.solver.repair import repaired
from scheduler.solver.run import Effort
from scheduler.solver.skeleton import find_skeleton
from scheduler.solver.spread import spread_columns
from scheduler.solver.stages import Incumbent, first_plan

BY_HAND = 200
"""Columns of each event that are tried by hand, about: a large district's pool begins with a few."""


class InfeasibleProven(Exception):
    """No plan keeps every rule of the instance, nor floors and budget alone that are `too_much` at once."""

    def __init__(self, too_much: Unkept | None = None) -> None:
        super().__init__(too_much)
        self.too_much = too_much


@dataclass(frozen=True)
class Beginning:
    """What a search may begin with: `known` is valid as it is, plans that are `given` need not be."""

    problem: Problem
    watch: Watch
    effort: Effort
    known: Solution | None
    given: Sequence[Given]

    def plans(self, pool: Pool) -> Iterator[Incumbent]:
        """The plans at hand, repaired, or else one put together by hand from columns of the pool."""
        is_none = True
        for plan in self._at_hand(pool):
            is_none = False
            yield plan
        by_hand = self._by_hand(pool) if is_none else None
        if by_hand is not None:
            yield by_hand

    def of_columns(self, pool: Pool, watch: Watch) -> Incumbent | None:
        """Any plan of the pool's columns, if one is found in time."""
        return first_plan(pool, watch, self.effort).incumbent

    def of_bare_sessions(self, pool: Pool, share: float) -> Incumbent | None:
        """A plan from all sites without supports; raises InfeasibleProven where they cannot be held.

        To find them, and then to cast them, may each take this share of the time that is left.
        """
        outcome, skeleton = find_skeleton(self.problem, self.watch.part(share), self.effort)
        if outcome == "infeasible":
            raise InfeasibleProven
        if not skeleton:
            return None
        pool.add(skeleton)
        return self.of_columns(pool, self.watch.part(share))

    def _at_hand(self, pool: Pool) -> Iterator[Incumbent]:
        if self.known is not None:
            yield Incumbent.of(self.known, pool)
        for given in self.given:
            found = repaired(self.problem, given, self.watch, self.effort)
            if found is not None:
                yield found

    def _by_hand(self, pool: Pool) -> Incumbent | None:
        solution = fitted(self.problem, _offered(pool), self.watch)
        found = None if solution is None else Incumbent.of(solution, pool)
        return found if found is not None and keeps_sums(self.problem.instance, found.rates) else None


def is_infeasible(problem: Problem, watch: Watch, effort: Effort) -> bool:
    """Whether it can be proven, without looking for a good plan, that there is none."""
    if not all(choices.possible for choices in problem.choices):
        return True
    pool = complete_pool(problem, MOST_COLUMNS)
    if pool is not None:
        return first_plan(pool, watch, effort).infeasible
    return is_out_of_reach(problem) or find_skeleton(problem, watch, effort)[0] == "infeasible"


def is_out_of_reach(problem: Problem) -> bool:
    """Whether the budget alone, or a floor alone, can be kept by no plan."""
    return bool(too_dear(problem)) or floor_out_of_reach(problem) is not None


def _offered(pool: Pool) -> list[list[Sessions]]:
    """The columns of the pool, and more that need not be valued before one of them is taken."""
    return [
        [*columns.columns, *spread_columns(choices, BY_HAND)]
        for choices, columns in zip(pool.problem.choices, pool.events, strict=True)
    ]
