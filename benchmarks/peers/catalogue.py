"""The peers by name, each loaded only when it runs, since each has packages of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from benchmarks.peers.deadline import Deadline
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session

Run = Callable[[Instance, Deadline, int], tuple[Session, ...]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer's title in the table and where its function is."""

    title: str
    module: str
    function: str = "run"

    def load(self) -> Run:
        """The function that plans. Raises ModuleNotFoundError where a package is missing."""
        run: Run = getattr(import_module(f"benchmarks.peers.{self.module}"), self.function)
        return run


PEERS = {
    "textbook-cpsat": Peer("Textbook, CP-SAT", "textbook_cpsat"),
    "textbook-highs": Peer("Textbook, HiGHS", "textbook_highs"),
    "compact": Peer("Compact, CP-SAT", "compact"),
    "textbook-cbc": Peer("Textbook, PuLP with CBC", "textbook_cbc"),
    "textbook-scip": Peer("Textbook, SCIP", "textbook_scip"),
    "timefold": Peer("Timefold", "timefold_peer"),
    "greedy": Peer("Greedy", "greedy"),
    "poll": Peer("Headcount poll", "polls", "without_supports"),
    "poll-supports": Peer("Headcount poll with supports", "polls", "with_supports"),
}
