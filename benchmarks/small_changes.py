"""Plan again after a provider fell ill: small_changes.py INSTANCE.json [--time-limit 15] [--ill 3]

A plan is made first, or read with --plan. Then each of its busiest providers falls ill for the whole
season, and the season is planned again twice in this run: near that plan, and from scratch as the reference.
Prints, for each: the seconds until a repaired plan had been checked and what that is of the reference's
first plan; how many sessions were kept, moved, dropped and added, in the repaired plan, at the end, and in
the reference; and how many steps are open at the first group level and at the sum of all groups. The
target is a repaired plan within a second at 2,000 families and 20 events.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.domain.changes import session_changes
from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance, Interval
from scheduler.domain.instance_file import load_instance
from scheduler.domain.plan import Plan, Session
from scheduler.domain.plan_json import parse_plan
from scheduler.solver import Progress, solve

ALWAYS = Interval(datetime(1900, 1, 1), datetime(3000, 1, 1))


@dataclass(frozen=True)
class Run:
    """A plan, its seconds, and those until the first plan was told."""

    plan: Plan
    seconds: float
    first_seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--time-limit", type=float, default=15)
    parser.add_argument("--ill", type=int, default=3, help="so many providers fall ill, one at a time")
    args = parser.parse_args()
    instance = load_instance(args.instance)
    if args.plan:
        given = parse_plan(json.loads(args.plan.read_text(encoding="utf-8"))).sessions
    else:
        given = run(instance, args.time_limit).plan.sessions
    say(f"{len(instance.families)} families, {len(instance.events)} events, {len(given)} sessions")
    serving = Counter(provider for session in given for provider in session.providers)
    for provider, sessions in serving.most_common(args.ill):
        say(f"{provider}, who serves {sessions} sessions, falls ill")
        compare(without(instance, provider), given, args.time_limit)


def without(instance: Instance, ill: str) -> Instance:
    providers = (replace(p, away=(ALWAYS,)) if p.id == ill else p for p in instance.providers)
    return replace(instance, providers=tuple(providers))


def compare(instance: Instance, given: Sequence[Session], time_limit: float) -> None:
    repaired = run(instance, time_limit, given, stop_at_first=True)
    near = run(instance, time_limit, given)
    scratch = run(instance, time_limit)
    ratio = repaired.seconds / scratch.first_seconds
    say(f"  repaired      {repaired.seconds:6.2f} s, {ratio:.2f} of the first plan from scratch")
    for name, found in (("repaired", repaired), ("near", near), ("from scratch", scratch)):
        faults = len(check_plan(instance, found.plan))
        say(f"  {name:12}  {found.seconds:6.2f} s, {told_changes(given, found.plan)}; {faults} faults")
        say(f"  {'':12}  {told_levels(instance, found.plan)}")


def run(
    instance: Instance, time_limit: float, given: Sequence[Session] = (), stop_at_first: bool = False
) -> Run:
    started, told = time.perf_counter(), list[float]()

    def tell(_: Progress) -> None:
        told.append(time.perf_counter() - started)

    plan = solve(
        instance,
        "leximin",
        time_limit_seconds=time_limit,
        threads=2,
        seed=1,
        progress=tell,
        cancelled=lambda: stop_at_first and bool(told),
        start=given,
        nearest=bool(given),
    )
    return Run(plan, time.perf_counter() - started, told[0])


def told_changes(given: Sequence[Session], plan: Plan) -> str:
    changes = session_changes(given, plan.sessions)
    return (
        f"{len(changes.kept)} kept, {len(changes.moved)} moved, {len(changes.dropped)} dropped, "
        f"{len(changes.added)} added"
    )


def told_levels(instance: Instance, plan: Plan) -> str:
    groups = [level for level in plan.levels if level.name.startswith("smallest")]
    shown = [groups[0], groups[-1]] if groups else []
    return ", ".join(
        f"{level.name}: {round(level.value / instance.resolution)} steps, "
        f"{round((level.bound - level.value) / instance.resolution)} open"
        for level in shown
    )


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
