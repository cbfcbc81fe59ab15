"""500 families save their answer at the same moment: is anything lost, and how long does each wait?

    python -m benchmarks.submitting [--families 500]

starts an installation of its own as `python -m scheduler serve` does by default, on the default SQLite
database. Every family has opened the first step in its own browser and filled it in differently; then all
press the button at once. A wait ends where the school has answered the press (`saved`) and where the page
that it led to has come whole (`next page`). Beside it stands what the database itself can do: the rows of
the same answers, a durable transaction each, written by sqlite3 with the server's own settings.

The families run on the same machine as the server and take their share of its processors.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask

from scheduler.app import create_app
from scheduler.domain.answers import Times
from scheduler.domain.said_hours import SaidHours
from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.services.read_answers import read_answers
from scheduler.storage.models import District, PriorityGroup
from tests.builders.people import NOW, add_caregiver, add_season
from tests.fixtures.apps import make_settings
from tests.fixtures.live import installation
from tests.web.families.filling import filled_in

FAMILIES = 500
SECONDS = 5.0
WEB_PROCESSES = 2
OPENED_AT_ONCE = 8
PARTS = {"morning": (7 * 60, 12 * 60), "afternoon": (12 * 60, 17 * 60), "evening": (17 * 60, 21 * 60 + 30)}
ROWS = {"weekdays": range(5), "sat": (5,), "sun": (6,)}
CELLS = tuple(product(ROWS, PARTS))
LEVELS = ("yes", "maybe", "no", "")
GROUPS = ("interpreter", "childcare", "ride", "hours")
TABLES_OF_AN_ANSWER = ("answer", "answer_hours", "answer_change", "audit_entry")


@dataclass(frozen=True, slots=True)
class Family:
    """`page` is the path of the first step, `cells` what the family chose in each cell of its week."""

    caregiver_id: int
    page: str
    cells: dict[tuple[str, str], str]

    @property
    def times(self) -> Times:
        """What must be stored."""
        return Times.of(
            (day, SaidHours(*PARTS[part], level))  # type: ignore[arg-type]
            for (row, part), level in self.cells.items()
            for day in ROWS[row]
            if level
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A page that was filled in and waits for the press: the request's bytes."""

    family: Family
    press: bytes
    cookie: str


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds from the press to the answer and to the whole next page, and what went wrong, if anything."""

    saved: float
    next_page: float
    wrong: str = ""


def different_weeks(count: int) -> Iterator[dict[tuple[str, str], str]]:
    """Weeks of which no two are alike, and none is empty."""
    for number in range(1, count + 1):
        digits = [number // len(LEVELS) ** place % len(LEVELS) for place in range(len(CELLS))]
        yield dict(zip(CELLS, (LEVELS[digit - 1] for digit in digits), strict=True))


def add_families(app: Flask, count: int) -> tuple[int, list[Family]]:
    """The season's id, and families with a link each who have said nothing yet."""
    with app.app_context():
        db.session.add(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        db.session.add_all(PriorityGroup(key=each, name=each, question=each) for each in GROUPS)
        season_id = add_season().id
        key = app.extensions["settings"].link_key
        caregivers = [add_caregiver().id for _ in range(count)]
        tokens = [issue_link("form", caregiver_id=each, link_key=key, now_utc=NOW) for each in caregivers]
        db.session.commit()
    weeks = different_weeks(count)
    return season_id, [
        Family(caregiver_id, f"/f/{token}/when", week)
        for caregiver_id, token, week in zip(caregivers, tokens, weeks, strict=True)
    ]


async def fill_in_each(url: str, families: Sequence[Family]) -> list[Filled]:
    """Every family opens the first step, a few at a time, and fills it in."""
    few = asyncio.Semaphore(OPENED_AT_ONCE)

    async def fill_in(family: Family) -> Filled:
        async with few:
            head, page = await exchange(url, _get(family.page))
        cookie = re.findall(r"(?mi)^set-cookie: ([^;]+)", head)[0]
        chosen = {f"week-{row}-{part}": level for (row, part), level in family.cells.items()}
        return Filled(family, _post(family.page, {**filled_in(page), **chosen}, cookie), cookie)

    return await asyncio.gather(*map(fill_in, families))


async def press_all(url: str, filled: Sequence[Filled]) -> list[Waited]:
    """All at once, each on a connection of its own."""
    started = time.perf_counter()

    async def press(each: Filled) -> Waited:
        try:
            head, _body = await exchange(url, each.press)
            saved = time.perf_counter() - started
            status = head.split(" ", 2)[1]
            if status != "302":
                return Waited(saved, saved, f"answered {status}")
            following = re.findall(r"(?mi)^location: (\S+)", head)[0]
            head, page = await exchange(url, _get(urlsplit(following).path, each.cookie))
            wrong = "" if head.split(" ", 2)[1] == "200" and "</html>" in page else "no next page"
            return Waited(saved, time.perf_counter() - started, wrong)
        except OSError as failure:
            gone = time.perf_counter() - started
            return Waited(gone, gone, type(failure).__name__)

    return await asyncio.gather(*map(press, filled))


async def exchange(url: str, request: bytes) -> tuple[str, str]:
    """Head and body of the answer to one request."""
    host = urlsplit(url)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(request)
    answer = await reader.read(-1)
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head:
        raise ConnectionResetError
    packed = b"content-encoding: gzip" in head.lower()
    return head.decode(), (gzip.decompress(body) if packed else body).decode()


def _get(path: str, cookie: str = "") -> bytes:
    return _head("GET", path, cookie) + b"\r\n"


def _post(path: str, fields: dict[str, str], cookie: str) -> bytes:
    body = urlencode(fields).encode()
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return _head("POST", path, cookie) + kind.encode() + body


def _head(method: str, path: str, cookie: str) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept-Language: en",
        "Accept-Encoding: gzip",
        "Connection: close",
    ]
    lines += [f"Cookie: {cookie}"] if cookie else []
    return "".join(f"{line}\r\n" for line in lines).encode()


