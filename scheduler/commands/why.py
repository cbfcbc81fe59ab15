"""`why`: an instance and a valid plan in, what is so about the plan and why, in plain words or as JSON.

Exit status: 0 an answer, 2 bad input, 4 no answer in time.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from scheduler.commands import why_words as words
from scheduler.commands.stray_output import stray_output_to_stderr
from scheduler.domain.checker import check_plan
from scheduler.domain.errors import DocumentError
from scheduler.domain.family_sets import EVERYONE, NO_GROUP, POOLED
from scheduler.domain.instance import Instance
from scheduler.domain.instance_file import load_instance
from scheduler.domain.plan import Plan, Session
from scheduler.domain.plan_json import parse_plan
from scheduler.domain.rows import moment_text
from scheduler.solver import NoPlanInTime
from scheduler.why.ceiling import ceiling
from scheduler.why.changes import changes_that_include_more
from scheduler.why.left_out import left_out
from scheduler.why.levels import Effort
from scheduler.why.session import why_session
from scheduler.why.trades import trades
from scheduler.why.variety import variants

ANSWER, BAD_INPUT, NO_ANSWER_IN_TIME = 0, 2, 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", type=Path, help="an instance of the exchange format (JSON)")
    parser.add_argument("plan", type=Path, help="a valid plan of it (JSON)")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--session", nargs=3, metavar=("EVENT", "START", "PLACE"), help="why a session is then and there"
    )
    what.add_argument("--group", metavar="ID", help="how far a group could be included, and who is left out")
    what.add_argument("--changes", action="store_true", help="small changes that would include more")
    what.add_argument("--alternatives", type=int, metavar="K", help="plans that differ and lose little")
    what.add_argument("--trades", action="store_true", help="what each step of the leximin trades")
    parser.add_argument("--loss", type=_percent, default=5.0, metavar="PERCENT", help="for --alternatives")
    parser.add_argument("--most", type=int, default=8, metavar="N", help="changes to try, for --changes")
    parser.add_argument(
        "--time-limit", type=float, default=20.0, metavar="SECONDS", help="for each solve (20)"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    try:
        instance = load_instance(args.instance)
        plan = parse_plan(json.loads(args.plan.read_text(encoding="utf-8")))
    except DocumentError as why:
        return _refuse(f"This is not valid:\n{why}")
    except (OSError, ValueError) as why:
        return _refuse(f"The files cannot be read as JSON: {why}")
    gc.freeze()  # millions of values that stay to the end: the collector need not walk them again and again
    if wrong := _unusable(instance, plan):
        return _refuse(wrong)
    try:
        with stray_output_to_stderr():
            answer, text = _answer(args, instance, plan)
    except _Unknown as why:
        return _refuse(str(why))
    except NoPlanInTime:
        sys.stderr.write("There was not enough time; a longer --time-limit may do.\n")
        return NO_ANSWER_IN_TIME
    sys.stdout.write((json.dumps(_plain(answer), indent=1) if args.json else text) + "\n")
    return ANSWER


class _Unknown(Exception):
    """What was asked about is not there."""


def _answer(args: argparse.Namespace, instance: Instance, plan: Plan) -> tuple[Any, str]:
    """The answer as values, and in words."""
    effort, sessions = Effort(args.time_limit, args.threads, args.seed), plan.sessions
    if args.session:
        about = why_session(instance, sessions, _find(plan, *args.session), effort)
        return about, words.of_session(about)
    if args.group:
        if args.group not in {group.id for group in instance.groups} | {POOLED, NO_GROUP, EVERYONE}:
            raise _Unknown(f"The instance has no group {args.group}.")
        top = ceiling(instance, sessions, args.group, effort)
        rows = left_out(instance, sessions)
        return {"ceiling": top, "left_out": rows}, words.of_group(args.group, top, rows)
    if args.changes:
        found = changes_that_include_more(instance, sessions, args.most, effort)
        return found, words.of_changes(found)
    if args.alternatives is not None:
        others = variants(instance, sessions, args.alternatives, args.loss / 100, effort)
        return others, words.of_variants(others, len(sessions))
    steps = trades(instance, sessions, effort)
    return steps, words.of_trades(steps)


def _find(plan: Plan, event: str, start: str, place: str) -> Session:
    for session in plan.sessions:
        if (session.event, moment_text(session.start), session.place) == (event, start, place):
            return session
    raise _Unknown(f"The plan has no session {event} {start} {place}.")


def _unusable(instance: Instance, plan: Plan) -> str | None:
    if plan.status == "infeasible":
        lines = [f"  {one.kind} {' '.join(one.ids)}: {one.text}" for one in plan.conflict]
        return "\n".join(["There is no plan: these cannot hold together.", *lines])
    faults = check_plan(instance, dataclasses.replace(plan, status="feasible", levels=()))
    return None if not faults else f"The plan is not valid for this instance: {faults[0].text}."


def _plain(value: Any) -> Any:
    """Values as JSON writes them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _percent(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError("expected a percentage from 0 to 100")
    return value


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return BAD_INPUT
