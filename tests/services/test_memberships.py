"""A family's groups follow its answers; what a liaison knows stays."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from scheduler.domain.answers import InGroups, Need, Part, Ways
from scheduler.extensions import db
from scheduler.services.delete_answers import delete_answers
from scheduler.services.read_answers import read_answers
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import Caregiver, Membership, PriorityGroup
from tests.builders.answers import evenings
from tests.builders.people import add_caregiver, add_season

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 2, 3, tzinfo=UTC)
QUESTIONS = {
    "speech": "interpreter",
    "somali": "interpreter:so",
    "ride": "ride",
    "nights": "hours",
    "alone": "asked",
}


@pytest.fixture
def caregiver() -> Caregiver:
    db.session.add_all(PriorityGroup(key=key, name=key, question=q) for key, q in QUESTIONS.items())
    return add_caregiver()


@pytest.fixture
def season_id() -> int:
    return add_season().id


def say(caregiver: Caregiver, season_id: int, version: int, *needs: Need) -> None:
    submit(caregiver, season_id, Ways(frozenset({"in_person"}), needs), version)


def submit(caregiver: Caregiver, season_id: int, part: Part, version: int = 0) -> None:
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


def test_evenings_that_are_always_taken_lead_into_their_group(caregiver: Caregiver, season_id: int) -> None:
    submit(caregiver, season_id, evenings(0, 2, 4, level="no"))
    assert groups(caregiver) == {"nights": "answer"}
    submit(caregiver, season_id, evenings(0, 2, level="no"), 1)
    assert groups(caregiver) == {}


def test_a_group_that_is_asked_for_counts_who_says_yes(caregiver: Caregiver, season_id: int) -> None:
    submit(caregiver, season_id, InGroups({"alone": "yes"}))
    assert groups(caregiver) == {"alone": "asked"}
    submit(caregiver, season_id, InGroups({"alone": "private"}), 1)
    assert groups(caregiver) == {}


def test_whoever_leaves_a_group_stays_out_whatever_is_answered_next(
    caregiver: Caregiver, season_id: int
) -> None:
    say(caregiver, season_id, 0, Need("ride", "must"))
    submit(caregiver, season_id, InGroups({"ride": "no"}), 1)
    assert groups(caregiver) == {}
    say(caregiver, season_id, 2, Need("ride", "must"), Need("captions", "helps"))
    assert groups(caregiver) == {}
    submit(caregiver, season_id, InGroups(), 3)
    assert groups(caregiver) == {"ride": "answer"}


def test_a_caregiver_can_leave_a_group_that_a_liaison_knows_of(caregiver: Caregiver, season_id: int) -> None:
    ride = db.session.scalars(select(PriorityGroup).where(PriorityGroup.key == "ride")).one()
    db.session.add(Membership(family_id=caregiver.family_id, group_id=ride.id, source="liaison"))
    submit(caregiver, season_id, InGroups({"ride": "private"}))
    assert groups(caregiver) == {"ride": "liaison"}
    submit(caregiver, season_id, InGroups({"ride": "no"}), 1)
    assert groups(caregiver) == {}


def test_leaving_takes_nothing_from_what_another_caregiver_of_the_family_answers(
    caregiver: Caregiver, season_id: int
) -> None:
    other = add_caregiver(family=caregiver.family, name="Yusuf")
    say(caregiver, season_id, 0, Need("ride", "must"))
    say(other, season_id, 0, Need("ride", "must"))
    submit(caregiver, season_id, InGroups({"ride": "no"}), 1)
    assert groups(caregiver) == {"ride": "answer"}


def test_a_group_that_is_gone_meanwhile_is_passed_over(caregiver: Caregiver, season_id: int) -> None:
    submit(caregiver, season_id, InGroups({"gone": "yes", "alone": "no"}))
    assert read_answers(caregiver.id, season_id).in_groups == InGroups({"alone": "no"})
