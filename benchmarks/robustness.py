"""Time the robustness report: robustness.py INSTANCE.json:PLAN.json ... [--seasons 1000]

Prints, for each pair, the seconds of one full evaluation of the plan by the domain's reference and of the
report, and their ratio, all measured in this run: the best of three, wall time and processor time.
The target is 2 s for 1,000 seasons of 2,000 families and 20 events.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scheduler.domain.held_session import hold
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.measure import measure
from scheduler.domain.plan_json import parse_plan
from scheduler.robustness import robustness

TARGET_SECONDS = 2.0
RUNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", metavar="INSTANCE.json:PLAN.json")
    parser.add_argument("--seasons", type=int, default=1000)
    args = parser.parse_args()
    for pair in args.pairs:
        instance_path, _, plan_path = pair.partition(":")
        compare(Path(instance_path), Path(plan_path), args.seasons)


def compare(instance_path: Path, plan_path: Path, seasons: int) -> None:
    instance = parse_instance(json.loads(instance_path.read_text(encoding="utf-8")))
    sessions = parse_plan(json.loads(plan_path.read_text(encoding="utf-8"))).sessions
    first = timed(lambda: robustness(instance, sessions, seasons=seasons))
    whole = best(lambda: measure(instance, hold(instance, sessions)))
    report = best(lambda: robustness(instance, sessions, seasons=seasons))
    say(f"{instance_path.name}: {len(instance.families)} families, {len(instance.events)} events")
    say(f"  one evaluation of the plan  {whole[0]:7.3f} s wall, {whole[1]:7.3f} s processor")
    say(f"  {seasons} seasons, first run   {first[0]:7.3f} s wall, {first[1]:7.3f} s processor")
    say(f"  {seasons} seasons              {report[0]:7.3f} s wall, {report[1]:7.3f} s processor")
    say(f"  ratio {report[0] / whole[0]:.1f}; target {TARGET_SECONDS:g} s at 2,000 families and 20 events")


def best(task: Callable[[], object]) -> tuple[float, float]:
    """The quickest of some runs."""
    return min(timed(task) for _ in range(RUNS))


def timed(task: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall time and of processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    task()
    return time.perf_counter() - wall, time.process_time() - processor


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
