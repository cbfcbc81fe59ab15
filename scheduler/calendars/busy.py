"""Busy times out of an iCalendar file that a caregiver brings. The file itself is kept nowhere."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from scheduler.calendars.worker_process import run_worker

MOST_BYTES = 1_000_000
WORKER_SECONDS = 4.0  # for all that the worker does, so that the page answers within five
LONGEST_LINK = 2_000

Fault = Literal["unreadable", "too_large", "too_many", "too_often", "too_slow", "bad_link", "unreachable"]


class CalendarRefused(ValueError):
    """`fault`: no calendar, too large, with too many entries, one that repeats within a day, too slow; or a
    link that leads to no public place, or to no answer.
    """

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
    return busy_times_of(_run(["file", zone, str(first), str(last)], data, "too_slow"))


def busy_times_at(link: str, zone: str, first: date, last: date) -> tuple[BusyTime, ...]:
    """The same of a calendar that is fetched from a link, which is kept nowhere either.

    Raises:
        CalendarRefused: also for a link that leads to no public place, or to no answer.
    """
    if len(link) > LONGEST_LINK:
        raise CalendarRefused("bad_link")
    given = link.encode("utf-8", "replace")
    return busy_times_of(_run(["link", zone, str(first), str(last)], given, "unreachable"))


def _run(arguments: list[str], given: bytes, when_over: Fault) -> bytes:
    try:
        return run_worker("busy_worker", arguments, given, WORKER_SECONDS)
    except subprocess.TimeoutExpired:
        raise CalendarRefused(when_over) from None


def busy_times_of(said: bytes | str) -> tuple[BusyTime, ...]:
    """What the worker said, as values; one that a limit ended says nothing.

    Raises:
        CalendarRefused: where it says so.
    """
    try:
        answer = json.loads(said)
    except ValueError:
        raise CalendarRefused("too_slow") from None
    if isinstance(answer, str):
        raise CalendarRefused(cast(Fault, answer))
    return tuple(BusyTime(date.fromisoformat(on), start, end) for on, start, end in answer)
