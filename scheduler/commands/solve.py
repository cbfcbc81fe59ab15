"""`solve`: an instance file in, a checked plan file out, with progress and rates on stderr.

Ctrl-C or SIGTERM while it solves ends it with the best plan so far.
Exit status: 0 a plan, 2 bad input, 3 infeasible (with the conflict), 4 no plan in time or when stopped.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from scheduler.commands.stop_signals import told_to_stop
from scheduler.commands.stray_output import stray_output_to_stderr
from scheduler.domain.changes import session_changes
from scheduler.domain.errors import InvalidInstance, InvalidPlan
from scheduler.domain.instance_file import load_instance
from scheduler.domain.plan import OBJECTIVES, Plan, Session
from scheduler.domain.plan_json import parse_plan, plan_to_json
from scheduler.evaluation import Season
from scheduler.solver import Cancelled, NoPlanInTime, Progress, solve

PLAN, BAD_INPUT, INFEASIBLE, NO_PLAN_IN_TIME = 0, 2, 3, 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", type=Path, help="an instance of the exchange format (JSON)")
    parser.add_argument("--objective", choices=OBJECTIVES, default="leximin")
    parser.add_argument(
        "--time-limit",
        type=_positive,
        default=60.0,
        metavar="SECONDS",
        help="for everything, from the start of the command to its end (60)",
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--from",
        dest="given",
        type=Path,
        metavar="PLAN",
        help="a plan of this season: of the plans that include families alike, the nearest to it is made",
    )
    parser.add_argument("--out", type=Path, metavar="PLAN", help="where to write the plan (else to stdout)")


def run(args: argparse.Namespace) -> int:
    try:
        instance = load_instance(args.instance)
    except InvalidInstance as why:
        return _refuse(f"{args.instance} is not a valid instance:\n{why}")
    except (OSError, ValueError) as why:
        return _refuse(f"{args.instance} cannot be read as JSON: {why}")
    try:
        given = () if args.given is None else _sessions_of(args.given)
    except InvalidPlan as why:
        return _refuse(f"{args.given} is not a valid plan:\n{why}")
    except (OSError, ValueError) as why:
        return _refuse(f"{args.given} cannot be read as JSON: {why}")
    gc.freeze()  # millions of values that stay to the end: the collector need not walk them again and again
    season = Season(instance)
    try:
        with stray_output_to_stderr(), told_to_stop() as told:
            plan = solve(
                instance,
                args.objective,
                time_limit_seconds=max(0.0, args.time_limit - (time.monotonic() - args.started)),
                threads=args.threads,
                seed=args.seed,
                progress=_tell,
                cancelled=told.is_set,
                start=given,
                nearest=args.given is not None,
                season=season,
            )
    except NoPlanInTime:
        _say(f"No plan was found within {args.time_limit:g} seconds; a longer --time-limit may find one.")
        return NO_PLAN_IN_TIME
    except Cancelled:
        _say("Stopped before a first plan was found and checked.")
        return NO_PLAN_IN_TIME
    if (wrong := _write(plan, args.out)) is not None:
        return _refuse(wrong)
    if plan.status == "infeasible":
        _say("No plan can keep all of these together:")
        for requirement in plan.conflict:
            _say(f"  {requirement.kind} {' '.join(requirement.ids)}: {requirement.text}")
        return INFEASIBLE
    _say_rates(season, plan)
    if args.given is not None:
        _say_changes(given, plan)
    return PLAN


def _sessions_of(path: Path) -> tuple[Session, ...]:
    return parse_plan(json.loads(path.read_text(encoding="utf-8"))).sessions


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


def _say_changes(given: Sequence[Session], plan: Plan) -> None:
    changes = session_changes(given, plan.sessions)
    same = sum(
        (before.providers, before.interprets) == (after.providers, after.interprets)
        for before, after in changes.kept
    )
    _say(
        f"\nof {len(given)} sessions of the given plan: {len(changes.kept)} kept "
        f"({same} with the same crew), {len(changes.moved)} moved, {len(changes.dropped)} dropped; "
        f"{len(changes.added)} added"
    )


def _say_rates(season: Season, plan: Plan) -> None:
    rates = season.rates(plan.sessions)
    _say(f"\n{plan.status} plan, {len(plan.sessions)} sessions, cost {rates.cost:.2f}")
    for name, rate in rates.rates.items():
        _say(f"  {name:<32} {'not invited' if rate is None else f'{rate:.3f}':>11}")


def _refuse(message: str) -> int:
    _say(message)
    return BAD_INPUT


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
