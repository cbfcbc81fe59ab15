"""One run of the growth benchmark, in a process of its own: growth_run.py INSTANCE.json --time-limit 20

Prints one line of JSON: seconds to read the file and to value who can come to what, seconds from the start
to the first valid plan, and by how many steps the least-included group and the sum of all groups are open at
the end.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from scheduler.domain.instance_file import load_instance
from scheduler.evaluation import Season
from scheduler.solver import Progress, solve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--time-limit", type=float, default=20.0, metavar="SECONDS", help="of solving")
    args = parser.parse_args()
    started = time.perf_counter()
    instance = load_instance(args.instance)
    season = Season(instance)
    read_seconds = time.perf_counter() - started
    first: list[float] = []

    def note(step: Progress) -> None:
        if step.best is not None and not first:
            first.append(time.perf_counter() - started)

    plan = solve(
        instance,
        "leximin",
        time_limit_seconds=args.time_limit,
        threads=2,
        seed=1,
        progress=note,
        season=season,
    )
    levels = [level for level in plan.levels if level.name.startswith("smallest")]
    steps = [round((level.bound - level.value) / instance.resolution) for level in levels]
    told = {
        "read": read_seconds,
        "first": first[0],
        "least": steps[0],
        "all": steps[-1],
        "groups": len(levels),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
