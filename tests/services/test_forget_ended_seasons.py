"""What may not be kept is gone when its season is over; what may, and what is said now, stays."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from scheduler.config import Settings
from scheduler.domain.answers import Need, Reach, Talk, Ways
from scheduler.extensions import db
from scheduler.jobs.handlers import now_utc
from scheduler.jobs.worker import Worker
from scheduler.services.forget_ended_seasons import forget_ended_seasons
from scheduler.services.release_plan import release_plan
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import (
    Answer,
    AuditEntry,
    Caregiver,
    District,
    Membership,
    PriorityGroup,
    ReleaseSession,
    Rsvp,
    Season,
    SnapshotFamily,
)
from tests.builders.answers import evenings
from tests.builders.board_rows import add_plan, add_run, add_session, added
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.fixtures.databases import on_both_databases

MARK = "sycamore"

pytestmark = pytest.mark.usefixtures("db")


def say(caregiver: Caregiver, season: Season, *, may_keep: bool = False) -> None:
    """An answer with a word that stands nowhere else, which leads into the group of those who need a ride."""
    caregiver_id, season_id = caregiver.id, season.id
    parts = (
        evenings(0, 1),
        Ways(None, (Need("ride", "must"), Need("meal", "must", f"{MARK} allergy"))),
        Talk(f"{MARK} topics"),
        Reach(may_keep=may_keep),
    )
    for version, part in enumerate(parts):
        submit_availability(caregiver_id, season_id, part, read_version=version, now_utc=NOW)


def close(season: Season) -> None:
    season.state = "closed"
    db.session.commit()


def everything_stored() -> str:
    tables = db.metadata.sorted_tables
    return str([tuple(row) for table in tables for row in db.session.execute(db.select(table))])


@on_both_databases
def test_when_the_season_is_closed_no_table_keeps_a_word() -> None:
    season, caregiver = add_season(), add_caregiver()
    say(caregiver, season)
    assert forget_ended_seasons(NOW) == 0
    assert MARK in everything_stored()
    close(season)
    assert forget_ended_seasons(NOW) == 1
    assert MARK not in everything_stored()
    assert forget_ended_seasons(NOW) == 0
    entry = db.session.query(AuditEntry).filter_by(action="forget_answers").one()
    assert (entry.actor_kind, entry.subject_kind, entry.subject_id) == ("worker", "season", season.id)


@on_both_databases
def test_what_may_be_kept_stays_and_so_does_what_is_said_for_the_next_season() -> None:
    spring, amina, yusuf = add_season(), add_caregiver(), add_caregiver()
    say(amina, spring, may_keep=True)
    say(yusuf, spring)
    autumn = add_season(name="Autumn", starts_on=date(2026, 9, 7))
    say(yusuf, autumn)
    assert forget_ended_seasons(NOW) == 1
    left = {(answer.caregiver_id, answer.season_id) for answer in db.session.query(Answer)}
    assert left == {(amina.id, spring.id), (yusuf.id, autumn.id)}


@on_both_databases
def test_groups_that_followed_from_it_go_unless_another_answer_of_the_family_leads_there() -> None:
    added(PriorityGroup(key="ride", name="Needs a ride", question="ride"))
    spring, alone, first = add_season(), add_caregiver(), add_caregiver()
    second = add_caregiver(family=first.family)
    say(alone, spring)
    say(first, spring)
    say(second, spring, may_keep=True)
    close(spring)
    assert forget_ended_seasons(NOW) == 2
    assert [row.family_id for row in db.session.query(Membership)] == [first.family_id]


@pytest.fixture
def planned_season() -> Season:
    """A season in which one family answered, was planned for, and replied to a session that was released."""
    added(District(name="Oak", timezone="America/New_York", default_language="en"))
    season, caregiver = add_season(), add_caregiver()
    say(caregiver, season)
    plan = add_plan(add_run(season))
    add_session(plan)
    added(SnapshotFamily(snapshot_id=plan.snapshot_id, family_id=caregiver.family_id, pseudonym="a", body={}))
    release_plan(plan.id, add_user().id, NOW)
    uid = db.session.query(ReleaseSession.uid).scalar()
    added(Rsvp(caregiver_id=caregiver.id, session_uid=uid, reply="online", replied_utc=NOW))
    return season


@on_both_databases
def test_the_rows_of_its_snapshots_and_its_replies_go_with_it(planned_season: Season) -> None:
    close(planned_season)
    assert forget_ended_seasons(NOW) == 1
    assert (db.session.query(SnapshotFamily).count(), db.session.query(Rsvp).count()) == (0, 0)


def test_the_files_of_sqlite_hold_no_trace(settings: Settings) -> None:
    season = add_season()
    say(add_caregiver(), season)
    database = Path(make_url(settings.database_url).database or "")

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))

    assert MARK.encode() in on_disk()
    close(season)
    forget_ended_seasons(NOW)
    assert MARK.encode() not in on_disk()


def test_a_worker_does_it_by_itself(app: Flask) -> None:
    season = add_season()
    say(add_caregiver(), season)
    close(season)
    db.session.remove()
    Worker(app, {}, now_utc).sweep()
    assert db.session.query(Answer).count() == 0
