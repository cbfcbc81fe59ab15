"""What a family takes back is gone: from the tables, the snapshots, the queue, the logs and every file."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.domain.answers import InGroups, Need, Offered, Reach, Talk, Ways
from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.laid_out_boards import opened_board
from scheduler.services.links import issue_link
from scheduler.services.read_answers import read_answers
from scheduler.services.request_plan import request_plan
from scheduler.services.send_offers import send_offers
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import (
    Answer,
    Caregiver,
    District,
    Job,
    Membership,
    Message,
    Plan,
    PriorityGroup,
    SnapshotFamily,
    User,
)
from tests.browser.test_whole_way import add_event
from tests.builders.answers import evenings
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.fixtures.databases import on_both_databases
from tests.fixtures.live import Installation
from tests.fixtures.visitor import Visitor

MARK = "sycamore"
PLANNED_WITHIN_SECONDS = 60


def everything_stored() -> str:
    return "\n".join(
        str(tuple(row)) for table in db.metadata.sorted_tables for row in db.session.execute(db.select(table))
    )


@on_both_databases
@pytest.mark.usefixtures("db")
def test_no_table_keeps_a_word_of_what_was_said() -> None:
    season, caregiver = add_season().id, add_caregiver(name="Amina").id
    for key, question in (("ride", "ride"), ("alone", "asked")):
        added(PriorityGroup(key=key, name=key, question=question))
    parts = [
        evenings(0, 1),
        Ways(frozenset({"online"}), (Need("meal", "must", f"{MARK} allergy"), Need("ride", "must"))),
        Talk(f"{MARK} topics", (Offered("skill", f"{MARK} skill"),)),
        InGroups({"alone": "yes"}),
        Reach("email", f"{MARK}@home.org", "", True),
    ]
    for version, part in enumerate(parts):
        submit_availability(caregiver, season, part, read_version=version, now_utc=NOW)
    send_offers(caregiver, season, NOW)
    assert everything_stored().count(MARK) == 4
    assert db.session.query(Membership).count() == 2
    delete_answers(caregiver, season, NOW)
    assert MARK not in everything_stored()
    assert db.session.query(Membership).count() == 0
    left = db.session.query(Answer).one()
    rows = (left.hours, left.dates, left.needs, left.offers, left.groups)
    assert [list(each) for each in rows] == [[]] * 5
    assert (left.formats, left.topics, left.may_keep) == (None, "", False)
    assert read_answers(caregiver, season).saved_utc is None


@pytest.fixture
def letter(whole_installation: Installation) -> str:
    """The address of the form of a family that can be planned for."""
    with whole_installation.app.app_context():
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        add_event(add_season(), "Reading night")
        add_user()
        caregiver = add_caregiver(name="Amina")
        key = whole_installation.app.extensions["settings"].link_key
        token = issue_link("form", caregiver_id=caregiver.id, link_key=key, now_utc=NOW)
        db.session.commit()
    return f"{whole_installation.url}/f/{token}/"


def say_everything(family: Visitor, letter: str) -> None:
    family.go(letter + "when")
    family.send("when", **{"week-sat-morning": "yes"})
    family.go(letter + "how")
    family.send("how", **{"needs": "yes", "need-words": f"{MARK} words"})
    family.go(letter + "talk")
    family.send("talk", **{"topics": f"{MARK} topics", "offer-skill-detail": f"{MARK} skill"})
    family.go(letter + "reach")
    family.send("reach", channel="email", email=f"{MARK}@home.org")
    family.go(letter + "receipt")
    family.send("offers")


def plan_season(server: Installation) -> str:
    """Let the worker plan, and lay the plan out for what-if; the id of the family in the snapshot."""
    with server.app.app_context():
        season_id = db.session.query(Answer.season_id).scalar()
        user_id = db.session.query(User.id).scalar()
        job_id = request_plan(season_id, "leximin", user_id, datetime.now(UTC))
        deadline = time.monotonic() + PLANNED_WITHIN_SECONDS
        while db.session.get_one(Job, job_id, populate_existing=True).state != "done":
            assert time.monotonic() < deadline, server.log.read_text()[-2000:]
            db.session.rollback()
            time.sleep(0.2)
        with opened_board(db.session.query(Plan.id).filter_by(yardstick=False).scalar()):
            pass
        return str(db.session.query(SnapshotFamily.pseudonym).scalar())


def files_with(folder: Path, *words: str) -> set[str]:
    """The files of an installation that hold one of these words, as text or as NumPy writes text."""
    written = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-32-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(word in path.read_bytes() for word in written)}


def test_no_file_of_an_installation_keeps_a_word_of_what_was_said(
    whole_installation: Installation, letter: str, tmp_path: Path
) -> None:
    family = Visitor(whole_installation.url)
    say_everything(family, letter)
    pseudonym = plan_season(whole_installation)
    assert "test.db" in {name.removesuffix("-wal") for name in files_with(tmp_path, MARK)}
    assert files_with(tmp_path / "boards", pseudonym)
    family.go(letter + "receipt")
    assert "Your answers are deleted" in family.send("delete")
    assert files_with(tmp_path, MARK, pseudonym) == set()
    with whole_installation.app.app_context():
        assert db.session.query(SnapshotFamily).count() == 0
        assert MARK not in str([(job.arguments, job.progress) for job in db.session.query(Job)])
        assert db.session.query(Message).count() == 0
        assert db.session.query(Caregiver.email).scalar() is None


def test_no_log_tells_who_came_or_with_which_link(whole_installation: Installation, letter: str) -> None:
    family = Visitor(whole_installation.url)
    say_everything(family, letter)
    family.send("delete")
    log = whole_installation.log.read_text()
    token = letter.rstrip("/").rpartition("/")[2]
    assert not any(secret in log for secret in (MARK, "Amina", token))
