"""Let one peer plan one season, in a process of its own: python -m benchmarks.peers PEER INSTANCE PLAN

Exit status: 0 a plan, 1 no plan in time, 2 a package of the peer's is missing; one line says why.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.deadline import Deadline, NoPlan
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import Plan
from scheduler.domain.plan_json import plan_to_json

PLAN, NO_PLAN, MISSING_PACKAGE = 0, 1, 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("instance", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    deadline = Deadline(args.time_limit)
    try:
        run = PEERS[args.peer].load()
        instance = parse_instance(json.loads(args.instance.read_text(encoding="utf-8")))
        sessions = run(instance, deadline, args.threads)
    except ModuleNotFoundError as missing:
        return _stop(f"the package {missing.name} is not installed", MISSING_PACKAGE)
    except NoPlan as why:
        return _stop(str(why), NO_PLAN)
    plan = Plan("feasible", "leximin", sessions)
    args.plan.write_text(json.dumps(plan_to_json(plan), indent=1) + "\n", encoding="utf-8")
    return PLAN


def _stop(why: str, status: int) -> int:
    sys.stderr.write(why + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
