"""The solver's output as immutable values. A plan names no family: who comes is a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible"]
Objective = Literal["leximin", "weighted", "majority"]
OBJECTIVES: tuple[Objective, ...] = ("leximin", "weighted", "majority")


@dataclass(frozen=True, slots=True)
class Session:
    """One time and place at which an event is offered, with the providers who serve it.

    `interprets` says which language an interpreter of several serves in this session.
    """

    event: str
    start: datetime
    place: str
    providers: tuple[str, ...] = ()
    interprets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: what the plan reaches and the proven bound on it."""

    name: str
    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class Requirement:
    """One member of a minimal set of requirements that cannot hold together."""

    kind: str
    ids: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Sessions chosen for an instance, with the levels that the objective reached.

    `further` are requirements besides the `conflict` that no plan can keep, each for itself. A file in the
    exchange format does not hold them.
    """

    status: Status
    objective: Objective
    sessions: tuple[Session, ...] = ()
    levels: tuple[Level, ...] = ()
    conflict: tuple[Requirement, ...] = ()
    further: tuple[Requirement, ...] = ()
