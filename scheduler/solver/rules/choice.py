"""Every event has one column, or as many sessions as it asks for; roles are filled by providers."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model


def choose_one(model: cp_model.CpModel, columns: Sequence[cp_model.IntVar]) -> None:
    """`columns` of one event; none at all makes the model infeasible."""
    model.add_exactly_one(columns)


def choose_between(
    model: cp_model.CpModel, sessions: Sequence[cp_model.IntVar], fewest: int, most: int
) -> None:
    """Between `fewest` and `most` of an event's sessions."""
    model.add_linear_constraint(sum(sessions), fewest, most)


def fill_role(
    model: cp_model.CpModel,
    players: Sequence[cp_model.IntVar],
    asking: Sequence[tuple[cp_model.IntVar, int]],
) -> None:
    """As many `players` of a role in a session as the chosen column among those `asking` says."""
    model.add(sum(players) == sum(number * column for column, number in asking))
