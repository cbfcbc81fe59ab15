"""An iCalendar file taken apart as far as its reader needs it, whatever else is wrong with it.

Only the properties that are asked for are kept. Of busy times these are the ones that say when: titles,
places and people are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

_TIMES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"}
_KEYS = {"UID", "SEQUENCE", "STATUS", "TRANSP", "FREEBUSY", "BUSYTYPE", "PRIORITY", "METHOD"}
_ZONES = {"TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE"}
OF_BUSY_TIMES = _TIMES | _KEYS | _ZONES | {"X-MICROSOFT-CDO-BUSYSTATUS"}
_FOLD = re.compile(r"(?<![\r\n])[\r\n]+[ \t]")
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;(?:\"[^\"]*\"|[^\":])*)?):(.*)", re.DOTALL)


@dataclass(slots=True)
class Part:
    """A component: its kept properties by name as (parameters, value) pairs, and those inside it."""

    name: str
    properties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def first(self, name: str) -> str:
        """The first value of a property, "" without one."""
        return self.properties.get(name, [("", "")])[0][1]

    def inside(self, *names: str) -> Iterator[Part]:
        """The components of these names at any depth, in their order."""
        waiting = self.parts[::-1]
        while waiting:
            part = waiting.pop()
            if part.name in names:
                yield part
            waiting += part.parts[::-1]

    def text(self) -> str:
        """The component as iCalendar."""
        lines = [
            f"{key}{parameters}:{value}\r\n"
            for key, rows in self.properties.items()
            for parameters, value in rows
        ]
        inner = "".join(part.text() for part in self.parts)
        return f"BEGIN:{self.name}\r\n" + "".join(lines) + inner + f"END:{self.name}\r\n"


def parts_of(data: bytes, kept: Set[str] = OF_BUSY_TIMES) -> Part:
    """A part without a name that holds the file's calendars; ends that are missing are added."""
    root = Part("")
    open_parts = [root]
    for line in _lines(data):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        name, parameters, value = match[1].upper(), match[2], match[3].strip()
        if name == "BEGIN":
            part = Part(value.upper())
            _close(open_parts, part.name)  # no component holds one of its own kind: the last was never ended
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            _close(open_parts, value.upper())
        elif name in kept:
            open_parts[-1].properties.setdefault(name, []).append((parameters, value))
    return root


def _close(open_parts: list[Part], name: str) -> None:
    """End the innermost part of that name, and with it those inside that were never ended."""
    for depth in range(len(open_parts) - 1, 0, -1):
        if open_parts[depth].name == name:
            del open_parts[depth:]
            return


def _lines(data: bytes) -> list[str]:
    text = _decoded(data).replace("\ufeff", "")  # a mark stands wherever another file begins
    return re.split(r"[\r\n]+", _FOLD.sub("", text))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:2]:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
