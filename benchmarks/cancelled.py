"""Cancel runs at several moments: cancelled.py INSTANCE.json [--after 6 10 20 40 70] [--time-limit 90]

For each moment, in seconds after the start of the command: the seconds from the signal to the end of the
process, and of processor time, which say more on a busy machine; what the latter are of one full check of the
plan in this process, the first level reached, and whether our checker finds a fault in the plan that was
written. The target is one second.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scheduler.domain.checker import check_plan
from scheduler.domain.instance import Instance
from scheduler.domain.instance_file import load_instance
from scheduler.domain.plan_json import parse_plan

TARGET_SECONDS = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--after", type=float, nargs="+", default=[6, 10, 20, 40, 70])
    parser.add_argument("--time-limit", type=float, default=90)
    parser.add_argument("--keep", type=Path, help="a folder for the plans, for another referee")
    args = parser.parse_args()
    instance = load_instance(args.instance)
    say(f"{len(instance.families)} families, {len(instance.events)} events; target {TARGET_SECONDS:g} s")
    say(f"{'signal after':>14}{'then to the end':>18}{'processor':>12}{'of one check':>14}  result")
    with tempfile.TemporaryDirectory() as folder:
        for after in args.after:
            out = (args.keep or Path(folder)) / f"cancelled-{after:g}.json"
            status, seconds, processor = cancel(args.instance, out, after, args.time_limit)
            result = judged(instance, out, status, processor)
            say(f"{after:12.1f} s{seconds:16.2f} s{processor:10.2f} s{result}")


def cancel(instance: Path, out: Path, after: float, time_limit: float) -> tuple[int, float, float]:
    """The exit status of a run that is told to stop so late, the seconds that it needed to end, and its
    processor's."""
    command = [sys.executable, "-m", "scheduler", "solve", str(instance), "--out", str(out)]
    child = subprocess.Popen([*command, "--time-limit", str(time_limit)], stderr=subprocess.DEVNULL)
    time.sleep(after)
    started, before = time.perf_counter(), processor_seconds(child.pid)
    child.send_signal(signal.SIGINT)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime - before
    return child.returncode, time.perf_counter() - started, used


def processor_seconds(pid: int) -> float:
    """What a running process and its children have used so far, as Linux counts it."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    fields = told.rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own + sum(processor_seconds(int(child)) for child in children)


def judged(instance: Instance, out: Path, status: int, processor: float) -> str:
    if status != 0 or not out.exists():
        return f"{'':>14}  no plan (exit status {status})"
    plan = parse_plan(json.loads(out.read_text(encoding="utf-8")))
    started = time.process_time()
    faults = check_plan(instance, plan)
    share = processor / (time.process_time() - started)
    return f"{share:14.2f}  {plan.levels[0].name} {plan.levels[0].value:g}, {len(faults)} faults"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
