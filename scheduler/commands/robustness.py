"""`robustness`: an instance and a plan in, how the plan holds up over simulated seasons out.

Exit status: 0 a report, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scheduler.domain.errors import InvalidInstance, InvalidPlan
from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.plan import Plan
from scheduler.domain.plan_json import parse_plan
from scheduler.domain.rows import moment_text
from scheduler.robustness import Absence, Assumptions, Load, Report, SetRate, robustness
from scheduler.robustness.assumptions import USUAL_SICK

REPORT, BAD_INPUT = 0, 2


class BadInput(Exception):
    """What is wrong with a file, in words for the person who named it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", type=Path, help="an instance of the exchange format (JSON)")
    parser.add_argument("plan", type=Path, help="a plan for it (JSON)")
    parser.add_argument("--seasons", type=_whole(1), default=1000, help="how many are simulated")
    parser.add_argument("--seed", type=_whole(0), default=1, help="the same seed gives the same report")
    parser.add_argument(
        "--sick",
        type=_chance,
        default=USUAL_SICK,
        metavar="CHANCE",
        help="that an interpreter misses a session: an assumption (%(default)s)",
    )
    parser.add_argument(
        "--maybe",
        type=_chance,
        metavar="CHANCE",
        help="that a maybe becomes a yes: an assumption (what the instance says a maybe is worth)",
    )
    parser.add_argument("--json", action="store_true", help="write the values as JSON")


def run(args: argparse.Namespace) -> int:
    try:
        instance = _instance(args.instance)
        plan = _plan(args.plan)
        report = _report(instance, plan, args)
    except BadInput as why:
        sys.stderr.write(f"{why}\n")
        return BAD_INPUT
    if args.json:
        sys.stdout.write(json.dumps(asdict(report), default=moment_text, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _table(report))
    return REPORT


def _instance(path: Path) -> Instance:
    try:
        return parse_instance(_read(path))
    except InvalidInstance as why:
        raise BadInput(f"{path} is not a valid instance:\n{why}") from None


def _plan(path: Path) -> Plan:
    try:
        return parse_plan(_read(path))
    except InvalidPlan as why:
        raise BadInput(f"{path} is not a valid plan:\n{why}") from None


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise BadInput(f"{path} cannot be read as JSON: {why}") from None


def _report(instance: Instance, plan: Plan, args: argparse.Namespace) -> Report:
    if plan.status == "infeasible":
        raise BadInput(f"{args.plan} holds no plan: it says that none can keep all requirements.")
    assumptions = Assumptions(sick={"interpreter": args.sick}, maybe=args.maybe)
    try:
        return robustness(
            instance, plan.sessions, seasons=args.seasons, seed=args.seed, assumptions=assumptions
        )
    except KeyError as unknown:
        raise BadInput(f"{args.plan} is not a plan for {args.instance}, which has no {unknown}.") from None


def _table(report: Report) -> Iterator[str]:
    yield f"{report.seasons} simulated seasons, seed {report.seed}"
    yield from ("", f"{'Rates':<32} {'plan':>6} {'mean':>6} {'5 %':>6} {'50 %':>6} {'95 %':>6}")
    yield from map(_rate_line, report.rates)
    yield from (
        "",
        f"{'People who turn up':<58} {'5 %':>6} {'50 %':>6} {'95 %':>6} {'holds':>6} {'overflow':>8}",
    )
    yield from map(_load_line, report.loads)
    if report.absences:
        least = report.least or "-"
        yield ""
        yield "Who may be ill: the chance to miss a session booked, and what one missed session costs in rate"
        yield f"{'':<32} {'sessions':>8} {'chance':>7} {'everyone':>9} {least:>20}"
        yield from map(_absence_line, report.absences)


def _rate_line(rate: SetRate) -> str:
    if rate.planned is None or rate.seasons is None:
        return f"{rate.name:<32} not invited"
    values = rate.planned, rate.seasons.mean, rate.seasons.low, rate.seasons.middle, rate.seasons.high
    return f"{rate.name:<32} " + " ".join(f"{value:6.3f}" for value in values)


def _load_line(load: Load) -> str:
    thing = load.thing if load.thing != "bus" else f"bus {load.zone or 'without a zone'}"
    where = f"{moment_text(load.start)} {load.event} {load.place}: {thing}"
    counts = " ".join(f"{value:6.0f}" for value in (load.people.low, load.people.middle, load.people.high))
    holds = "-" if load.capacity is None else str(load.capacity)
    return f"{where:<58} {counts} {holds:>6} {load.overflow:8.1%}"


def _absence_line(absence: Absence) -> str:
    least, everyone = _loss(absence.loss_least), _loss(absence.loss_everyone)
    return f"{absence.provider:<32} {absence.sessions:>8} {absence.chance:7.1%} {everyone:>9} {least:>20}"


def _loss(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _chance(text: str) -> float:
    chance = float(text)
    if not 0 <= chance <= 1:
        raise argparse.ArgumentTypeError("expected a chance between 0 and 1")
    return chance


def _whole(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"expected a whole number, {least} or more")
        return value

    return number
