"""A mail that came back, read in a process of its own: from whom, to whom, what was said."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.calendars.replies import CalendarReply
from scheduler.calendars.worker_process import run_worker

MOST_BYTES = 1_000_000
WORKER_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class ReplyMail:
    """`sender` and `recipients` are mail addresses in small letters; `sender` is "" where it is not just one.

    `replies` are the answers of calendars, each once. `words` are what somebody wrote, without what is
    quoted. `complete`: nothing else was in the mail.
    """

    sender: str = ""
    recipients: tuple[str, ...] = ()
    has_calendar: bool = False
    replies: tuple[CalendarReply, ...] = ()
    words: str = ""
    complete: bool = False


def read_reply_mail(data: bytes) -> ReplyMail:
    """Read a mail of at most `MOST_BYTES`; of a longer one, or one that takes too long, only its head.

    The mail may be a stranger's and hostile: whatever it is, this ends within two times `WORKER_SECONDS`
    and raises nothing. What cannot be read at all comes back empty and not complete.
    """
    found = _read(data) if len(data) <= MOST_BYTES else None
    return found or _read(_head(data)) or ReplyMail()


def _head(data: bytes) -> bytes:
    """The header fields alone; a mark says that there was more."""
    fields, _, _ = data[:MOST_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")
    return fields[: MOST_BYTES // 10] + b"\nX-Commonhour-Cut: yes\n\n"


def _read(data: bytes) -> ReplyMail | None:
    try:
        answer = json.loads(run_worker("reply_worker", [], data, WORKER_SECONDS))
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return _mail(answer) if isinstance(answer, dict) else None


def _mail(answer: dict[str, Any]) -> ReplyMail:
    replies = tuple(
        CalendarReply(**{**each, "stamp_utc": datetime.fromisoformat(each["stamp_utc"])})
        for each in answer["replies"]
    )
    return ReplyMail(**{**answer, "recipients": tuple(answer["recipients"]), "replies": replies})
