"""Columns without supports over many times and places: what a first plan is made of."""

from __future__ import annotations

from scheduler.solver.choices import EventChoices
from scheduler.solver.crew import Sessions
from scheduler.solver.pool import Pool

MOST_CELLS, LEAST_COLUMNS = 1_000_000, 3
"""Columns times invited families that an event begins with, at most, unless these are fewer columns."""


def spread_columns(choices: EventChoices, most: int) -> list[Sessions]:
    """About `most` columns of the least number of sessions, none where the event has too few sites.

    Events begin at different sites, so that the first columns of many events seldom meet.
    """
    fixed = [choices.bare(site) for site in choices.fixed]
    if not choices.possible or not all(fixed):
        return []
    base = tuple(ways[0] for ways in fixed)
    missing = choices.event.min_sessions - len(base)
    if missing <= 0:
        return [base]
    taken = set(choices.fixed)
    free = [site for site in choices.sites if site not in taken]
    if len(free) < missing:
        return []
    step, apart = max(1, len(free) // most), len(free) // missing
    first = choices.number * step
    return [
        (*base, *(choices.bare(free[(first + n + k * apart) % len(free)])[0] for k in range(missing)))
        for n in range(0, len(free), step)
    ]


def spread(pool: Pool, most: int) -> None:
    """Up to about `most` columns without supports for every event, fewer where valuing them takes long."""
    for choices, columns in zip(pool.problem.choices, pool.events, strict=True):
        invited = len(pool.problem.season.attendance[choices.number].invited)
        quick = max(LEAST_COLUMNS, MOST_CELLS // max(1, invited))
        columns.add(spread_columns(choices, min(most, quick)))
