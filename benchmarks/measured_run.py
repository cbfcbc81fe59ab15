"""Runs a command in a process of its own and measures it: wall and processor seconds, peak memory."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

POLL_SECONDS = 0.02
KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended; `said` is the last line that it wrote, `stopped` where it ran into the limit."""

    status: int
    seconds: float
    cpu_seconds: float
    peak_mib: float
    said: str
    stopped: bool


def run(command: Sequence[str], longest_seconds: float) -> Run:
    """Run a command, at most so long.

    The peak is that of the largest process of the command's, as the kernel counts it for the child. It is
    never less than this process's own size, so the caller keeps small.
    """
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        child = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        try:
            stopped, status, usage = _wait(child.pid, started + longest_seconds)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        output.seek(0)
        lines = output.read().decode(errors="replace").split("\n")
    return Run(
        child.returncode,
        seconds,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / KIB_PER_MIB,
        next((line.strip() for line in reversed(lines) if line.strip()), ""),
        stopped,
    )


def _wait(pid: int, until: float) -> tuple[bool, int, os.struct_rusage]:  # type: ignore[name-defined]
    stopped = False
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            return stopped, status, usage
        if not stopped and time.monotonic() > until:
            os.killpg(pid, signal.SIGKILL)
            stopped = True
        time.sleep(POLL_SECONDS)
