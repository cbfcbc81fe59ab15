"""Reading JSON from outside: typed access to an object's keys that notes each fault with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Final, Protocol, TypeVar

from scheduler.domain.instance import DAYS, RESERVED_SETS, Interval, WeeklyRow
from scheduler.domain.json_text import Elements
from scheduler.domain.rows import MINUTES_A_DAY, clock_text, join_intervals, join_weekly

T = TypeVar("T")

MOST_FAULTS = 100
LARGEST = 10**12
CLOCKS: Final = {clock_text(minutes): minutes for minutes in range(MINUTES_A_DAY + 1)}
DAY_NUMBERS: Final = {name: number for number, name in enumerate(DAYS)}
DATE = re.compile(r"(19|2\d)\d\d-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"(19|2\d)\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class ReadingError(Exception):
    """A value that is not what a reader wants; `at` is the path below the value's own."""

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=HasId)


class _Required:
    """Stands where a key has no default."""


REQUIRED: Final = _Required()
_MISSING: Final = object()


def text(value: object) -> str:
    if not isinstance(value, str):
        raise ReadingError("expected a text")
    return value


def identifier(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ReadingError("expected an id: a text that is not empty")
    return value


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ReadingError("expected true or false")
    return value


def integer(least: int, most: int = LARGEST) -> Callable[[object], int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            upper = f" to {most}" if most < LARGEST else " or more"
            raise ReadingError(f"expected a whole number, {least}{upper}")
        return value

    return read


def number(least: float, most: float = LARGEST, *, above: bool = False) -> Callable[[object], float]:
    """A reader of finite numbers from `least` (or, with `above`, over it) to `most`."""

    def read(value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            in_range = least < value <= most if above else least <= value <= most
            if in_range:
                return value
        lower = f"over {least:g}" if above else f"{least:g} or more"
        upper = f" and at most {most:g}" if most < LARGEST else ""
        raise ReadingError(f"expected a number, {lower}{upper}")

    return read


def mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ReadingError("expected an object {…}")
    return value


def optional(reader: Callable[[object], T]) -> Callable[[object], T | None]:
    """A reader that takes null as well."""

    def read(value: object) -> T | None:
        if value is None:
            return None
        try:
            return reader(value)
        except ReadingError as unexpected:
            raise ReadingError(f"{unexpected.message}; or null", unexpected.at) from None

    return read


def day(value: object) -> date:
    try:
        if isinstance(value, str) and DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ReadingError("expected a date YYYY-MM-DD")


def moment(value: object) -> datetime:
    try:
        if isinstance(value, str) and MOMENT.fullmatch(value):
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    raise ReadingError("expected a local time YYYY-MM-DDTHH:MM")


def clock(value: object) -> int:
    """Minutes after midnight of `HH:MM`."""
    if isinstance(value, str) and value in CLOCKS:
        return CLOCKS[value]
    raise ReadingError('expected a clock time "HH:MM"')


def one_of(choices: Collection[T]) -> Callable[[object], T]:
    """A reader of one of a few texts."""

    def read(value: object) -> T:
        for choice in choices:
            if value == choice:
                return choice
        raise ReadingError("expected one of " + ", ".join(f'"{choice}"' for choice in choices))

    return read


def known(ids: Collection[str], what: str) -> Callable[[object], str]:
    """A reader of an id that must be among `ids`."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise ReadingError(f"expected the id of a {what}")
        if value not in ids:
            raise ReadingError(f'there is no {what} "{value}"')
        return value

    return read


def list_of(reader: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A reader of lists, each item read by `reader`."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ReadingError("expected a list")
        out = []
        for place, item in enumerate(value):
            try:
                out.append(reader(item))
            except ReadingError as unexpected:
                raise ReadingError(unexpected.message, f"[{place}]{unexpected.at}") from None
        return tuple(out)

    return read


def set_of(reader: Callable[[object], T]) -> Callable[[object], frozenset[T]]:
    """A reader of lists whose order and repetitions mean nothing."""
    items = list_of(reader)
    return lambda value: frozenset(items(value))


def unique(reader: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A reader of lists that name nothing twice."""
    items = list_of(reader)

    def read(value: object) -> tuple[T, ...]:
        out = items(value)
        seen: set[T] = set()
        for place, item in enumerate(out):
            if item in seen:
                raise ReadingError(f'"{item}" is named twice', f"[{place}]")
            seen.add(item)
        return out

    return read


def shared(reader: Callable[[object], T]) -> Callable[[object], T]:
    """The reader, with one object in memory for all values that are equal."""
    known: dict[T, T] = {}

    def read(value: object) -> T:
        out = reader(value)
        return known.setdefault(out, out)

    return read


def remembered(reader: Callable[[object], T]) -> Callable[[object], T]:
    """A reader of lists of texts that reads equal lists once, and then gives the same object again."""
    known: dict[tuple[object, ...], T] = {}

    def read(value: object) -> T:
        if not isinstance(value, list):
            return reader(value)
        try:
            return known[tuple(value)]
        except KeyError:
            return known.setdefault(tuple(value), reader(value))
        except TypeError:
            return reader(value)

    return read


def _weekly_row(value: object) -> WeeklyRow:
    expected = 'expected [day, "HH:MM", "HH:MM"], a day like "mon", the end after the start'
    if not isinstance(value, list) or len(value) != 3 or not all(isinstance(item, str) for item in value):
        raise ReadingError(expected)
    weekday, start, end = DAY_NUMBERS.get(value[0]), CLOCKS.get(value[1]), CLOCKS.get(value[2])
    if weekday is None or start is None or end is None or start >= end:
        raise ReadingError(expected)
    return WeeklyRow(weekday, start, end)


def _interval(value: object) -> Interval:
    expected = 'expected ["YYYY-MM-DDTHH:MM", "YYYY-MM-DDTHH:MM"], the end after the start'
    if not isinstance(value, list) or len(value) != 2:
        raise ReadingError(expected)
    try:
        start, end = moment(value[0]), moment(value[1])
    except ReadingError:
        raise ReadingError(expected) from None
    if start >= end:
        raise ReadingError(expected)
    return Interval(start, end)


def weekly(value: object) -> tuple[WeeklyRow, ...]:
    """Weekly rows, those that touch or overlap joined."""
    return join_weekly(list_of(_weekly_row)(value))


def intervals(value: object) -> tuple[Interval, ...]:
    """Intervals, those that touch or overlap joined."""
    return join_intervals(list_of(_interval)(value))


class Faults:
    """The faults found so far, the first `MOST_FAULTS` of them, as (JSON path, message)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def note(self, path: str, message: str) -> None:
        if len(self.found) < MOST_FAULTS:
            self.found.append((path or "$", message))


class Fields:
    """One JSON object that is being read.

    A key that was never asked for is a fault (`finish`). After a fault reading goes on with a blank
    value, so that several faults are found at once; `clean` says that no blank was needed here.
    """

    __slots__ = ("_asked", "_faults", "_raw", "clean", "path")

    def __init__(self, raw: object, path: str, faults: Faults) -> None:
        self.path = path
        self.clean = isinstance(raw, dict)
        self._faults = faults
        self._asked: set[str] = set()
        self._raw: dict[str, object] | None = raw if isinstance(raw, dict) else None

    def fault(self, key: str, message: str) -> None:
        """Note that the value at `key` is wrong."""
        self.clean = False
        self._faults.note(self._path(key), message)

    def read(
        self, key: str, reader: Callable[[object], T], *, blank: T, default: T | _Required = REQUIRED
    ) -> T:
        """The value at `key`, its default where it is missing, or `blank` after a fault."""
        self._asked.add(key)
        if self._raw is None:
            return blank
        value = self._raw.get(key, _MISSING)
        if value is _MISSING:
            if not isinstance(default, _Required):
                return default
            self.fault(key, "is missing")
            return blank
        try:
            return reader(value)
        except ReadingError as unexpected:
            self.fault(key + unexpected.at, unexpected.message)
            return blank

    def objects(
        self, key: str, build: Callable[[Fields], T], *, default: tuple[()] | _Required = REQUIRED
    ) -> tuple[T, ...]:
        """The objects listed at `key`, each built from its own `Fields`."""
        items: Iterable[object] = self.read(key, _items, blank=(), default=default)
        return tuple(self._item(f"{key}[{place}]", item, build) for place, item in enumerate(items))

    def child(self, key: str, build: Callable[[Fields], T]) -> T:
        """The one object at `key`."""
        return self._build(key, self.read(key, mapping, blank=None), build)

    def named(
        self, key: str, build: Callable[[Fields], Named], *, default: tuple[()] | _Required = REQUIRED
    ) -> tuple[Named, ...]:
        """Objects whose ids must be unique in the list and not reserved."""
        items = self.objects(key, build, default=default)
        seen: set[str] = set()
        for place, item in enumerate(items):
            if item.id in seen:
                self.fault(f"{key}[{place}].id", f'"{item.id}" is there twice')
            if item.id in RESERVED_SETS:
                self.fault(f"{key}[{place}].id", f'"{item.id}" is a reserved word')
            if item.id:
                seen.add(item.id)
        return items

    def finish(self) -> None:
        """Fault every key that was not asked for."""
        if self._raw is None or self._raw.keys() <= self._asked:
            return
        for key in self._raw:
            if key not in self._asked:
                self.fault(str(key), "is no known key; known are " + ", ".join(sorted(self._asked)))

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _item(self, key: str, value: object, build: Callable[[Fields], T]) -> T:
        if not isinstance(value, dict):
            self.fault(key, "expected an object {…}")
        return self._build(key, value, build)

    def _build(self, key: str, value: object, build: Callable[[Fields], T]) -> T:
        fields = Fields(value, self._path(key), self._faults)
        built = build(fields)
        fields.finish()
        return built


def _items(value: object) -> Iterable[object]:
    if not isinstance(value, list | Elements):
        raise ReadingError("expected a list")
    return value
