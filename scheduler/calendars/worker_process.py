"""A process of its own for what strangers wrote, with limits on its time and memory, without our settings."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

CPU_SECONDS = 3
MEMORY_BYTES = 400 * 1024 * 1024
_ROOT = Path(__file__).parents[2]


def run_worker(module: str, arguments: list[str], given: bytes, seconds: float) -> bytes:
    """What a module of this package answers to `given` when it runs as a program; b"" if a limit ended it.

    It gets no more of our environment than it needs to run.

    Raises:
        subprocess.TimeoutExpired: after `seconds`.
    """
    names = ("PATH", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR")
    ran = subprocess.run(
        [sys.executable, "-m", f"scheduler.calendars.{module}", *arguments],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={name: os.environ[name] for name in names if name in os.environ},
        timeout=seconds,
        check=False,
    )
    return ran.stdout


def keep_within_limits() -> None:
    """Let this process end soon, stay small and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
