"""The process in which a mail is read: bytes in, a line of JSON out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from scheduler.calendars.worker_process import keep_within_limits


def main() -> None:
    """Read the mail on standard input; null stands for one that cannot be read."""
    from scheduler.calendars.reply_reading import read_mail

    keep_within_limits()
    try:
        answer: object = asdict(read_mail(sys.stdin.buffer.read()))
    except Exception:  # whatever a stranger's mail makes the parsers raise means the same
        answer = None
    sys.stdout.write(json.dumps(answer, default=str))


if __name__ == "__main__":
    main()
