"""Ours and its peers on the same instances, under one referee: side_by_side.py [INSTANCE.json ...]

Without instances, two are made (400 families x 8 events, 2,000 x 20; with --large also 20,000 x 40 and
100,000 x 50). Each plans in a process of its own, one after the other, with the same time limit. The table is
printed and kept in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.comparison import OURS, Bounds, Result, sentences, table
from benchmarks.judging import Judge
from benchmarks.machine_facts import machine_facts
from benchmarks.measured_run import run
from benchmarks.peers import compact
from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.textbook import LEAST_SITES, MOST_SITES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- table: start (written by make bench) -->", "<!-- table: end -->"
SIZES, LARGE_SIZES = ((400, 8), (2_000, 20)), ((20_000, 40), (100_000, 50))
WEEKS = 6
GRACE_SECONDS = 60.0
"""A run is stopped when it takes half as long again as it may, and this much more."""
LIMITS_OF_PEERS = (
    "* Peers ignore floors and fixed sessions; made instances have none.",
    "* Timefold takes a place with `parallel` above 1 for one that holds any number of sessions at once.",
    "* The linear peers choose from a short list of promising sites:"
    f" {LEAST_SITES} to {MOST_SITES} of an event for the textbook model,"
    f" at most {compact.MOST_SITES} of an event and {compact.MOST_SITES_IN_ALL} in all for the compact one.",
)


def main() -> int:
    args = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        instances = args.instances or _made(Path(folder), args.shared, args.large)
        if not instances:
            _say(
                f"There is nothing to plan: name instances (make bench INSTANCES=one.json), or put"
                f" referee/make_instance.py into {args.shared}."
            )
            return 2
        judge = Judge(args.shared)
        lines = _facts(args, judge)
        _say("\n".join(lines))
        for instance in instances:
            found = _compared(instance, Path(folder), args, judge)
            _say("\n".join(found))
            lines += found
    if args.page is not None:
        _keep(args.page, "\n".join(lines))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("instances", nargs="*", type=Path)
    parser.add_argument("--large", action="store_true", help="make large instances too")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS", help="of each run")
    parser.add_argument("--threads", type=int, default=2, help="for those who can use several")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS), help="only these")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", metavar="FOLDER")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the table is kept")
    return parser.parse_args()


def _made(folder: Path, shared: Path, large: bool) -> list[Path]:
    """Instances made on the spot; none where there is no maker."""
    maker, households = shared / "referee" / "make_instance.py", shared / "data" / "households.csv"
    found = []
    for families, events in (*SIZES, *(LARGE_SIZES if large else ())) if maker.exists() else ():
        command = [sys.executable, str(maker), "--families", str(families), "--events", str(events)]
        command += ["--weeks", str(WEEKS)]
        command += ["--households", str(households)] if households.exists() else []
        path = folder / f"{families}x{events}.json"
        with path.open("wb") as file:
            subprocess.run(command, stdout=file, check=True)
        found.append(path)
    return found


def _facts(args: argparse.Namespace, judge: Judge) -> list[str]:
    facts = [f"* {name}: {value}" for name, value in machine_facts(date.today())]  # noqa: DTZ011 (a day to show)
    limit = f"* Each run: {args.time_limit:g} s, {args.threads} threads where it can; judged by {judge.name}"
    return [*facts, limit, *LIMITS_OF_PEERS]


def _compared(instance: Path, folder: Path, args: argparse.Namespace, judge: Judge) -> list[str]:
    """The section on one instance."""
    ours, bounds = _ours(instance, folder / "ours.json", args, judge)
    results = [ours]
    for name in args.peers:
        _say(f"… {instance.stem}: {PEERS[name].title}")
        results.append(_peer(name, instance, folder / f"{name}.json", args, judge))
    said = [f"* {sentence}" for sentence in (bounds.told(), *sentences(results))]
    return ["", f"### {instance.stem}", "", *table(results, bounds), "", *said]


def _ours(instance: Path, plan: Path, args: argparse.Namespace, judge: Judge) -> tuple[Result, Bounds]:
    """Ours by its command line, as anybody runs it."""
    command = [sys.executable, "-m", "scheduler", "solve", str(instance), "--out", str(plan)]
    result = _judged(OURS, command, instance, plan, args, judge)
    levels = json.loads(plan.read_text(encoding="utf-8"))["levels"] if plan.exists() else []
    bound = {level["name"]: level["bound"] for level in levels}
    return result, Bounds(bound.get("smallest 1"), bound.get("everyone"))


def _peer(name: str, instance: Path, plan: Path, args: argparse.Namespace, judge: Judge) -> Result:
    command = [sys.executable, "-m", "benchmarks.peers", name, str(instance), str(plan)]
    return _judged(PEERS[name].title, command, instance, plan, args, judge)


def _judged(
    title: str, command: list[str], instance: Path, plan: Path, args: argparse.Namespace, judge: Judge
) -> Result:
    plan.unlink(missing_ok=True)
    command = [*command, "--time-limit", f"{args.time_limit:g}", "--threads", str(args.threads)]
    done = run(command, 1.5 * args.time_limit + GRACE_SECONDS)
    return Result(title, done, judge.verdict(instance, plan) if plan.exists() else None)


def _keep(page: Path, block: str) -> None:
    """Replace what stands between the page's two marks."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    page.write_text(f"{before}{START}\n\n{block}\n\n{END}{after}", encoding="utf-8")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
