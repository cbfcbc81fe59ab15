"""A running job without a queue: what it was asked and what it reported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.services.run_jobs import JobCancelledError


@dataclass
class FakeJob:
    """`scheduler.services.run_jobs.RunningJob`; cancelled after `patience` reports, never by default.

    `taken`: another worker has taken the job up.
    """

    job_id: int
    arguments: Mapping[str, Any]
    patience: int | None = None
    taken: bool = False
    reports: list[Mapping[str, Any]] = field(default_factory=list)

    def report(self, progress: Mapping[str, Any]) -> None:
        self.reports.append(progress)

    def cancelled(self) -> bool:
        return self.patience is not None and len(self.reports) >= self.patience

    def is_ours(self) -> bool:
        return not self.taken

    def stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise JobCancelledError
