"""What came of each try to reach a caregiver is kept for the next one, for their liaison, and no longer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.domain.answers import Talk
from scheduler.domain.reaching import Contact, NextTry
from scheduler.extensions import db
from scheduler.services.contact_log import note_contact
from scheduler.services.submit_availability import submit_availability
from scheduler.services.view_caseload import CaseloadView, view_caseload
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import AuditEntry, Caregiver, ContactTry, Season, User
from tests.builders.answers import evenings
from tests.builders.people import add_caregiver, add_season, add_to_caseload, add_user
from tests.fixtures.databases import on_both_databases

SUNDAY_NIGHT = datetime(2026, 3, 2, 3, tzinfo=UTC)
"""Still Sunday, March 1 where the season is."""

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def season() -> Season:
    return add_season()


@pytest.fixture
def liaison() -> User:
    return add_user(email="lee@school.org", role="liaison")


@pytest.fixture
def caregiver(liaison: User) -> Caregiver:
    caregiver = add_caregiver(channel="call", phone="+1 555 0100", email="amina@example.org")
    add_to_caseload(liaison, caregiver)
    return caregiver


def note(
    liaison: User, caregiver: Caregiver, season: Season, *what: str, again_on: date | None = None
) -> bool:
    way, outcome = what
    return note_contact(
        liaison.id,
        caregiver.id,
        season.id,
        way,
        outcome,  # type: ignore[arg-type]
        again_on=again_on,
        now_utc=SUNDAY_NIGHT,
    )


def names(view: CaseloadView) -> list[str]:
    return [family.caregivers[0].name for row in view.waiting for family in row.families]


def test_the_newest_try_and_the_next_way_are_shown(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    note(liaison, caregiver, season, "call", "no_answer")
    note(liaison, caregiver, season, "call", "wrong_address")
    line = view_caseload(liaison.id, season.id, SUNDAY_NIGHT).waiting[0].families[0].caregivers[0]
    assert line.last == Contact(date(2026, 3, 1), "call", "wrong_address")
    assert (line.next_try, line.contact) == (NextTry("email"), "amina@example.org")


def test_who_asked_to_be_asked_later_comes_after_those_who_can_be_asked_now(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    add_to_caseload(liaison, add_caregiver(name="Zahra"))
    note(liaison, caregiver, season, "call", "ask_later", again_on=date(2026, 3, 6))
    assert names(view_caseload(liaison.id, season.id, SUNDAY_NIGHT)) == ["Zahra", "Amina"]
    friday = SUNDAY_NIGHT + timedelta(days=5)
    assert names(view_caseload(liaison.id, season.id, friday)) == ["Amina", "Zahra"]


def test_a_day_is_kept_only_with_the_wish_to_be_asked_then(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    note(liaison, caregiver, season, "call", "no_answer", again_on=date(2026, 3, 6))
    assert db.session.query(ContactTry).one().again_on is None


def test_a_family_of_another_liaison_gets_no_note(caregiver: Caregiver, season: Season) -> None:
    other = add_user(email="ana@school.org", role="liaison")
    assert note(other, caregiver, season, "call", "reached") is False
    assert db.session.query(ContactTry).count() == 0


def test_the_notes_go_once_the_caregiver_has_said_when_they_can_come(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    note(liaison, caregiver, season, "call", "no_answer")
    said = {"read_version": 0, "now_utc": SUNDAY_NIGHT}
    submit_availability(caregiver.id, season.id, Talk("Buses"), **said)
    assert db.session.query(ContactTry).count() == 1
    submit_availability(caregiver.id, season.id, evenings(0), **{**said, "read_version": 1})
    assert db.session.query(ContactTry).count() == 0


def test_the_notes_go_with_the_family(liaison: User, caregiver: Caregiver, season: Season) -> None:
    note(liaison, caregiver, season, "call", "no_answer")
    withdraw_family(caregiver.family_id, "user", liaison.id, SUNDAY_NIGHT)
    assert db.session.query(ContactTry).count() == 0


def test_a_note_is_in_the_audit_trail_by_ids_alone(
    liaison: User, caregiver: Caregiver, season: Season
) -> None:
    note(liaison, caregiver, season, "call", "no_answer")
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.actor_id, entry.subject_id) == ("note_contact", liaison.id, caregiver.id)
