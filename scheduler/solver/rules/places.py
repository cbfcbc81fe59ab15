"""A place holds at most `parallel` sessions at one time."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from scheduler.solver.rules.booking import Booking, crowded_moments, literals_of


def limit_parallel(model: cp_model.CpModel, bookings: Sequence[Booking], parallel: int) -> None:
    """`bookings` are those of one place, one a session."""
    for together in crowded_moments(bookings):
        if len(together) <= parallel:
            continue
        if parallel == 1:
            model.add_at_most_one(literals_of(together))
        else:
            model.add(sum(literals_of(together)) <= parallel)
