"""Tiny CP-SAT models for testing one rule alone."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from scheduler.solver.rules.booking import Booking


class Bookings:
    """A model in which bookings can be made and demanded."""

    def __init__(self) -> None:
        self.model = cp_model.CpModel()

    def at(self, start: int, end: int, place: str = "hall") -> Booking:
        """A booking from minute to minute that the model may make."""
        return Booking(start, end, place, (self.model.new_bool_var(f"{start}-{end}"),))

    def can_make(self, bookings: Sequence[Booking]) -> bool:
        """Whether all of these can be made together."""
        model = self.model.clone()
        for booking in bookings:
            model.add(model.get_bool_var_from_proto_index(booking.literals[0].index) == 1)
        return is_feasible(model)


def is_feasible(model: cp_model.CpModel) -> bool:
    return cp_model.CpSolver().solve(model) == cp_model.OPTIMAL