def lost(app: Flask, season_id: int, families: Iterable[Family]) -> list[int]:
    """The families of whom the database does not hold exactly what they chose, once."""
    with app.app_context():
        read = [(each, read_answers(each.caregiver_id, season_id)) for each in families]
    return [each.caregiver_id for each, answer in read if (answer.version, answer.times) != (1, each.times)]


def bare_seconds(before: Path, after: Path, folder: Path) -> float:
    """How long sqlite3 takes to write the answers of `after` into a copy of `before`, one by one."""
    copy = Path(shutil.copy(before, folder / "bare.db"))
    with closing(sqlite3.connect(after)) as source:
        answers = [
            dict(_rows_of(source, answer_id)) for (answer_id,) in source.execute("SELECT id FROM answer")
        ]
    with closing(sqlite3.connect(copy, isolation_level=None)) as bare:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            bare.execute(f"PRAGMA {pragma}")
        started = time.perf_counter()
        for answer in answers:
            bare.execute("BEGIN IMMEDIATE")
            for table, rows in answer.items():
                for row in rows:
                    bare.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            bare.execute("COMMIT")
        return time.perf_counter() - started


def _rows_of(source: sqlite3.Connection, answer_id: int) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    for table in TABLES_OF_AN_ANSWER:
        column = {"answer": "id", "audit_entry": "subject_id"}.get(table, "answer_id")
        yield table, source.execute(f"SELECT * FROM {table} WHERE {column} = ?", (answer_id,)).fetchall()


def measure(folder: Path, count: int) -> tuple[list[Waited], list[int], float]:
    """What each family waited, who of them lost something, and the bare seconds of the database."""
    path = folder / "submitting.db"
    address = f"sqlite:///{path}"
    app = create_app(make_settings(folder, address))
    with app.app_context():
        db.create_all()
    with installation(folder, address, web_processes=WEB_PROCESSES, workers=0) as running:
        season_id, families = add_families(running.app, count)
        filled = asyncio.run(fill_in_each(running.url, families))
        _copy(path, folder / "before.db")
        waited = asyncio.run(press_all(running.url, filled))
        missing = lost(running.app, season_id, families)
    return waited, missing, bare_seconds(folder / "before.db", path, folder)


def _copy(path: Path, to: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


def report(waited: Sequence[Waited], missing: Sequence[int], bare: float) -> Iterator[str]:
    """A table of the waits, then the rates."""
    count = len(waited)
    yield f"{count} families at once, {len(missing)} lost; load {os.getloadavg()[0]:.1f}."
    yield ""
    yield "| waited for | median | 95 % | longest |"
    yield "| --- | ---: | ---: | ---: |"
    for name, seconds in (("saved", [w.saved for w in waited]), ("next page", [w.next_page for w in waited])):
        ordered = sorted(seconds)
        shown = (ordered[count // 2], ordered[int(count * 0.95)], ordered[-1])
        yield f"| {name} | " + " | ".join(f"{each:.2f} s" for each in shown) + " |"
    yield ""
    saving = max(each.saved for each in waited)
    yield f"Saved through the form: {count / saving:.0f} a second; by sqlite3 alone: {count / bare:.0f}."
    yield f"The form takes {saving / bare:.1f} times as long as the database alone."
    for wrong in sorted({each.wrong for each in waited if each.wrong}):
        yield f"{sum(each.wrong == wrong for each in waited)} families: {wrong}."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--families", type=int, default=FAMILIES)
    count = parser.parse_args().families
    with tempfile.TemporaryDirectory() as name:
        waited, missing, bare = measure(Path(name), count)
    sys.stdout.write("\n".join(report(waited, missing, bare)) + "\n")
    kept = not missing and not any(each.wrong for each in waited)
    return 0 if kept and max(each.next_page for each in waited) < SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
