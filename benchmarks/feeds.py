"""Measure feeds: python -m benchmarks.feeds [--sessions 10000]

Making a feed cold and after one session changed, beside icalendar's serialisation of the same events; a 304
beside a bare route of Flask.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from flask import Flask
from icalendar import Calendar

from scheduler.app import create_app
from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.event import Wording, vevent
from scheduler.calendars.feed import render_feed
from scheduler.config import Environment, Settings
from scheduler.extensions import db
from scheduler.services.calendar_links import caregiver_calendar
from scheduler.services.demo.load import load_demo
from scheduler.storage.models import Answer

RELEASED_UTC = datetime(2026, 8, 20, 15, tzinfo=UTC)
WORDING = Wording("es")
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000)
    entries = [entry(number) for number in range(parser.parse_args().sessions)]
    measure_rendering(entries)
    measure_unchanged()


def entry(number: int) -> CalendarEntry:
    """A session like those of a district: some lines of text, every fourth in Arabic."""
    arabic = number % 4 == 0
    return CalendarEntry(
        uid=f"session-{number:024x}@school.example",
        sequence=0,
        start_local=datetime(2026, 9, 1, 18) + timedelta(minutes=30 * number),
        minutes=90,
        zone="America/New_York",
        status="confirmed",
        language="ar" if arabic else "es",
        summary=f"أمسية العائلات {number}" if arabic else f"Noche de familias {number}",
        last_modified_utc=RELEASED_UTC,
        description=("Hay guardería.", "Intérprete: somalí", "Se puede organizar el transporte."),
        location="Escuela Elm Park, salón, 3 Elm Park, https://meet.example.org/elm-hall",
        join_url="https://meet.example.org/elm-hall",
        categories=("En persona y en línea",),
    )


def measure_rendering(entries: list[CalendarEntry]) -> None:
    vevent.cache_clear()
    cold, feed = timed(lambda: render_feed("Oak", WORDING, entries, RELEASED_UTC))
    read_anew = [entry(number) for number in range(len(entries))]
    changed = [replace(read_anew[0], summary="Otra noche", sequence=1), *read_anew[1:]]
    again, _ = timed(lambda: render_feed("Oak", WORDING, changed, RELEASED_UTC))
    parsed = Calendar.from_ical(feed)
    theirs, _ = timed(parsed.to_ical)
    say(f"{len(entries)} sessions, {len(feed) / 1e6:.1f} MB")
    say(f"  icalendar serialises the same events in {theirs:8.3f} s")
    say(f"  ours, cold                               {cold:8.3f} s   {cold / theirs:6.2f} of icalendar's")
    say(f"  ours, after one session changed          {again:8.3f} s   {again / theirs:6.2f} of icalendar's")


def measure_unchanged() -> None:
    """A 304 of a caregiver's feed in the demo district, beside a route that answers with a word."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(demo_settings(Path(folder)))
        with app.app_context():
            db.create_all()
            load_demo(RELEASED_UTC)
            caregiver_id = db.session.query(Answer.caregiver_id).limit(1).scalar()
            token = caregiver_calendar(caregiver_id, app.extensions["settings"].link_key, RELEASED_UTC).token
        url = f"/feeds/{token}.ics"
        tag = app.test_client().get(url).headers["ETag"]
        unchanged = each(lambda: app.test_client().get(url, headers={"If-None-Match": tag}).status_code, 304)
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "word")
    plain = each(lambda: bare.test_client().get("/").status_code, 200)
    say(f"304 of a caregiver's feed {unchanged * 1e3:.2f} ms, a bare route {plain * 1e3:.2f} ms")


def demo_settings(folder: Path) -> Settings:
    return Settings(
        environment=Environment.TEST,
        data_dir=folder,
        base_url="http://localhost",
        mail_from="commonhour@localhost",
        secret_key="a secret key for the benchmark, 40 long.",
        link_key="a link key for the benchmark, 40 letters",
        database_url=f"sqlite:///{folder / 'feeds.db'}",
        mail_url=(folder / "outbox").as_uri(),
    )


def timed(run: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = run()
    return time.perf_counter() - began, result


def each(request: Callable[[], int], expected: int, times: int = 200) -> float:
    """Seconds of one request, the median of many."""
    seconds = []
    for _ in range(times):
        spent, status = timed(request)
        if status != expected:
            raise SystemExit(f"expected {expected}, got {status}")
        seconds.append(spent)
    return sorted(seconds)[times // 2]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
