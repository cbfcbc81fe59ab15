"""How time and memory grow with a district: growth.py [--time-limit 20]

Makes districts in which one size grows at a time, plans each in a process of its own, prints the figures and
keeps them, with a chart, in docs/growth.md and docs/images/growth.svg. It needs make_instance.py of a folder
../shared/referee.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.growth_chart import Point, draw
from benchmarks.growth_districts import MIDDLE, District, districts
from benchmarks.machine_facts import machine_facts
from benchmarks.measured_run import run

ROOT = Path(__file__).resolve().parents[1]
PAGE, CHART = ROOT / "docs" / "growth.md", ROOT / "docs" / "images" / "growth.svg"
START, END = "<!-- figures: start (written by benchmarks/growth.py) -->", "<!-- figures: end -->"
IMAGE = "![Seconds to the first valid plan and memory, against each size](images/growth.svg)"
LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured: seconds, MiB, steps of the resolution."""

    district: District
    read_seconds: float
    first_seconds: float
    peak_mib: float
    least_open: int
    all_open: int
    groups: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time-limit", type=float, default=20.0, metavar="SECONDS", help="of each solve")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", metavar="FOLDER")
    args = parser.parse_args()
    if not (args.shared / "referee" / "make_instance.py").exists():
        _say(f"There is nothing to plan: put referee/make_instance.py into {args.shared}.")
        return 2
    facts = [f"* {name}: {value}" for name, value in machine_facts(date.today())]  # noqa: DTZ011 (a day to show)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for district in districts(args.shared, Path(folder)):
            found.append(_measured(district, args.time_limit))
            _say(_row(found[-1]))
    draw(
        [
            Point(f.district.grown, f.district.size, f.read_seconds, f.first_seconds, f.peak_mib)
            for f in found
        ],
        CHART,
    )
    _keep("\n".join([IMAGE, "", *facts, f"* Each solve: {args.time_limit:g} s", "", *_table(found)]))
    return 0


def _measured(district: District, time_limit: float) -> Figures:
    command = [
        sys.executable,
        "-m",
        "benchmarks.growth_run",
        str(district.path),
        "--time-limit",
        f"{time_limit:g}",
    ]
    done = run(command, LONGEST_SECONDS)
    if done.status != 0:
        raise RuntimeError(f"{district.path.name}: {done.said}")
    told = json.loads(done.said)
    seconds = told["read"], told["first"]
    return Figures(district, *seconds, done.peak_mib, told["least"], told["all"], told["groups"])


def _table(found: list[Figures]) -> list[str]:
    head = (
        "| grown | to | read, s | first plan, s | memory, MiB | open, least | open, all | groups |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    )
    return [*head, *(_row(figures) for figures in found)]


def _row(figures: Figures) -> str:
    grown, size = figures.district.grown, figures.district.size
    middle = " (the middle)" if MIDDLE[grown] == size else ""
    seconds = f"{figures.read_seconds:.2f} | {figures.first_seconds:.2f}"
    still_open = f"{figures.least_open} | {figures.all_open} | {figures.groups}"
    return f"| {grown}{middle} | {size:,} | {seconds} | {figures.peak_mib:.0f} | {still_open} |"


def _keep(block: str) -> None:
    """Replace what stands between the page's two marks."""
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    PAGE.write_text(f"{before}{START}\n\n{block}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
