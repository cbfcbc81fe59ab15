"""Measure feeds: python -m benchmarks.feeds [--sessions 10000]

Making a feed cold, and after one of its sessions changed, beside icalendar's serialisation of the same;
and with all that a request does, from the database on; a 304 beside a bare route of Flask.
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
from typing import Any, TypeVar

from flask import Flask
from icalendar import Calendar
from sqlalchemy import insert

from scheduler.app import create_app
from scheduler.calendars.entries import CalendarEntry
from scheduler.calendars.event import Wording, vevent
from scheduler.calendars.feed import render_feed
from scheduler.config import Environment, Settings
from scheduler.extensions import db
from scheduler.services.calendar_links import caregiver_calendar, planner_calendars
from scheduler.services.demo.load import load_demo
from scheduler.storage.models import Answer, Event, Place, Plan, Release, ReleaseSession, Season, User
from tests.builders.board_rows import add_plan, add_run

RELEASED_UTC = datetime(2026, 8, 20, 15, tzinfo=UTC)
WORDING = Wording("es")
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10_000)
    entries = [entry(number) for number in range(parser.parse_args().sessions)]
    measure_rendering(entries)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(demo_settings(Path(folder)))
        with app.app_context():
            db.create_all()
            load_demo(RELEASED_UTC)
        measure_unchanged(app)
        measure_requests(app, entries)


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
    say(f"  ours, cold                               {cold:8.3f} s, {cold / theirs:.2f} of it (at most 1)")
    say(f"  ours, after one session changed          {again:8.3f} s (at most 0.3 s)")


def measure_requests(app: Flask, entries: list[CalendarEntry]) -> None:
    """A co-planner's feed of the whole season over HTTP: first time, and after a release that changed one."""
    with app.app_context():
        url = f"/feeds/{release(entries, app.extensions['settings'].link_key)}.ics"
    vevent.cache_clear()
    cold, _ = timed(lambda: app.test_client().get(url).data)
    again = sorted(after_a_change(app, url, entries, number) for number in (2, 3, 4))[1]
    say(f"  a request, cold                          {cold:8.3f} s")
    say(f"  a request, after one session changed     {again:8.3f} s (at most 0.3 s)")


def after_a_change(app: Flask, url: str, entries: list[CalendarEntry], number: int) -> float:
    """Seconds of a request after the release of this number, which changed one session."""
    title = f"Otra noche {number}"
    with app.app_context():
        release([replace(entries[0], summary=title, sequence=number), *entries[1:]], number=number)
    seconds, feed = timed(lambda: app.test_client().get(url).data)
    if feed.count(b"BEGIN:VEVENT") != len(entries) or title.encode() not in feed:
        raise SystemExit(f"the feed is not of release {number}")
    return seconds


def release(entries: list[CalendarEntry], link_key: str = "", number: int = 1) -> str:
    """Publish the entries as a release of the demo's season; the token of a co-planner's feed of it."""
    season = db.session.query(Season).order_by(Season.id.desc()).first()
    plan = db.session.query(Plan).first() or add_plan(add_run(season))
    event, place = db.session.query(Event).first(), db.session.query(Place).first()
    row = Release(season_id=season.id, number=number, plan_id=plan.id, released_utc=RELEASED_UTC)
    db.session.add(row)
    db.session.flush()
    db.session.execute(
        insert(ReleaseSession), [session_row(row.id, event.id, place.id, entry) for entry in entries]
    )
    db.session.commit()
    if number > 1:
        return ""
    planner = db.session.query(User).filter_by(role="co_planner").first()
    return planner_calendars(planner.id, season.id, "es", link_key, RELEASED_UTC).season.token


def session_row(release_id: int, event_id: int, place_id: int, entry: CalendarEntry) -> dict[str, Any]:
    """The row of a session that a feed shows as this entry."""
    texts = {"title": entry.summary, "description": "", "place": "Elm Park", "address": "3 Elm Park"}
    crew = {"kinds": ["childcare", "transport"], "interpreted": ["so"], "providers": [], "interprets": {}}
    return {
        "release_id": release_id,
        "event_id": event_id,
        "place_id": place_id,
        "uid": entry.uid.partition("@")[0][-24:],
        "sequence": entry.sequence,
        "status": entry.status,
        "start_local": entry.start_local,
        "minutes": entry.minutes,
        "changed_utc": entry.last_modified_utc,
        "texts": {language: {**texts, "join_url": entry.join_url} for language in ("en", "es", "ar")},
        "supports": {"format": "hybrid", "features": [], "held_in": ["es"], "pick_up_zones": [], **crew},
    }


def measure_unchanged(app: Flask) -> None:
    """A 304 of a caregiver's feed in the demo district, beside a route that answers with a word."""
    with app.app_context():
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
    """Seconds of processor time, which others on the machine do not stretch, and the result."""
    began = time.process_time()
    result = run()
    return time.process_time() - began, result


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
