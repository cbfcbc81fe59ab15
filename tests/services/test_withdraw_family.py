"""A family that leaves takes everything with it: searched for in the rows, and in the files of SQLite."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import NoResultFound

from scheduler.config import Settings
from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.services.queue_message import queue_message
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import (
    Answer,
    AnswerDate,
    AnswerHours,
    AnswerNeed,
    Audience,
    AuditEntry,
    Caregiver,
    Caseload,
    Event,
    Family,
    Invitation,
    MailedInvitation,
    Membership,
    Offer,
    Participation,
    PriorityGroup,
    ReceivedMail,
    Rsvp,
    Snapshot,
    SnapshotFamily,
    Student,
    User,
)
from scheduler.storage.snapshots import withdrawn_count
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.fixtures.databases import on_both_databases

KEY = "the link key of this test, long enough"

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def district(db):
    """What families share: a school, a season with an event and a snapshot, a group, a liaison."""
    season = add_season()
    db.session.add_all(
        [
            Audience(kind="school", key="oak", name="Oak School"),
            Event(
                season_id=season.id,
                title="Evening",
                minutes=60,
                first_date=date(2026, 3, 2),
                last_date=date(2026, 3, 30),
            ),
            PriorityGroup(key="nights", name="Works nights", question="work"),
            Snapshot(season_id=season.id, taken_utc=NOW, frame={}, family_count=2),
        ]
    )
    db.session.commit()
    add_user(email="liaison@school.org", role="liaison")
    return season


def add_family(mark: str, season_id: int) -> int:
    """A family that has everything a family can have, each text of it with `mark` in it."""
    family = Family(zone=f"zone-{mark}")
    caregiver = add_caregiver(
        family=family, name=f"name-{mark}", email=f"{mark}@home.org", phone=f"+1{mark}", channel="email"
    )
    family.students = [Student(name=f"student-{mark}", school_id=first(Audience))]
    db.session.add_all(
        [
            Answer(
                caregiver_id=caregiver.id,
                season_id=season_id,
                saved_utc=NOW,
                topics=f"topics-{mark}",
                hours=[AnswerHours(day=0, start_minute=600, end_minute=660, level="yes")],
                dates=[AnswerDate(on_date=date(2026, 3, 9), start_minute=0, end_minute=60, level="no")],
                needs=[AnswerNeed(kind="ride", detail=f"need-{mark}", strength="must")],
                offers=[Offer(kind="skill", detail=f"offer-{mark}")],
            ),
            Invitation(family_id=family.id, event_id=first(Event), invited_utc=NOW),
            Rsvp(caregiver_id=caregiver.id, session_uid=f"uid-{mark}", reply="online", replied_utc=NOW),
            MailedInvitation(
                caregiver_id=caregiver.id, session_uid=f"uid-{mark}", sequence=0, holds=True, stamp_utc=NOW
            ),
            ReceivedMail(
                caregiver_id=caregiver.id,
                why="words",
                words=f"mail-{mark}",
                complete=True,
                received_utc=NOW,
                digest=mark,
            ),
            Membership(family_id=family.id, group_id=first(PriorityGroup), source="answer"),
            Participation(family_id=family.id, season_id=season_id, included=1, invited=2),
            Caseload(family_id=family.id, liaison_id=first(User)),
            SnapshotFamily(
                snapshot_id=first(Snapshot),
                family_id=family.id,
                pseudonym=f"pseudonym-{mark}",
                body={"zone": f"snapshot-{mark}"},
            ),
        ]
    )
    issue_link("form", caregiver_id=caregiver.id, link_key=KEY, now_utc=NOW)
    queue_message("invitation", caregiver_id=caregiver.id, language="en", dedupe_key=mark, now_utc=NOW)
    db.session.commit()
    return family.id


def first(model) -> int:
    return db.session.query(model.id).scalar()


def everything_stored() -> str:
    return "\n".join(
        str(tuple(row)) for table in db.metadata.sorted_tables for row in db.session.execute(db.select(table))
    )


def rows_by_table() -> dict[str, int]:
    count = db.select(db.func.count())
    return {t.name: db.session.scalar(count.select_from(t)) for t in db.metadata.sorted_tables}


@on_both_databases
def test_nothing_that_was_theirs_is_stored_and_other_families_keep_everything(district):
    staying = add_family("maple", district.id)
    one_family = rows_by_table()
    leaving = add_family("sycamore", district.id)
    assert everything_stored().count("sycamore") >= 13
    withdraw_family(leaving, "caregiver", 7, NOW)
    assert "sycamore" not in everything_stored()
    assert everything_stored().count("maple") >= 13
    assert db.session.get(Family, staying) is not None
    after = rows_by_table()
    assert {name: after[name] - rows for name, rows in one_family.items() if after[name] != rows} == {
        "audit_entry": 1
    }


@on_both_databases
def test_the_trail_says_who_took_away_which_family_by_ids(district):
    leaving = add_family("sycamore", district.id)
    withdraw_family(leaving, "user", 3, NOW)
    entry = db.session.query(AuditEntry).filter_by(action="withdraw_family").one()
    assert (entry.actor_kind, entry.actor_id) == ("user", 3)
    assert (entry.subject_kind, entry.subject_id, entry.at_utc) == ("family", leaving, NOW)


@on_both_databases
def test_a_snapshot_counts_who_withdrew(district):
    add_family("maple", district.id)
    leaving = add_family("sycamore", district.id)
    snapshot_id = first(Snapshot)
    assert withdrawn_count(snapshot_id) == 0
    withdraw_family(leaving, "caregiver", 7, NOW)
    assert withdrawn_count(snapshot_id) == 1


@on_both_databases
def test_a_student_stays_while_another_family_has_them(district):
    leaving = add_family("sycamore", district.id)
    student = db.session.query(Student).one()
    other = add_caregiver().family
    other.students.append(student)
    db.session.commit()
    withdraw_family(leaving, "caregiver", 7, NOW)
    assert [s.id for s in other.students] == [student.id]
    withdraw_family(other.id, "caregiver", 8, NOW)
    assert db.session.query(Student).count() == 0


@on_both_databases
def test_both_caregivers_go(district):
    leaving = add_family("sycamore", district.id)
    add_caregiver(family=db.session.get_one(Family, leaving), name="sycamore two")
    withdraw_family(leaving, "caregiver", 7, NOW)
    assert db.session.query(Caregiver).count() == 0


@on_both_databases
def test_an_unknown_family_is_an_error():
    with pytest.raises(NoResultFound):
        withdraw_family(1, "user", 1, NOW)


def test_the_files_of_sqlite_hold_no_trace(district, settings: Settings):
    add_family("maple", district.id)
    leaving = add_family("sycamore", district.id)
    board = settings.boards_dir / "a plan laid out"
    board.mkdir(parents=True)
    assert b"sycamore" in bytes_on_disk(settings)
    withdraw_family(leaving, "caregiver", 7, NOW)
    assert not board.exists()
    assert b"maple" in bytes_on_disk(settings)
    assert b"sycamore" not in bytes_on_disk(settings)


def bytes_on_disk(settings: Settings) -> bytes:
    database = Path(make_url(settings.database_url).database or "")
    return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
