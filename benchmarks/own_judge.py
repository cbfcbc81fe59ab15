"""Our own checker in the referee's words: python -m benchmarks.own_judge INSTANCE PLAN

Prints a line `FAULT …` for every fault and, last, the rates and levels as JSON, as `referee.py` does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from scheduler.domain.checker import check_plan
from scheduler.domain.errors import DocumentError
from scheduler.domain.held_session import hold
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.measure import measure
from scheduler.domain.plan_json import parse_plan


def main() -> int:
    instance_path, plan_path = (Path(name) for name in sys.argv[1:])
    instance = parse_instance(json.loads(instance_path.read_text(encoding="utf-8")))
    try:
        plan = parse_plan(json.loads(plan_path.read_text(encoding="utf-8")))
    except DocumentError as why:
        _say(f"FAULT not a plan: {why}")
        return 1
    faults = check_plan(instance, plan)
    for fault in faults:
        _say(f"FAULT {fault.text}")
    if any(fault.kind == "unknown" for fault in faults):
        return 1
    found = measure(instance, hold(instance, plan.sessions))
    _say(
        json.dumps(
            {
                "rates": dict(found.rates),
                "taking_part": found.taking_part,
                "leximin": [step * found.resolution for step in found.steps],
                "everyone": found.rates["everyone"],
                "cost": found.cost,
            }
        )
    )
    return 1 if faults else 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
