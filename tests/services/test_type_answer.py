"""What a liaison types in is the family's answer, with who typed it, when, and from paper or a call."""

from datetime import UTC, datetime

import pytest

from scheduler.domain.answers import Need, Reach, Talk, Ways
from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.read_answers import TypedBy, read_answers
from scheduler.services.submit_availability import NewerAnswer, submit_availability
from scheduler.services.type_answer import type_answer
from scheduler.services.view_caseload import view_caseload
from scheduler.storage.models import Answer, AnswerTyped, AuditEntry, Caregiver, Season, User
from tests.builders.answers import evenings
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.databases import on_both_databases

NOW = datetime(2026, 2, 3, 19, 30, tzinfo=UTC)
SOMALI = Ways(frozenset({"in_person"}), (Need("interpreter", "must", "so"),))
WHOLE = [evenings(0, 1), SOMALI, Talk("Buses"), Reach("call", phone="+1 555 0100")]

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def season() -> Season:
    return add_season()


@pytest.fixture
def liaison() -> User:
    return add_user(email="lee@school.org", name="Lee", role="liaison")


@pytest.fixture
def caregiver(liaison: User) -> Caregiver:
    caregiver = add_caregiver()
    add_to_caseload(liaison, caregiver)
    return caregiver


def type_(liaison: User, caregiver: Caregiver, season: Season, parts=WHOLE, read_version: int = 0) -> bool:
    return type_answer(
        liaison.id,
        caregiver.id,
        season.id,
        parts,
        through="paper",
        read_version=read_version,
        now_utc=NOW,
    )


def test_every_part_is_stored_as_one_version_and_the_family_is_heard(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    assert type_(liaison, caregiver, season) is True
    saved = read_answers(caregiver.id, season.id)
    assert [saved.times, saved.ways, saved.talk, saved.reach] == WHOLE
    assert saved.version == 1
    assert view_caseload(liaison.id, season.id, NOW).waiting == ()


def test_who_typed_it_when_and_how_is_kept_and_said(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    type_(liaison, caregiver, season)
    assert read_answers(caregiver.id, season.id).typed == TypedBy("Lee", "paper", NOW)
    assert db.session.query(Answer).one().given_through == "liaison"
    entry = db.session.query(AuditEntry).one()
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("user", liaison.id, "type_answer")


def test_after_the_caregiver_has_saved_something_it_is_their_own(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    type_(liaison, caregiver, season)
    submit_availability(caregiver.id, season.id, Talk("Trains"), read_version=1, now_utc=NOW)
    assert read_answers(caregiver.id, season.id).typed is None


def test_typing_again_replaces_the_answer_and_its_note(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    type_(liaison, caregiver, season)
    type_(liaison, caregiver, season, [evenings(4)], read_version=1)
    assert read_answers(caregiver.id, season.id).times == evenings(4)
    assert db.session.query(AnswerTyped).count() == 1


def test_a_newer_answer_is_not_overwritten(liaison: User, caregiver: Caregiver, season: Season) -> None:
    submit_availability(caregiver.id, season.id, evenings(2), read_version=0, now_utc=NOW)
    with pytest.raises(NewerAnswer) as newer:
        type_(liaison, caregiver, season)
    assert newer.value.version == 1
    assert read_answers(caregiver.id, season.id).times == evenings(2)


def test_the_same_sent_twice_is_stored_once(liaison: User, caregiver: Caregiver, season: Season) -> None:
    assert [type_(liaison, caregiver, season) for _ in range(2)] == [True, True]
    assert read_answers(caregiver.id, season.id).version == 1


def test_a_family_of_another_liaison_gets_no_answer(caregiver: Caregiver, season: Season) -> None:
    other = add_user(email="ana@school.org", role="liaison")
    assert type_(other, caregiver, season) is False
    assert db.session.query(Answer).count() == 0


def test_deleting_the_answer_deletes_the_note(liaison: User, caregiver: Caregiver, season: Season) -> None:
    type_(liaison, caregiver, season)
    delete_answers(caregiver.id, season.id, NOW)
    assert db.session.query(AnswerTyped).count() == 0
    assert read_answers(caregiver.id, season.id).typed is None
