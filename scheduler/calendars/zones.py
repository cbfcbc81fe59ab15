"""Time zones from the pinned tzdata package, so that every machine writes the same feed."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_KEY = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


@cache
def pinned_zone(key: str) -> ZoneInfo:
    """The zone of an IANA key; raises ZoneInfoNotFoundError for one that tzdata does not have."""
    with _tzif(key).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=key)


def zone_footer(key: str) -> str:
    """The POSIX TZ string that rules the zone after its last listed change (RFC 9636, section 3.3)."""
    return _tzif(key).read_bytes().rsplit(b"\n", 2)[1].decode("ascii")


def _tzif(key: str) -> Traversable:
    path = files("tzdata").joinpath("zoneinfo", *key.split("/"))
    if not _KEY.fullmatch(key) or not path.is_file():
        raise ZoneInfoNotFoundError(f"no time zone {key!r} in the tzdata package")
    return path
