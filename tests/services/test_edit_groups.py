"""Staff add and remove priority groups: barriers in common, built from a question, never a people."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from scheduler.domain.answers import Need, Ways
from scheduler.extensions import db
from scheduler.services.edit_groups import (
    GroupExists,
    GroupIsInvited,
    RefusedName,
    add_group,
    remove_group,
    view_groups,
)
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.models import (
    AuditEntry,
    District,
    Event,
    Membership,
    PriorityGroup,
    SeasonFloor,
    Translation,
)
from tests.builders.board_rows import added
from tests.builders.people import add_caregiver, add_season, add_user

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 2, 3, tzinfo=UTC)
ALONE = {"en": "I look after my children alone", "es": "Cuido solo a mis hijos"}


@pytest.fixture
def user_id() -> int:
    added(District(name="Oak", timezone="America/New_York", default_language="en"))
    return add_user().id


def names_and_questions() -> list[tuple[str, str]]:
    return [(group.name, group.question) for group in view_groups("en")]


def test_a_group_that_answers_lead_to_is_called_by_its_question(user_id: int) -> None:
    add_group("ride", {}, user_id, NOW)
    add_group("interpreter", {}, user_id, NOW)
    add_group("interpreter:so", {}, user_id, NOW)
    assert names_and_questions() == [
        ("Needs a ride", "ride"),
        ("Needs an interpreter", "interpreter"),
        ("Needs an interpreter: Somali", "interpreter:so"),
    ]
    wider, one_language = db.session.scalars(
        select(PriorityGroup).where(PriorityGroup.question.startswith("interpreter"))
    )
    assert (one_language.key, one_language.within_id) == ("interpreter-so", wider.id)


def test_whoever_has_said_so_already_is_counted_at_once(user_id: int) -> None:
    season, said, silent = add_season().id, add_caregiver(), add_caregiver()
    for caregiver, strength in ((said, "must"), (silent, "helps")):
        part = Ways(None, (Need("ride", strength),))  # type: ignore[arg-type]
        submit_availability(caregiver.id, season, part, read_version=0, now_utc=NOW)
    add_group("ride", {}, user_id, NOW)
    assert list(db.session.scalars(select(Membership.family_id))) == [said.family_id]


def test_what_families_are_asked_has_words_in_their_languages(user_id: int) -> None:
    add_group("asked", ALONE, user_id, NOW)
    assert names_and_questions() == [(ALONE["en"], "asked")]
    assert view_groups("es")[0].name == ALONE["es"]
    assert db.session.scalars(select(Translation.author_id)).one() == user_id


def test_several_groups_can_be_asked_about(user_id: int) -> None:
    first = add_group("asked", ALONE, user_id, NOW)
    add_group("asked", {"en": "No internet at home"}, user_id, NOW)
    remove_group(first, user_id, NOW)
    add_group("asked", {"en": "Money is tight"}, user_id, NOW)
    assert sorted(group.key for group in view_groups("en")) == ["asked-1", "asked-2"]


@pytest.mark.parametrize("names", [{"en": "Muslim families"}, {**ALONE, "es": "Familias musulmanas"}])
def test_a_people_is_refused_in_every_language_that_it_is_written_in(
    user_id: int, names: dict[str, str]
) -> None:
    with pytest.raises(RefusedName) as refused:
        add_group("asked", names, user_id, NOW)
    assert (refused.value.language, refused.value.reason) == (list(names)[-1], "religion")
    assert view_groups("en") == ()


@pytest.mark.parametrize("question", ["religion", "meal", "school_meals", "ride:so", "interpreter:", ""])
def test_no_group_is_built_from_another_question(user_id: int, question: str) -> None:
    with pytest.raises(ValueError, match="no group is built from"):
        add_group(question, {}, user_id, NOW)


def test_one_question_leads_to_one_group(user_id: int) -> None:
    add_group("ride", {}, user_id, NOW)
    with pytest.raises(GroupExists):
        add_group("ride", {}, user_id, NOW)


def test_a_group_goes_with_its_members_its_names_and_its_floor(user_id: int) -> None:
    season = add_season()
    group_id = add_group("asked", ALONE, user_id, NOW)
    added(Membership(family_id=add_caregiver().family_id, group_id=group_id, source="asked"))
    added(SeasonFloor(season_id=season.id, set_key="asked-1", rate=0.5))
    assert remove_group(group_id, user_id, NOW)
    left = (PriorityGroup, Membership, Translation, SeasonFloor)
    assert [db.session.query(model).count() for model in left] == [0, 0, 0, 0]
    actions = [(e.actor_id, e.action, e.subject_id) for e in db.session.scalars(select(AuditEntry))]
    assert actions == [(user_id, "add_group", group_id), (user_id, "remove_group", group_id)]


def test_a_group_stays_while_an_event_invites_it(user_id: int) -> None:
    group_id = add_group("ride", {}, user_id, NOW)
    day = date(2026, 3, 2)
    event = Event(season_id=add_season().id, title="Tea", minutes=60, first_date=day, last_date=day)
    event.groups = [db.session.get_one(PriorityGroup, group_id)]
    added(event)
    with pytest.raises(GroupIsInvited):
        remove_group(group_id, user_id, NOW)
    assert names_and_questions() == [("Needs a ride", "ride")]


def test_a_group_that_is_unknown_cannot_be_removed(user_id: int) -> None:
    assert not remove_group(7, user_id, NOW)
