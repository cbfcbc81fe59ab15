"""Keeps what libraries print to stdout out of a command's own output."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stray_output_to_stderr() -> Iterator[None]:
    """While it lasts, whatever native code writes to the process's stdout goes to its stderr.

    HiGHS prints a line now and then even where its output is off.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
