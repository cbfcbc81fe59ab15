"""An iCalendar file taken apart as far as busy times need it, whatever else is wrong with it.

Only the properties that say when somebody is busy are kept: titles, places and people are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TIMES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"}
_KEYS = {"UID", "SEQUENCE", "STATUS", "TRANSP", "FREEBUSY", "BUSYTYPE", "PRIORITY"}
_ZONES = {"TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE"}
_KEPT = _TIMES | _KEYS | _ZONES | {"X-MICROSOFT-CDO-BUSYSTATUS"}
_FOLD = re.compile(r"[\r\n]+[ \t]")
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
        """The components of these names at any depth."""
        for part in self.parts:
            if part.name in names:
                yield part
            yield from part.inside(*names)

    def text(self, name: str | None = None) -> str:
        """The component as iCalendar, under another name where one is given."""
        lines = [
            f"{key}{parameters}:{value}"
            for key, rows in self.properties.items()
            for parameters, value in rows
        ]
        inner = "".join(part.text() for part in self.parts)
        name = name or self.name
        return f"BEGIN:{name}\r\n" + "".join(f"{line}\r\n" for line in lines) + inner + f"END:{name}\r\n"


def parts_of(data: bytes) -> Part:
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
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            _close(open_parts, value.upper())
        elif name in _KEPT:
            open_parts[-1].properties.setdefault(name, []).append((parameters, value))
    return root


def _close(open_parts: list[Part], name: str) -> None:
    """End the innermost part of that name, and with it those inside that were never ended."""
    for depth in range(len(open_parts) - 1, 0, -1):
        if open_parts[depth].name == name:
            del open_parts[depth:]
            return


def _lines(data: bytes) -> list[str]:
    return re.split(r"[\r\n]+", _FOLD.sub("", _decoded(data)))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
