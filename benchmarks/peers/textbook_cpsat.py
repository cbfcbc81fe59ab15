"""The textbook model with CP-SAT."""

from __future__ import annotations

from benchmarks.peers import cpsat, textbook
from benchmarks.peers.deadline import Deadline
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session


def run(instance: Instance, deadline: Deadline, threads: int) -> tuple[Session, ...]:
    return textbook.run(instance, deadline, threads, cpsat.solve)
