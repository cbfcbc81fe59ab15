"""Busy times out of an iCalendar file that a caregiver brings. The file itself is kept nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

MOST_BYTES = 1_000_000
WORKER_SECONDS = 4.0
_ROOT = Path(__file__).parents[2]

Fault = Literal["unreadable", "too_large", "too_many", "too_often", "too_slow"]


class CalendarRefused(ValueError):
    """`fault`: no calendar, too large, with too many entries, one that repeats within a day, or too slow."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, order=True)
class BusyTime:
    """Local minutes after midnight of one date, half open."""

    on: date
    start: int
    end: int


def busy_times(data: bytes, zone: str, first: date, last: date) -> tuple[BusyTime, ...]:
    """When the calendar's owner is busy from `first` to `last`, in the clock time of `zone`.

    Disjoint and sorted. The file is a stranger's, so a process of its own reads it, with limits on its
    time and memory and without our settings; see `busy_reading` for what counts as busy.

    Raises:
        CalendarRefused: for a file that is no calendar, or asks for too much work.
    """
    if len(data) > MOST_BYTES:
        raise CalendarRefused("too_large")
    command = [sys.executable, "-m", "scheduler.calendars.busy_worker", zone, str(first), str(last)]
    harmless = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        ran = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=harmless,
            timeout=WORKER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CalendarRefused("too_slow") from None
    return _answer(ran.stdout)


def _answer(said: bytes) -> tuple[BusyTime, ...]:
    """What the worker said; one that a limit ended says nothing."""
    try:
        answer = json.loads(said)
    except ValueError:
        raise CalendarRefused("too_slow") from None
    if isinstance(answer, str):
        raise CalendarRefused(cast(Fault, answer))
    return tuple(BusyTime(date.fromisoformat(on), start, end) for on, start, end in answer)
