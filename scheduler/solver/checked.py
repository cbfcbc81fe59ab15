"""Plans checked in a thread of their own, while better ones are sought."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition, Thread

from scheduler.domain.checker import Judge, Verdict
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Objective, Plan
from scheduler.solver.progress import Watch
from scheduler.solver.stages import Incumbent

POLL_SECONDS = 0.02
PATIENCE_SECONDS = 0.5
"""How long a cancelled run waits for the check of its first plan, where none has passed yet."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A plan that keeps every rule, and the verdict that says so."""

    found: Incumbent
    verdict: Verdict


class Checks:
    """Of the plans that a run finds, the newest is always checked next, and the last that passed is kept.

    An event whose sessions are the same as in the plan checked before takes no time again.
    """

    def __init__(self, instance: Instance, objective: Objective) -> None:
        self._instance, self._objective = instance, objective
        self._changed = Condition()
        self._newest: Incumbent | None = None
        self._checked: Incumbent | None = None
        self._passed: Passed | None = None
        self._failed: Exception | None = None
        self._ended = False
        Thread(target=self._work, daemon=True).start()

    def put(self, found: Incumbent) -> None:
        """A plan that is better than those before."""
        with self._changed:
            self._newest = found
            self._changed.notify_all()

    def last(self, watch: Watch) -> Passed | None:
        """The newest plan, if it passes before the watch is over; else the last that passed, if any did.

        Nothing is returned before a first check has ended, but where the run was cancelled: that waits a
        moment only. Raises what a check raised, AssertionError for a plan that breaks a rule.
        """
        patience = Watch(PATIENCE_SECONDS, None, lambda: False)
        with self._changed:
            while self._checked is not self._newest and self._failed is None:
                if (watch.is_over and self._passed) or (watch.is_cancelled and patience.is_over):
                    break
                self._changed.wait(POLL_SECONDS)
            if self._failed is not None:
                raise self._failed
            return self._passed

    def end(self) -> None:
        """Check nothing more."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            judge = Judge(self._instance)
            while (found := self._next()) is not None:
                self._keep(found, judge.verdict(found.sessions))
        except Exception as why:  # for the thread that waits
            with self._changed:
                self._failed = why

    def _next(self) -> Incumbent | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._newest is not self._checked)
            return None if self._ended else self._newest

    def _keep(self, found: Incumbent, verdict: Verdict) -> None:
        faults = verdict.faults(Plan("feasible", self._objective, found.sessions))
        if faults:
            raise AssertionError(f"the solver made an invalid plan: {faults[0].text}")
        with self._changed:
            self._checked, self._passed = found, Passed(found, verdict)
            self._changed.notify_all()
