"""`solve`: an instance file in, a checked plan file out, with progress and rates on stderr.

Exit status: 0 a plan, 2 bad input, 3 infeasible (with the conflict), 4 no plan in time.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scheduler.domain.errors import InvalidInstance
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import OBJECTIVES, Plan
from scheduler.domain.plan_json import plan_to_json
from scheduler.evaluation import Season
from scheduler.solver import NoPlanInTime, Progress, solve

PLAN, BAD_INPUT, INFEASIBLE, NO_PLAN_IN_TIME = 0, 2, 3, 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", type=Path, help="an instance of the exchange format (JSON)")
    parser.add_argument("--objective", choices=OBJECTIVES, default="leximin")
    parser.add_argument("--time-limit", type=_positive, default=60.0, metavar="SECONDS")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, metavar="PLAN", help="where to write the plan (else to stdout)")


def run(args: argparse.Namespace) -> int:
    try:
        instance = parse_instance(json.loads(args.instance.read_text(encoding="utf-8")))
    except InvalidInstance as why:
        return _refuse(f"{args.instance} is not a valid instance:\n{why}")
    except (OSError, ValueError) as why:
        return _refuse(f"{args.instance} cannot be read as JSON: {why}")
    try:
        plan = solve(
            instance,
            args.objective,
            time_limit_seconds=args.time_limit,
            threads=args.threads,
            seed=args.seed,
            progress=_tell,
        )
    except NoPlanInTime:
        _say(f"No plan was found within {args.time_limit:g} seconds; a longer --time-limit may find one.")
        return NO_PLAN_IN_TIME
    if (wrong := _write(plan, args.out)) is not None:
        return _refuse(wrong)
    if plan.status == "infeasible":
        _say("No plan can keep all of these together:")
        for requirement in plan.conflict:
            _say(f"  {requirement.kind} {' '.join(requirement.ids)}: {requirement.text}")
        return INFEASIBLE
    _say_rates(instance, plan)
    return PLAN


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("expected a number of seconds above 0")
    return seconds


def _write(plan: Plan, path: Path | None) -> str | None:
    """Write the plan; says what is wrong where it cannot."""
    text = json.dumps(plan_to_json(plan), indent=1)
    if path is None:
        sys.stdout.write(text + "\n")
        return None
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as why:
        return f"the plan cannot be written: {why}"
    return None


def _tell(step: Progress) -> None:
    best = "-" if step.best is None else f"{step.best:.4f}"
    bound = "-" if step.bound is None else f"{step.bound:.4f}"
    _say(f"{step.seconds:8.2f} s  {step.stage:<12} best {best:>12}  bound {bound:>12}")


def _say_rates(instance: Instance, plan: Plan) -> None:
    rates = Season(instance).rates(plan.sessions)
    _say(f"\n{plan.status} plan, {len(plan.sessions)} sessions, cost {rates.cost:.2f}")
    for name, rate in rates.rates.items():
        _say(f"  {name:<32} {'not invited' if rate is None else f'{rate:.3f}':>11}")


def _refuse(message: str) -> int:
    _say(message)
    return BAD_INPUT


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
