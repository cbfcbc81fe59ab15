"""Log lines without anything that opens a page: link tokens and sign-in tokens."""

from __future__ import annotations

import logging
import re

_AFTER_ITS_PAGE = re.compile(r"^/+(f|p|join|joined|feeds|account/+enter|account/+demo)/+[^/]+", re.IGNORECASE)
_ANYWHERE = re.compile(r"[A-Za-z0-9_.-]{30,}")  # also in a path that was mistyped: its token is a real one


def without_tokens(path: str) -> str:
    """The path with the token in it, if any, left out."""
    return _ANYWHERE.sub("…", _AFTER_ITS_PAGE.sub(lambda found: f"/{found[1]}/…", path))


def cut_tokens(record: logging.LogRecord) -> bool:
    """A filter for a log whose lines may quote the path of a request that failed."""
    record.msg, record.args = _ANYWHERE.sub("[token]", record.getMessage()), None
    return True
