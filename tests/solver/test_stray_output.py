"""A command's stdout holds its answer and nothing else."""

from __future__ import annotations

import subprocess
import sys

PRINTS = """
import ctypes, sys
from scheduler.commands.stray_output import stray_output_to_stderr
with stray_output_to_stderr():
    ctypes.CDLL(None).puts(b"a library's line")
sys.stdout.write("the answer")
"""


def test_what_native_code_prints_goes_to_stderr() -> None:
    ran = subprocess.run([sys.executable, "-c", PRINTS], capture_output=True, text=True, check=True)
    assert ran.stdout == "the answer"
    assert ran.stderr == "a library's line\n"
