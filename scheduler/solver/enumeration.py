"""Every column of an event, where there are few: then the master over them is exact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import comb, prod

import numpy as np

from scheduler.solver.choices import EventChoices, Site
from scheduler.solver.crew import Sessions, Staffed
from scheduler.solver.pool import EventColumns, Pool
from scheduler.solver.problem import Problem

MOST_COLUMNS = 4000


def complete_pool(problem: Problem, most: int = MOST_COLUMNS) -> Pool | None:
    """Every column that could be in a best plan; None where there are too many."""
    if sum(count_columns(choices, most) for choices in problem.choices) > most:
        return None
    pool = Pool(problem)
    for choices, columns in zip(problem.choices, pool.events, strict=True):
        columns.add(all_columns(choices))
    return pool.subset([undominated(columns) for columns in pool.events])


def count_columns(choices: EventChoices, most: int) -> int:
    """How many columns the event has, fixed sessions counted as free ones; above `most` any larger number."""
    largest = min(choices.event.max_sessions, len(choices.sites))
    if len(choices.sites) > most:
        return most + 1
    crews = 0
    for site in choices.sites:
        for bare in choices.bare(site):
            crews += prod(1 + len(counts) for _, counts in choices.counts(bare))
            if crews > most:
                return most + 1
    return sum(comb(crews, n) for n in range(choices.event.min_sessions, largest + 1))


def all_columns(choices: EventChoices) -> Iterator[Sessions]:
    """Every set of sites that the event may be held at, with every crew."""
    if not choices.possible:
        return
    event, fixed = choices.event, choices.fixed
    free = [site for site in choices.sites if site not in set(fixed)]
    staffed = {site: list(all_crews(choices, site)) for site in choices.sites}
    for extra in range(max(0, event.min_sessions - len(fixed)), event.max_sessions - len(fixed) + 1):
        for sites in combinations(free, extra):
            yield from product(*(staffed[site] for site in (*fixed, *sites)))


def all_crews(choices: EventChoices, site: Site) -> Iterator[Staffed]:
    for bare in choices.bare(site):
        roles = list(choices.counts(bare))
        for numbers in product(*((0, *counts) for _, counts in roles)):
            session = bare
            for (role, _), number in zip(roles, numbers, strict=True):
                if number:
                    session = session.with_role(role, number)
            yield session


def undominated(columns: EventColumns) -> list[int]:
    """Columns that no other at the same sites beats with a smaller crew.

    A smaller crew with no lower value for any set and no higher cost can replace the larger one in
    every plan.
    """
    by_sites: dict[tuple[object, ...], list[int]] = {}
    for n, column in enumerate(columns.columns):
        by_sites.setdefault(tuple((s.start, s.place, s.named) for s in column), []).append(n)
    kept = []
    for numbers in by_sites.values():
        numbers.sort(key=lambda n: _crew_size(columns.columns[n]))
        winners: list[int] = []
        for n in numbers:
            if not any(_beats(columns, other, n) for other in winners):
                winners.append(n)
        kept += winners
    return kept


def _crew_size(column: Sessions) -> int:
    return sum(number for session in column for _, number in session.crew)


def _beats(columns: EventColumns, one: int, other: int) -> bool:
    smaller = all(
        number <= theirs.number(role)
        for mine, theirs in zip(columns.columns[one], columns.columns[other], strict=True)
        for role, number in mine.crew
    )
    values = columns.valued
    return (
        smaller
        and bool(np.all(values.sums[one] >= values.sums[other]))
        and bool(values.cost[one] <= values.cost[other])
    )
