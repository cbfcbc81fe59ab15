"""One referee for every plan: the shared one where it is there, else our own checker."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan is worth; `fault` is the first rule that it breaks, None for a valid one.

    `smallest` is the rate of the least-included group and `step` the same in whole steps of the resolution.
    """

    fault: str | None
    smallest: float | None = None
    step: float | None = None
    everyone: float | None = None
    cost: float | None = None


class Judge:
    """Judges plans with the referee of a folder `shared`, or with our own checker."""

    def __init__(self, shared: Path) -> None:
        referee = shared / "referee" / "referee.py"
        self.name = "the shared referee.py" if referee.exists() else "our own domain.checker"
        own = [sys.executable, "-m", "benchmarks.own_judge"]
        self._command = [sys.executable, str(referee)] if referee.exists() else own

    def verdict(self, instance: Path, plan: Path) -> Verdict:
        """Judge a plan file. Raises RuntimeError where the referee cannot tell."""
        done = subprocess.run(
            [*self._command, str(instance), str(plan)], capture_output=True, text=True, check=False
        )
        lines = done.stdout.splitlines()
        faults = [line.removeprefix("FAULT ") for line in lines if line.startswith("FAULT ")]
        measured = next((json.loads(line) for line in reversed(lines) if line.startswith("{")), None)
        if measured is None or "rates" not in measured:
            if faults:
                return Verdict(faults[0])
            raise RuntimeError(f"the referee gave no verdict on {plan.name}: {done.stderr.strip()[-300:]}")
        rates = [measured["rates"][name] for name in measured["taking_part"]]
        return Verdict(
            faults[0] if faults else None,
            min((rate for rate in rates if rate is not None), default=None),
            min(measured["leximin"], default=None),
            measured["everyone"],
            measured["cost"],
        )
