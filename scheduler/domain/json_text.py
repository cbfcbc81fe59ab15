"""JSON texts of which one long array is decoded element by element, so that its tree never exists at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

_DECODER: Final = json.JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\n\r]*")


class Elements:
    """The elements of an array in a JSON text, decoded anew each time they are iterated over."""

    def __init__(self, text: str, start: int) -> None:
        """`start` is the place after the opening bracket of an array that is well formed."""
        self._text = text
        self._start = start

    def __iter__(self) -> Iterator[Any]:
        cursor = _Cursor(self._text, self._start)
        for _ in cursor.items("]"):
            yield cursor.value()


def decode(text: str, streamed: str) -> Any:
    """What `json.loads` gives, but with `Elements` for an array at the key `streamed` of the top object.

    Raises json.JSONDecodeError for what is no JSON, in that array too.
    """
    cursor = _Cursor(text)
    if not cursor.takes("{"):
        return json.loads(text)
    document: dict[str, Any] = {}
    for _ in cursor.items("}"):
        key = cursor.key()
        cursor.expect(":")
        document[key] = cursor.elements() if key == streamed and cursor.takes("[") else cursor.value()
    cursor.finish()
    return document


class _Cursor:
    """A place in a JSON text; the grammar is that of RFC 8259, sections 2 to 5."""

    def __init__(self, text: str, at: int = 0) -> None:
        self._text = text
        self._at = at

    def takes(self, mark: str) -> bool:
        """Whether the mark comes next; if so it is passed."""
        if not self._text.startswith(mark, self._at):
            self._skip_space()
            if not self._text.startswith(mark, self._at):
                return False
        self._at += 1
        return True

    def expect(self, mark: str) -> None:
        if not self.takes(mark):
            raise self._error(f"Expecting '{mark}' delimiter")

    def items(self, closing: str) -> Iterator[None]:
        """Stand before each item of the array or object that was opened, until it is closed."""
        if self.takes(closing):
            return
        yield
        while not self.takes(closing):
            self.expect(",")
            yield

    def key(self) -> str:
        self._skip_space()
        if not self._text.startswith('"', self._at):
            raise self._error("Expecting property name enclosed in double quotes")
        return str(self.value())

    def value(self) -> Any:
        self._skip_space()
        value, self._at = _DECODER.raw_decode(self._text, self._at)
        return value

    def elements(self) -> Elements:
        """The array that was opened; every element of it is decoded once to find where it ends."""
        elements = Elements(self._text, self._at)
        for _ in self.items("]"):
            self.value()
        return elements

    def finish(self) -> None:
        self._skip_space()
        if self._at != len(self._text):
            raise self._error("Extra data")

    def _skip_space(self) -> None:
        space = _SPACE.match(self._text, self._at)
        self._at = self._at if space is None else space.end()

    def _error(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self._text, self._at)
