"""The process in which a stranger's calendar file is read: bytes in, a line of JSON out."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date

CPU_SECONDS = 3
MEMORY_BYTES = 400 * 1024 * 1024


def main() -> None:
    """Read standard input; arguments are the zone and the first and the last date."""
    from scheduler.calendars.busy import CalendarRefused
    from scheduler.calendars.busy_reading import read_busy

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    zone, first, last = sys.argv[1:]
    try:
        found = read_busy(sys.stdin.buffer.read(), zone, date.fromisoformat(first), date.fromisoformat(last))
        answer: object = [[time.on.isoformat(), time.start, time.end] for time in found]
    except CalendarRefused as refused:
        answer = refused.fault
    except (MemoryError, RecursionError):
        answer = "too_slow"
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
