"""A list of deletions outside the database, so that a backup that is brought back can forget again.

A line has a time, what was deleted, and an id; never who or what. It is there to be read after the
database was lost, and each line whose entry the audit trail lacks is a deletion that was undone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app

FILE = "deletions.txt"


@dataclass(frozen=True, slots=True, order=True)
class Deletion:
    """`action` and `subject_id` as in the audit trail: the row of an answer or of a family."""

    at_utc: datetime
    action: str
    subject_id: int


def note_deletion(deletion: Deletion) -> None:
    """Write a line that is on the disk when this returns."""
    line = f"{deletion.at_utc.isoformat()} {deletion.action} {deletion.subject_id}\n"
    with _path().open("a", encoding="ascii") as journal:
        journal.write(line)
        journal.flush()
        os.fsync(journal.fileno())


def noted_deletions() -> list[Deletion]:
    """Every line, the oldest first; none where nothing was ever deleted."""
    if not _path().exists():
        return []
    rows = (line.split() for line in _path().read_text(encoding="ascii").splitlines())
    return sorted({Deletion(datetime.fromisoformat(at), action, int(row)) for at, action, row in rows})


def _path() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder / FILE
