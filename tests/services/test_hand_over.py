"""A liaison hands families of their own to another liaison, and to nobody else."""

import pytest

from scheduler.extensions import db
from scheduler.services.hand_over import hand_over, other_liaisons
from scheduler.storage.models import AuditEntry, Caregiver, Caseload, User
from tests.builders.people import NOW, add_caregiver, add_to_caseload, add_user
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def lee() -> User:
    return add_user(email="lee@school.org", name="Lee", role="liaison")


@pytest.fixture
def ana() -> User:
    return add_user(email="ana@school.org", name="Ana", role="liaison")


@pytest.fixture
def amina(lee: User) -> Caregiver:
    caregiver = add_caregiver()
    add_to_caseload(lee, caregiver)
    return caregiver


def in_care_of(caregiver: Caregiver) -> int:
    return db.session.get_one(Caseload, caregiver.family_id).liaison_id


def test_the_family_is_then_in_the_care_of_the_other(lee: User, ana: User, amina: Caregiver) -> None:
    assert hand_over(lee.id, [amina.family_id], ana.id, NOW) == 1
    assert in_care_of(amina) == ana.id
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.actor_id, entry.subject_id) == ("hand_over", lee.id, amina.family_id)


def test_a_family_of_somebody_else_stays_where_it_is(lee: User, ana: User) -> None:
    chen = add_caregiver(name="Chen")
    add_to_caseload(ana, chen)
    third = add_user(email="kim@school.org", name="Kim", role="liaison")
    assert hand_over(lee.id, [chen.family_id], third.id, NOW) == 0
    assert in_care_of(chen) == ana.id


@pytest.mark.parametrize("facts", [{"role": "partner"}, {"role": "liaison", "active": False}])
def test_only_a_liaison_who_signs_in_can_take_over(
    lee: User, amina: Caregiver, facts: dict[str, object]
) -> None:
    other = add_user(email="pat@school.org", **facts)
    with pytest.raises(LookupError):
        hand_over(lee.id, [amina.family_id], other.id, NOW)
    assert in_care_of(amina) == lee.id


def test_a_family_is_not_handed_to_oneself(lee: User, amina: Caregiver) -> None:
    with pytest.raises(LookupError):
        hand_over(lee.id, [amina.family_id], lee.id, NOW)


def test_the_others_are_listed_by_name(lee: User, ana: User) -> None:
    kim = add_user(email="kim@school.org", name="Kim", role="liaison")
    assert [other.name for other in other_liaisons(lee.id)] == ["Ana", "Kim"]
    assert [other.id for other in other_liaisons(kim.id)] == [ana.id, lee.id]
