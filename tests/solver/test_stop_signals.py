"""A signal is told to a command, and a second one ends it."""

from __future__ import annotations

import subprocess
import sys

import pytest

WAITS = """
import os, sys
from scheduler.commands.stop_signals import told_to_stop
with told_to_stop() as told:
    for _ in range(int(sys.argv[1])):
        os.kill(os.getpid(), int(sys.argv[2]))
    told.wait(60)
sys.stdout.write(f"told {told.is_set()}")
"""


@pytest.mark.parametrize("number", [2, 15])
@pytest.mark.parametrize(("times", "status", "said"), [(1, 0, "told True"), (2, 130, "")])
def test_one_signal_is_told_and_two_end_the_process(number: int, times: int, status: int, said: str) -> None:
    command = [sys.executable, "-c", WAITS, str(times), str(number)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stdout) == (status, said), ran.stderr
