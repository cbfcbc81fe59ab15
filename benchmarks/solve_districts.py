"""Solve made districts for every objective: solve_districts.py INSTANCE.json ... [--time-limit 60]

Prints, for each instance, the least-included group's rate, everyone's rate, the gap to the proven bound
and the seconds taken, beside the headcount poll.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from scheduler.domain.instance import Instance
from scheduler.domain.instance_file import load_instance
from scheduler.domain.plan import OBJECTIVES, Plan
from scheduler.evaluation import Rates, Season, headcount
from scheduler.solver import Progress, solve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instances", nargs="+", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0)
    args = parser.parse_args()
    for path in args.instances:
        instance = load_instance(path)
        say(f"{path}: {len(instance.families)} families, {len(instance.events)} events")
        compare(instance, args.time_limit)


def compare(instance: Instance, time_limit: float) -> None:
    season = Season(instance)
    say(line("headcount", season.rates(headcount(season)), ""))
    for objective in OBJECTIVES:
        first: list[float] = []
        started = time.perf_counter()

        def note(step: Progress, first: list[float] = first) -> None:
            first.append(step.seconds)

        plan = solve(instance, objective, time_limit_seconds=time_limit, threads=2, seed=1, progress=note)
        seconds = time.perf_counter() - started
        say(
            line(
                objective,
                season.rates(plan.sessions),
                f"{gaps(plan)}, first {first[0]:.1f} s, {seconds:.1f} s",
            )
        )


def line(name: str, rates: Rates, more: str) -> str:
    least = rates.stepped[0] if rates.stepped else 0
    everyone = rates.rates["everyone"] or 0.0
    return f"  {name:<10} smallest {least:3d} steps, everyone {everyone:.3f}, cost {rates.cost:9.2f}  {more}"


def gaps(plan: Plan) -> str:
    return ", ".join(f"{level.name} {level.value:.3f}/{level.bound:.3f}" for level in plan.levels)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
