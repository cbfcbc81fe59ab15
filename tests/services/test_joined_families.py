"""A family that a liaison removes is as gone as one that left by itself: from every row and every file."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from scheduler.config import Settings
from scheduler.domain.answers import Reach, Talk
from scheduler.extensions import db
from scheduler.services.deletion_journal import noted_deletions
from scheduler.services.join_season import NewFamily, join_season
from scheduler.services.joined_families import remove_joined_family
from scheduler.services.posters import OpenPoster, list_posters, make_poster
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import Caregiver
from tests.builders.people import NOW, add_season, add_user
from tests.fixtures.databases import on_both_databases

MARK = "sycamore"
KEY = "the link key of this test"

pytestmark = pytest.mark.usefixtures("db")


def join() -> tuple[int, int, int]:
    """The ids of the liaison, of the season, and of a caregiver who joined and said a word that is unique."""
    liaison, season = add_user(email="lee@school.org", role="liaison").id, add_season().id
    poster = OpenPoster(make_poster(liaison, season, "Laundromat", None, NOW), season, liaison, None)
    new = NewFamily(f"{MARK} name", "so", "so", None, once="a page")
    join_season(poster, new, "192.0.2.1", secret_key="a secret", link_key=KEY, now_utc=NOW)
    caregiver = db.session.query(Caregiver.id).scalar()
    parts = (Talk(f"{MARK} topics"), Reach("email", f"{MARK}@home.org"))
    for version, part in enumerate(parts):
        submit_availability(caregiver, season, part, read_version=version, now_utc=NOW)
    return liaison, season, caregiver


@on_both_databases
def test_no_table_keeps_a_word_and_the_poster_counts_nobody() -> None:
    liaison, season, caregiver = join()
    family = db.session.get_one(Caregiver, caregiver).family_id
    assert remove_joined_family(liaison, caregiver, NOW)
    rows = [row for table in db.metadata.sorted_tables for row in db.session.execute(db.select(table))]
    assert MARK not in str(rows)
    assert [line.joined for line in list_posters(liaison, season, KEY)] == [0]
    assert [(each.action, each.subject_id) for each in noted_deletions()] == [("withdraw_family", family)]


@on_both_databases
def test_the_same_press_twice_removes_nobody_else() -> None:
    liaison, _season, caregiver = join()
    assert [remove_joined_family(liaison, caregiver, NOW) for _ in range(2)] == [True, False]


def test_the_files_of_sqlite_hold_no_trace(settings: Settings) -> None:
    liaison, _season, caregiver = join()
    database = Path(make_url(settings.database_url).database or "")

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))

    assert MARK.encode() in on_disk()
    remove_joined_family(liaison, caregiver, NOW)
    assert MARK.encode() not in on_disk()
