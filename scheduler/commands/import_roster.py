"""Add the families of the school district's list, a CSV file; without --write only say what would happen."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from scheduler.commands.starting import app_or_exit
from scheduler.config import Settings
from scheduler.services.import_roster import NothingToImportIntoError, RosterImport, import_roster
from scheduler.services.installation import is_migrated
from scheduler.services.read_district import read_district

MOST_FAULTS = 50
FIRST = {
    "school": "There is no school yet. Begin a season on the board first: its page asks for the schools.",
    "liaison": "There is no liaison yet. Add one first, on the board's page of people, to care for families.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="docs/begin-a-district.md has an example")
    parser.add_argument(
        "--write", action="store_true", help="add the families, rather than say what would happen"
    )


def run(args: argparse.Namespace) -> int:
    try:
        text = args.file.read_text("utf-8-sig")
    except OSError as error:
        return _refused(f"{args.file} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        return _refused(f"{args.file} is not UTF-8; in a spreadsheet choose “CSV UTF-8” when you save it.")
    app = app_or_exit()
    settings: Settings = app.extensions["settings"]
    if settings.is_demo:
        return _refused("COMMONHOUR_ENV is demo, whose families are invented; expected production.")
    with app.app_context():
        if not is_migrated():
            return _refused(
                "The database does not have the newest shape; run this first: python -m scheduler migrate"
            )
        if read_district() is None:
            return _refused("There is no district yet; run this first: python -m scheduler begin")
        try:
            done = import_roster(text, settings.link_key, datetime.now(UTC), write=args.write)
        except NothingToImportIntoError as error:
            return _refused(FIRST[str(error)])
    return _told(done, args.file.name, written=args.write)


def _told(done: RosterImport, file: str, *, written: bool) -> int:
    if done.faults:
        named = [
            _fault(file, fault.line, fault.column, fault.expected) for fault in done.faults[:MOST_FAULTS]
        ]
        more = len(done.faults) - len(named)
        return _refused(*named, *([f"And {more} more."] if more else []), "Nothing was written.")
    lines = [f"New families: {done.new}, with {done.adults} adults."]
    lines += [f"  {name}: {families}" for name, families in done.schools]
    lines.append(f"Imported before, and left as they are: {done.known}.")
    if done.new:
        lines.append("They were added." if written else "Nothing was written. Add --write to add them.")
    print(*lines, sep="\n")  # noqa: T201
    return 0


def _fault(file: str, line: int, column: str, expected: str) -> str:
    return f"{file}, line {line}{f', column {column}' if column else ''}: expected {expected}."


def _refused(*messages: str) -> int:
    print(*messages, sep="\n", file=sys.stderr)  # noqa: T201
    return 2
