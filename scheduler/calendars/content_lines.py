"""Content lines of iCalendar (RFC 5545, sections 3.1 and 3.3.11): escaped, without controls, folded."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_OCTETS = 75


def plain(text: str) -> str:
    """One line of text without control characters and lone surrogates."""
    return text if text.isascii() and text.isprintable() else _without_controls(text)


def plain_lines(text: str) -> str:
    """The same of several lines, without blank ones around them."""
    return "\n".join(plain(line) for line in text.replace("\r\n", "\n").split("\n")).strip()


def text_line(name: str, text: str, language: str = "") -> bytes:
    """A property whose value is text, several lines of it at most."""
    return content_line(f"{name};LANGUAGE={language}" if language else name, _escaped(text))


def texts_line(name: str, texts: Iterable[str], language: str) -> bytes:
    """A property whose value is a list of texts."""
    return content_line(f"{name};LANGUAGE={language}", ",".join(_escaped(text) for text in texts))


def content_line(name: str, value: str) -> bytes:
    """A property with its parameters in `name`, as it stands in a file: folded, ended by CRLF."""
    octets = f"{name}:{value}".encode()
    return octets + b"\r\n" if len(octets) <= _OCTETS else _folded(octets)


def quoted(parameter: str) -> str:
    """A parameter's value in quotation marks, its own written as RFC 6868 says."""
    return '"' + plain(parameter).replace("^", "^^").replace('"', "^'") + '"'


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", _BREAKS.sub(" ", text)).strip()


def _escaped(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n")).translate(_ESCAPED)


def _folded(octets: bytes) -> bytes:
    """Cut after 75 octets at most, never inside of a character or of an escape."""
    parts: list[bytes] = []
    while octets:
        end = _OCTETS - (1 if parts else 0)  # a continued line begins with a space
        if len(octets) > end:
            while octets[end] & 0xC0 == 0x80 or _ends_inside_escape(octets[:end]):
                end -= 1
        parts.append(octets[:end])
        octets = octets[end:]
    return b"\r\n ".join(parts) + b"\r\n"


def _ends_inside_escape(octets: bytes) -> bool:
    return (len(octets) - len(octets.rstrip(b"\\"))) % 2 == 1
