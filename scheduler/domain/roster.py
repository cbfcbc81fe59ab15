"""A school district's list of families as a CSV file: to households by key, and to what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, NamedTuple, TypeVar

from scheduler.domain.household import Adult, Household
from scheduler.domain.mail_address import is_mail_address
from scheduler.domain.phone_number import is_phone_number

NEEDED: Final = ("key", "school", "language_spoken")
COLUMNS: Final = (*NEEDED, "language_read", "caregiver", "email", "phone", "channel", "liaison")
CHANNELS: Final = ("email", "sms", "call", "paper", "none")
LONGEST_KEY: Final = 200
LONGEST_NAME: Final = 200
MOST_NAMED: Final = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What the cells may name, in small letters: schools and liaisons by row, languages by code."""

    schools: Mapping[str, int]
    languages: Mapping[str, str]
    liaisons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RosterFault:
    """Lines are counted from 1, the header among them; `column` is empty where it is about the whole line."""

    line: int
    column: str
    expected: str


class Roster(NamedTuple):
    """Households by the key of the family, of which some may be missing where there are faults."""

    households: Mapping[str, Household]
    faults: tuple[RosterFault, ...]


class _Row(NamedTuple):
    line: int
    key: str
    school_id: int
    liaison_id: int
    adult: Adult


def read_roster(text: str, known: Known) -> Roster:
    """Rows with the same key are one family: its adults and its children's schools are put together.

    The cells are parted by commas, semicolons or tabs, whichever the first line has most of.
    """
    faults: list[RosterFault] = []
    rows = [row for row in _rows(text, known, faults) if row is not None]
    return Roster(_households(rows, faults), tuple(sorted(faults, key=lambda fault: fault.line)))


def _rows(text: str, known: Known, faults: list[RosterFault]) -> Iterator[_Row | None]:
    lines = _lines(text, faults)
    _, header = next(lines, (1, [""]))
    names = [name.strip().casefold() for name in header]
    faults.extend(_header_faults(names))
    if faults:
        return
    for line, cells in lines:
        if len(cells) != len(names):
            expected = (
                f"{len(names)} cells, as in the first line; a cell with a comma stands in double quotes"
            )
            faults.append(RosterFault(line, "", expected))
        elif any(cells):
            yield _Reader(line, dict(zip(names, cells, strict=True)), known, faults).row()


def _lines(text: str, faults: list[RosterFault]) -> Iterator[tuple[int, list[str]]]:
    """Each with the number of the line on which it begins."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, [" ".join(cell.split()) for cell in cells]
            begins = reader.line_num + 1
    except csv.Error:
        faults.append(RosterFault(begins, "", "each double quote that opens a cell to be closed again"))


def _header_faults(names: list[str]) -> Iterator[RosterFault]:
    for name in NEEDED:
        if name not in names:
            yield RosterFault(1, name, f"a column of this name; the columns are {', '.join(COLUMNS)}")
    for name in names:
        if name not in COLUMNS:
            what = f"one of {', '.join(COLUMNS)}; take out what is not asked"
            yield RosterFault(1, name or "(no name)", what)
        elif names.count(name) > 1:
            yield RosterFault(1, name, "each column once")


class _Reader:
    """One line; what is wrong with it goes into `faults`."""

    def __init__(self, line: int, cells: Mapping[str, str], known: Known, faults: list[RosterFault]) -> None:
        self._line = line
        self._cells = cells
        self._known = known
        self._faults = faults

    def row(self) -> _Row | None:
        key, name = self._text("key", LONGEST_KEY), self._text("caregiver", LONGEST_NAME)
        if not key:
            self._fault("key", "what your list calls the family, the same at every import")
        school = self._one_of("school", self._known.schools, "a school of the district")
        spoken = self._language("language_spoken")
        read = self._language("language_read") if self._cells.get("language_read") else spoken
        liaison = self._liaison()
        channel, email, phone = self._reach()
        if school is None or spoken is None or read is None or liaison is None:
            return None
        return _Row(
            self._line, key.casefold(), school, liaison, Adult(name, spoken, read, channel, email, phone)
        )

    def _language(self, column: str) -> str | None:
        what = "a language by its code or name, such as es or Spanish"
        return self._one_of(column, self._known.languages, what)

    def _liaison(self) -> int | None:
        """May stay empty where there is no choice."""
        if not self._cells.get("liaison") and len(self._known.liaisons) == 1:
            return next(iter(self._known.liaisons.values()))
        return self._one_of("liaison", self._known.liaisons, "the mail address of a liaison's account")

    def _reach(self) -> tuple[str, str, str]:
        email, phone = self._cells.get("email", ""), self._cells.get("phone", "")
        channel = self._cells.get("channel", "").casefold() or "none"
        if channel not in CHANNELS:
            self._fault("channel", f"one of {', '.join(CHANNELS)}, or nothing")
        if (email or channel == "email") and not is_mail_address(email):
            self._fault("email", "a whole mail address, such as name@example.org")
        if (phone or channel in ("sms", "call")) and not is_phone_number(phone):
            self._fault("phone", "a number in digits, such as 555 0100")
        return channel, email, phone

    def _one_of(self, column: str, choices: Mapping[str, T], what: str) -> T | None:
        typed = self._cells.get(column, "").casefold()
        if typed in choices:
            return choices[typed]
        near = get_close_matches(typed, choices, 1)
        if near:
            what += f"; the nearest is {near[0]}"
        elif len(choices) <= MOST_NAMED:
            what += f": {', '.join(choices)}"
        self._fault(column, what)
        return None

    def _text(self, column: str, longest: int) -> str:
        text = self._cells.get(column, "")
        if len(text) > longest:
            self._fault(column, f"{longest} letters at most")
        return text

    def _fault(self, column: str, expected: str) -> None:
        self._faults.append(RosterFault(self._line, column, expected))


def _households(rows: Iterable[_Row], faults: list[RosterFault]) -> dict[str, Household]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        same = found.setdefault(row.key, [])
        same.append(row)
        if row.liaison_id != same[0].liaison_id:
            expected = f"the same as in line {same[0].line}, which is the same family"
            faults.append(RosterFault(row.line, "liaison", expected))
    return {
        key: Household(
            same[0].liaison_id,
            tuple(dict.fromkeys(row.school_id for row in same)),
            tuple(dict.fromkeys(row.adult for row in same)),
        )
        for key, same in found.items()
    }
