"""A family's groups follow its answers; what a liaison knows stays."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from scheduler.domain.answers import Need, Ways
from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import Caregiver, Membership, PriorityGroup
from tests.builders.people import add_caregiver, add_season

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 2, 3, tzinfo=UTC)
QUESTIONS = {"speech": "interpreter", "somali": "interpreter:so", "ride": "ride", "nights": "hours"}


@pytest.fixture
def caregiver() -> Caregiver:
    db.session.add_all(PriorityGroup(key=key, name=key, question=q) for key, q in QUESTIONS.items())
    return add_caregiver()


@pytest.fixture
def season_id() -> int:
    return add_season().id


def say(caregiver: Caregiver, season_id: int, version: int, *needs: Need) -> None:
    part = Ways(frozenset({"in_person"}), needs)
    submit_availability(caregiver.id, season_id, part, read_version=version, now_utc=NOW)


def groups(caregiver: Caregiver) -> dict[str, str]:
    """{group key: source of the membership}."""
    query = select(PriorityGroup.key, Membership.source).join(
        Membership, Membership.group_id == PriorityGroup.id
    )
    rows = db.session.execute(query.where(Membership.family_id == caregiver.family_id))
    return {key: source for key, source in rows.all()}  # noqa: C416


def test_a_need_leads_into_its_groups_and_its_end_leads_out(caregiver: Caregiver, season_id: int) -> None:
    say(caregiver, season_id, 0, Need("interpreter", "must", "so"), Need("ride", "helps"))
    assert groups(caregiver) == {"speech": "answer", "somali": "answer"}
    say(caregiver, season_id, 1, Need("ride", "must"))
    assert groups(caregiver) == {"ride": "answer"}


def test_what_a_liaison_knows_stays_whatever_the_form_says(caregiver: Caregiver, season_id: int) -> None:
    nights = db.session.scalars(select(PriorityGroup).where(PriorityGroup.key.in_(["nights", "ride"])))
    for group in nights:
        db.session.add(Membership(family_id=caregiver.family_id, group_id=group.id, source="liaison"))
    say(caregiver, season_id, 0, Need("interpreter", "must", "es"))
    assert groups(caregiver) == {"nights": "liaison", "ride": "liaison", "speech": "answer"}


def test_deleted_answers_lead_out_of_their_groups(caregiver: Caregiver, season_id: int) -> None:
    say(caregiver, season_id, 0, Need("ride", "must"))
    delete_answers(caregiver.id, season_id, NOW)
    assert groups(caregiver) == {}
