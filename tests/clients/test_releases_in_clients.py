"""Three releases as calendar programs show them: a session is moved, one cancelled, one gone at last."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from scheduler.calendars.zones import pinned_zone
from scheduler.extensions import db
from scheduler.services.calendar_links import caregiver_calendar
from scheduler.storage.models import Event, PlanSession, ReleaseSession
from scheduler.storage.releases import latest_release
from tests.builders.board_rows import FIRST_EVENING, add_session
from tests.builders.people import NOW
from tests.clients.evolution import Evolution
from tests.clients.khal import Khal
from tests.clients.libical import read_by_libical
from tests.clients.readers import read_by_ical_js, read_by_icalendar
from tests.clients.seen import Shown
from tests.clients.thunderbird import Thunderbird
from tests.fixtures.live import Served
from tests.services.test_read_feed import Family
from tests.thorough import thorough


def told(row: ReleaseSession) -> Shown:
    """What the database says of a session, as a Spanish reader is to see it."""
    start = row.start_local.replace(tzinfo=pinned_zone("America/New_York")).astimezone(UTC)
    end = start + timedelta(minutes=row.minutes)
    prefix = "Cancelado: " if row.status == "cancelled" else ""
    return int(start.timestamp()), int(end.timestamp()), row.status.upper(), prefix + row.texts["en"]["title"]


class Followed(NamedTuple):
    """A feed's address, and the program that asked for it last as the family reads it."""

    url: str
    fetched_by: str


class Season:
    """The releases of a family's season, which a running server tells its followers."""

    def __init__(self, family: Family, server: Served) -> None:
        self.family, self.server = family, server
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
        said = {told(row) for row in rows}
        db.session.rollback()  # an open transaction would keep the server waiting
        return said

    def link(self) -> Followed:
        """The address of the caregiver's feed, and which program asked for it last."""
        key = self.server.app.extensions["settings"].link_key
        found = caregiver_calendar(self.family.caregiver.id, key, NOW)
        db.session.rollback()
        return Followed(f"{self.server.url}/feeds/{found.token}.ics", found.fetched_by)


@pytest.fixture
def season(live_server: Served) -> Iterator[Season]:
    with live_server.app.app_context():
        yield Season(Family(), live_server)
        db.session.remove()


def releases(season: Season) -> Iterator[set[Shown]]:
    """What the database says after each release."""
    for release in (season.first, season.second, season.third):
        release()
        yield season.told()


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_ical_js, read_by_libical])
def test_every_parser_agrees_with_the_database(season: Season, read) -> None:
    for expected in releases(season):
        with urlopen(season.link().url) as answer:
            [seen] = read([answer.read()])
        assert {(each.start, each.end, each.status, each.summary) for each in seen} == expected


def test_what_the_third_release_says_is_what_was_meant(season: Season) -> None:
    *_, last = releases(season)
    moved = int(datetime(2026, 3, 17, 22, tzinfo=UTC).timestamp())
    assert {(start, status, title) for start, _, status, title in last} == {
        (moved, "CONFIRMED", "Reading night"),
        (int(datetime(2026, 3, 4, 23, tzinfo=UTC).timestamp()), "CANCELLED", "Cancelado: Maths night"),
    }


@pytest.mark.parametrize(
    ("program", "name"),
    [
        (Khal, ""),
        pytest.param(Thunderbird, "Thunderbird", marks=thorough),
        pytest.param(Evolution, "Evolution", marks=thorough),
    ],
)
def test_every_program_follows_from_release_to_release(
    season: Season, tmp_path: Path, program, name: str
) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    follower = program(folder, season.link().url)
    for expected in releases(season):
        assert follower.sees(expected) == expected
    assert season.link().fetched_by == name
