"""The process in which a stranger's calendar file is read: bytes in, a line of JSON out."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date

CPU_SECONDS = 3
MEMORY_BYTES = 400 * 1024 * 1024


def main() -> None:
    """Read the file or the link on standard input.

    Arguments say which of both it is, the zone, and the first and the last date.
    """
    from scheduler.calendars.busy import CalendarRefused
    from scheduler.calendars.busy_reading import read_busy
    from scheduler.calendars.fetch_link import fetch_calendar

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    kind, zone, first, last = sys.argv[1:]
    given = sys.stdin.buffer.read()
    try:
        data = fetch_calendar(given.decode()) if kind == "link" else given
        found = read_busy(data, zone, date.fromisoformat(first), date.fromisoformat(last))
        answer: object = [[time.on.isoformat(), time.start, time.end] for time in found]
    except CalendarRefused as refused:
        answer = refused.fault
    except (MemoryError, RecursionError):
        answer = "too_slow"
    except Exception:  # whatever a stranger's file makes the parsers raise means the same
        answer = "unreadable"
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
