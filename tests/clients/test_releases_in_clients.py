"""Three releases as calendar programs show them: a session is moved, one cancelled, one gone at last."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.calendars.zones import pinned_zone
from scheduler.extensions import db
from scheduler.storage.models import Event, PlanSession, ReleaseSession
from scheduler.storage.releases import latest_release
from tests.builders.board_rows import FIRST_EVENING, add_session
from tests.clients.evolution import Evolution
from tests.clients.khal import Khal
from tests.clients.libical import read_by_libical
from tests.clients.readers import read_by_ical_js, read_by_icalendar
from tests.clients.seen import Shown
from tests.clients.serving import feed_server
from tests.clients.thunderbird import Thunderbird
from tests.services.test_read_feed import Family


def told(row: ReleaseSession) -> Shown:
    """What the database says of a session, as a Spanish reader is to see it."""
    start = row.start_local.replace(tzinfo=pinned_zone("America/New_York")).astimezone(UTC)
    end = start + timedelta(minutes=row.minutes)
    prefix = "Cancelado: " if row.status == "cancelled" else ""
    return int(start.timestamp()), int(end.timestamp()), row.status.upper(), prefix + row.texts["en"]["title"]


class Season:
    """The releases of a family's season: each gives its feed and what the database says of it."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.science = add_session(family.plan, "Science night", start=FIRST_EVENING + timedelta(days=2))
        db.session.query(Event).update({"for_everyone": True})
        db.session.commit()

    def first(self) -> None:
        self.family.release()

    def second(self) -> None:
        """Science night is cancelled."""
        db.session.delete(self.science)
        db.session.commit()
        self.family.release(days_later=1)

    def third(self) -> None:
        """A month later Reading night has moved over the change of clocks, and Maths night is cancelled."""
        db.session.get_one(PlanSession, self.family.reading.id).start_local += timedelta(days=14)
        db.session.delete(self.family.maths)
        db.session.commit()
        self.family.release(days_later=32)

    def told(self) -> set[Shown]:
        release = latest_release(self.family.season.id)
        assert release is not None
        rows = db.session.scalars(select(ReleaseSession).where(ReleaseSession.release_id == release.id))
        return {told(row) for row in rows}


@pytest.fixture
def season(app: Flask) -> Iterator[Season]:
    with app.app_context():
        yield Season(Family())
        db.session.remove()


def releases(season: Season) -> list[tuple[bytes, set[Shown]]]:
    """Each release's feed, and what the database says."""
    found = []
    for release in (season.first, season.second, season.third):
        release()
        found.append((season.family.feed(), season.told()))
    return found


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_ical_js, read_by_libical])
def test_every_parser_agrees_with_the_database(season: Season, read) -> None:
    for feed, expected in releases(season):
        [seen] = read([feed])
        assert {(each.start, each.end, each.status, each.summary) for each in seen} == expected


def test_what_the_third_release_says_is_what_was_meant(season: Season) -> None:
    *_, (_, last) = releases(season)
    moved = int(datetime(2026, 3, 17, 22, tzinfo=UTC).timestamp())
    assert {(start, status, title) for start, _, status, title in last} == {
        (moved, "CONFIRMED", "Reading night"),
        (int(datetime(2026, 3, 4, 23, tzinfo=UTC).timestamp()), "CANCELLED", "Cancelado: Maths night"),
    }


@pytest.mark.parametrize("program", [Khal, Thunderbird, Evolution])
def test_every_program_follows_from_release_to_release(season: Season, tmp_path: Path, program) -> None:
    with feed_server() as server:
        follower = program(tmp_path, server)
        for feed, expected in releases(season):
            assert follower.shown_of(feed, expected) == expected
