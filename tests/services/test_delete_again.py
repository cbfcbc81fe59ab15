"""A backup that is brought back forgets again what was deleted after it was made."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from scheduler.domain.answers import Talk
from scheduler.extensions import db
from scheduler.services.delete_again import DeletedAgain, delete_again
from scheduler.services.delete_answers import delete_answers
from scheduler.services.deletion_journal import Deletion
from scheduler.services.read_answers import read_answers
from scheduler.services.submit_availability import submit_availability
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import Answer, AnswerChange, AuditEntry, Family
from tests.builders.people import add_caregiver, add_season

pytestmark = pytest.mark.usefixtures("db")
SAID = datetime(2026, 2, 3, 12, tzinfo=UTC)
DELETED = SAID + timedelta(hours=1)
LATER = SAID + timedelta(hours=2)


def say(caregiver_id: int, season_id: int, topics: str, now_utc: datetime = SAID) -> None:
    version = read_answers(caregiver_id, season_id).version
    submit_availability(caregiver_id, season_id, Talk(topics), read_version=version, now_utc=now_utc)


def forget_audit_trail_after(copied_utc: datetime) -> None:
    """A copy has the rows of its own time; nothing but bringing one back takes rows from the trail."""
    db.session.execute(text("DROP TRIGGER IF EXISTS audit_entry_no_delete"))
    db.session.query(AuditEntry).filter(AuditEntry.at_utc > copied_utc).delete()


def bring_backup_back(caregiver_id: int, season_id: int) -> None:
    """The database as it was at `SAID`: the answer is there, and no word of its deletion."""
    forget_audit_trail_after(SAID)
    db.session.query(AnswerChange).filter(AnswerChange.version > 1).delete()
    answer = db.session.query(Answer).filter_by(caregiver_id=caregiver_id, season_id=season_id).one()
    answer.topics, answer.version, answer.saved_utc = "Homework", 1, SAID
    db.session.commit()


@pytest.fixture
def who() -> tuple[int, int]:
    """A caregiver who said something, and deleted it an hour later."""
    caregiver_id, season_id = add_caregiver().id, add_season().id
    say(caregiver_id, season_id, "Homework")
    delete_answers(caregiver_id, season_id, DELETED)
    return caregiver_id, season_id


def test_a_deletion_leaves_no_transaction_open_that_would_keep_the_words_in_the_log(
    who: tuple[int, int],
) -> None:
    assert not db.session.registry().in_transaction(), who


def test_what_was_deleted_after_the_copy_is_deleted_again(who: tuple[int, int]) -> None:
    bring_backup_back(*who)
    assert read_answers(*who).talk.topics == "Homework"
    assert delete_again() == DeletedAgain(1, ())
    assert read_answers(*who).saved_utc is None


def test_twice_is_the_same_as_once_and_takes_nothing_that_was_said_since(who: tuple[int, int]) -> None:
    bring_backup_back(*who)
    delete_again()
    say(*who, "Reading", LATER)
    assert delete_again() == DeletedAgain(0, ())
    assert read_answers(*who).talk.topics == "Reading"


def test_without_a_backup_there_is_nothing_to_repeat(who: tuple[int, int]) -> None:
    say(*who, "Reading", LATER)
    assert delete_again() == DeletedAgain(0, ())
    assert read_answers(*who).talk.topics == "Reading"


def test_once_the_pages_were_used_a_person_must_look(who: tuple[int, int]) -> None:
    bring_backup_back(*who)
    say(*who, "Reading", LATER)
    answer_id = db.session.query(Answer.id).scalar()
    assert delete_again() == DeletedAgain(0, (Deletion(DELETED, "delete_answers", answer_id),))
    assert read_answers(*who).talk.topics == "Reading"


def test_a_family_that_left_after_the_copy_leaves_again() -> None:
    family_id = add_caregiver().family_id
    withdraw_family(family_id, "user", 1, DELETED)
    forget_audit_trail_after(SAID)
    add_caregiver(family=Family(id=family_id))
    assert delete_again() == DeletedAgain(1, ())
    assert db.session.get(Family, family_id) is None


def test_what_the_copy_never_had_needs_no_deleting(who: tuple[int, int]) -> None:
    forget_audit_trail_after(SAID)
    db.session.query(AnswerChange).delete()
    db.session.query(Answer).delete()
    db.session.commit()
    assert delete_again() == DeletedAgain(1, ())
    assert delete_again() == DeletedAgain(0, ())
    assert read_answers(*who).version == 0
